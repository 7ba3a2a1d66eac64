package com.flexinference.batch.internal.step;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import com.flexinference.batch.internal.ledger.ItemId;
import com.flexinference.batch.internal.ledger.Ledger;
import com.flexinference.batch.internal.ledger.LedgerScope;

/**
 * Finds the items whose request was not sent before, in memory that does not grow with
 * the number of items. A filter of fixed size tells which items are new for certain. The
 * others are collected, and looked up together in the ledger. Used by the thread that
 * reads, except for the uncommitted items, which are the items whose requests are sent
 * and whose outcomes are not committed: an item is added to them before the next one is
 * checked, and removed after its commit.
 */
final class SentItems<I> {

	private static final int LOOK_UP = 200;

	private static final int BITS_PER_ITEM = 4;

	private final Ledger ledger;

	private final LedgerScope scope;

	private final Runnable skipped;

	/** The size of the filter, a power of two, less one. */
	private final int mask;

	private final BitSet filter;

	private final Set<ItemId> uncommitted = ConcurrentHashMap.newKeySet();

	private final List<Asked<I>> unsure = new ArrayList<>();

	SentItems(Ledger ledger, LedgerScope scope, int filterBits, Runnable skipped) {
		this.ledger = ledger;
		this.scope = scope;
		this.skipped = skipped;
		this.mask = filterBits - 1;
		this.filter = new BitSet(filterBits);
	}

	/**
	 * Read the ledger into the filter, in a transaction: without one the driver of
	 * PostgreSQL reads all rows at once.
	 */
	void load() {
		this.ledger.load(this.scope, this::add);
	}

	private boolean add(ItemId id) {
		boolean added = false;
		for (int i = 0; i < BITS_PER_ITEM; i++) {
			int bit = (int) (id.high() + i * id.low()) & this.mask;
			added |= !this.filter.get(bit);
			this.filter.set(bit);
		}
		return added;
	}

	Set<ItemId> uncommitted() {
		return this.uncommitted;
	}

	List<Asked<I>> unsent(Asked<I> read) throws Exception {
		if (add(read.id())) {
			return List.of(read);
		}
		this.unsure.add(read);
		return (this.unsure.size() < LOOK_UP) ? List.of() : lookUp();
	}

	List<Asked<I>> lookUp() throws Exception {
		List<ItemId> ids = this.unsure.stream().map(Asked::id).toList();
		// Before the ledger, so that one of the two has each item that was sent.
		Set<ItemId> sent = new HashSet<>(ids);
		sent.retainAll(this.uncommitted);
		sent.addAll(DatabaseRetries.execute(() -> this.ledger.find(this.scope, ids)));
		List<Asked<I>> unsent = new ArrayList<>();
		for (Asked<I> asked : this.unsure) {
			if (sent.add(asked.id())) {
				unsent.add(asked);
			}
			else {
				this.skipped.run();
			}
		}
		this.unsure.clear();
		return unsent;
	}

}
