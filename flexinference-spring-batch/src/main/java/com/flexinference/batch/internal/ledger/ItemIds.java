package com.flexinference.batch.internal.ledger;

/**
 * A set of ids that takes 27 to 54 bytes for each, for sets of millions. A slot of zeros
 * is free: no digest is zero.
 */
public final class ItemIds {

	private long[] slots = new long[2 * 1024];

	private int size;

	/**
	 * Add an id.
	 * @param id the id
	 * @return whether it was not in the set
	 */
	public boolean add(ItemId id) {
		if (!insert(this.slots, id.high(), id.low())) {
			return false;
		}
		this.size++;
		if (this.size > this.slots.length / 2 * 0.6) {
			grow();
		}
		return true;
	}

	private void grow() {
		long[] grown = new long[Math.multiplyExact(this.slots.length, 2)];
		for (int i = 0; i < this.slots.length; i += 2) {
			if (this.slots[i] != 0 || this.slots[i + 1] != 0) {
				insert(grown, this.slots[i], this.slots[i + 1]);
			}
		}
		this.slots = grown;
	}

	private static boolean insert(long[] slots, long high, long low) {
		// An id is a digest, so that its bits are a hash already.
		int slot = 2 * (int) Math.floorMod(low, slots.length / 2L);
		while (slots[slot] != 0 || slots[slot + 1] != 0) {
			if (slots[slot] == high && slots[slot + 1] == low) {
				return false;
			}
			slot = (slot + 2) % slots.length;
		}
		slots[slot] = high;
		slots[slot + 1] = low;
		return true;
	}

}
