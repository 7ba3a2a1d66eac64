package com.flexinference.client.internal.format;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;

import com.flexinference.client.internal.json.RawJson;

/**
 * The objects that a streamed answer consists of, in the order in which they begin.
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

	/**
	 * Find the item that a piece belongs to. A piece without index belongs to the last.
	 * @param index the index, or {@code null} if the piece has none
	 * @param start the JSON of the item if the piece is the first of it
	 * @return the item
	 */
	PendingItem at(@Nullable Long index, String start) {
		PendingItem last = this.items.isEmpty() ? null : this.items.get(this.items.size() - 1);
		PendingItem item = (index != null) ? this.known.get(index) : last;
		return (item != null) ? item : begin(index, start);
	}

	List<String> build(BiConsumer<PendingItem, Map<String, RawJson>> writer) {
		return this.items.stream().map((item) -> item.build(writer)).toList();
	}

}
