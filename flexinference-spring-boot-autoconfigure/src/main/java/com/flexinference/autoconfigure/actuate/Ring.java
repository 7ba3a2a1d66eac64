package com.flexinference.autoconfigure.actuate;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Keeps the last values that were added. Without locks: a reader may miss a value that is
 * being added.
 *
 * @param <T> the type of the values
 */
final class Ring<T> {

	private final AtomicReferenceArray<T> slots;

	private final AtomicLong added = new AtomicLong();

	Ring(int capacity) {
		this.slots = new AtomicReferenceArray<>(capacity);
	}

	void add(T value) {
		this.slots.set(slot(this.added.getAndIncrement()), value);
	}

	/**
	 * Return what is kept.
	 * @return the values, the oldest first
	 */
	List<T> toList() {
		List<T> values = new ArrayList<>();
		long end = this.added.get();
		for (long i = Math.max(0, end - this.slots.length()); i < end; i++) {
			T value = this.slots.get(slot(i));
			if (value != null) {
				values.add(value);
			}
		}
		return values;
	}

	private int slot(long index) {
		return (int) (index % this.slots.length());
	}

}
