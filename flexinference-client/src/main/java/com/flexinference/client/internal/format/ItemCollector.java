package com.flexinference.client.internal.format;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The objects that a streamed answer consists of, in the order in which they begin. A
 * piece without index belongs to the last.
 */
final class ItemCollector {

	/**
	 * Approximate size of an item without its content.
	 */
	private static final int SIZE_OF_ITEM = 512;

	private final Budget budget;

	private final List<PendingItem> items = new ArrayList<>();

	private final Map<Long, PendingItem> known = new HashMap<>();

	ItemCollector(Budget budget) {
		this.budget = budget;
	}

	PendingItem begin(@Nullable Long index, String start) {
		this.budget.take(SIZE_OF_ITEM);
		this.budget.take(start);
		PendingItem item = new PendingItem(this.budget, start);
		this.items.add(item);
		if (index != null) {
			this.known.put(index, item);
		}
		return item;
	}

	PendingItem at(@Nullable Long index, String start) {
		PendingItem last = this.items.isEmpty() ? null : this.items.get(this.items.size() - 1);
		PendingItem item = (index != null) ? this.known.get(index) : last;
		return (item != null) ? item : begin(index, start);
	}

	List<String> build(String arguments) {
		return this.items.stream().map((item) -> item.build(arguments)).toList();
	}

}
