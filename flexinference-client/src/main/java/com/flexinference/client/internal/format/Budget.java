package com.flexinference.client.internal.format;

/**
 * Bounds what is collected of a stream.
 */
final class Budget {

	private final long max;

	private long used;

	/**
	 * Create a budget.
	 * @param max the most bytes or characters to collect
	 */
	Budget(long max) {
		this.max = max;
	}

	/**
	 * Ask for room.
	 * @param size the size of what is to be collected
	 * @return whether there is room; once there is none, there never is again
	 */
	boolean take(long size) {
		this.used += size;
		return this.used <= this.max;
	}

	boolean isExceeded() {
		return this.used > this.max;
	}

	long max() {
		return this.max;
	}

}
