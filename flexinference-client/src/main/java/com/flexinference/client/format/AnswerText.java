package com.flexinference.client.format;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A text that one thread adds to while others may read it. Does without a lock, which
 * would cost a tenth of all that is done for an event, and moves nothing when it grows.
 */
final class AnswerText {

	private static final int FIRST_SIZE = 256;

	private static final int MAX_SIZE = 4096;

	/**
	 * Each is twice as long as the one before, up to the largest.
	 */
	private char[][] segments = new char[4][];

	private int count;

	private char[] last = {};

	private int used;

	/**
	 * Written last and read first: who reads it sees all that was written before.
	 */
	private final AtomicInteger length = new AtomicInteger();

	void append(String piece) {
		int from = 0;
		while (from < piece.length()) {
			reserve();
			int to = Math.min(piece.length(), from + this.last.length - this.used);
			piece.getChars(from, to, this.last, this.used);
			this.used += to - from;
			from = to;
		}
		grown(piece.length());
	}

	/**
	 * Add a text.
	 * @param data holds it in ASCII
	 * @param from the index of its first byte
	 * @param size its length in bytes
	 */
	void append(byte[] data, int from, int size) {
		if (size > this.last.length - this.used) {
			append(new String(data, from, size, StandardCharsets.US_ASCII));
			return;
		}
		char[] target = this.last;
		int at = this.used;
		for (int i = 0; i < size; i++) {
			target[at + i] = (char) data[from + i];
		}
		this.used = at + size;
		grown(size);
	}

	private void reserve() {
		if (this.used == this.last.length) {
			this.last = new char[Math.min(MAX_SIZE, Math.max(FIRST_SIZE, 2 * this.last.length))];
			if (this.count == this.segments.length) {
				this.segments = Arrays.copyOf(this.segments, 2 * this.count);
			}
			this.segments[this.count++] = this.last;
			this.used = 0;
		}
	}

	private void grown(int size) {
		this.length.setRelease(this.length.getPlain() + size);
	}

	boolean isEmpty() {
		return this.length.get() == 0;
	}

	@Override
	public String toString() {
		int missing = this.length.getAcquire();
		StringBuilder text = new StringBuilder(missing);
		for (int i = 0; missing > 0; i++) {
			int size = Math.min(missing, this.segments[i].length);
			text.append(this.segments[i], 0, size);
			missing -= size;
		}
		return text.toString();
	}

}
