package com.flexinference.client.format;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A text that one thread adds to while others may read it. Does without a lock, which
 * would cost a tenth of all that is done for an event.
 */
final class AnswerText {

	private char[] characters = new char[256];

	/**
	 * Written last and read first: who reads it sees all that was written before.
	 */
	private final AtomicInteger length = new AtomicInteger();

	void append(String piece) {
		int from = this.length.getPlain();
		int to = from + piece.length();
		if (to > this.characters.length) {
			this.characters = Arrays.copyOf(this.characters, Math.max(to, 2 * from));
		}
		piece.getChars(0, piece.length(), this.characters, from);
		this.length.setRelease(to);
	}

	boolean isEmpty() {
		return this.length.get() == 0;
	}

	@Override
	public String toString() {
		int to = this.length.getAcquire();
		return new String(this.characters, 0, to);
	}

}
