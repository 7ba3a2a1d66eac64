package com.flexinference.client.format;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * A text that one thread adds to while others may read it. Does without a lock, which
 * would cost as much as all else that is done for an event.
 */
final class AnswerText {

	private static final VarHandle LENGTH = length();

	private char[] characters = new char[256];

	/**
	 * Written last and read first: what was written before it is seen by who reads it.
	 */
	private volatile int length;

	private static VarHandle length() {
		try {
			return MethodHandles.lookup().findVarHandle(AnswerText.class, "length", int.class);
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	void append(String piece) {
		int from = this.length;
		int to = from + piece.length();
		if (to > this.characters.length) {
			this.characters = Arrays.copyOf(this.characters, Math.max(to, 2 * from));
		}
		piece.getChars(0, piece.length(), this.characters, from);
		LENGTH.setRelease(this, to);
	}

	boolean isEmpty() {
		return this.length == 0;
	}

	@Override
	public String toString() {
		int to = this.length;
		return new String(this.characters, 0, to);
	}

}
