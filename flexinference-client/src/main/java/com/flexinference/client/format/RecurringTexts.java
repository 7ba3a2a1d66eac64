package com.flexinference.client.format;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * Texts that recur in the same order from one event to the next, such as the names of
 * members: each is decoded once.
 */
final class RecurringTexts {

	private static final int SIZE = 64;

	private final byte[][] bytes = new byte[SIZE][];

	private final @Nullable String[] texts = new String[SIZE];

	private int next;

	/**
	 * Go back to the first text.
	 */
	void begin() {
		this.next = 0;
	}

	/**
	 * Look whether a string is what it was in the event before.
	 * @param source holds the string
	 * @param from the index after its opening quote
	 * @param to the index after the last byte that may be looked at
	 * @return the text, or {@code null} if it is another, to be {@link #decode decoded}
	 */
	@Nullable String find(byte[] source, int from, int to) {
		int index = this.next % SIZE;
		String text = this.texts[index];
		if (text == null) {
			return null;
		}
		byte[] known = this.bytes[index];
		int end = from + known.length;
		if (end >= to || source[end] != '"') {
			return null;
		}
		for (int i = 0; i < known.length; i++) {
			if (known[i] != source[from + i]) {
				return null;
			}
		}
		this.next++;
		return text;
	}

	/**
	 * Decode a text that was not found, and keep it for the next event.
	 * @param source holds the text, in ASCII without escapes
	 * @param from the index of its first byte
	 * @param to the index after its last byte
	 * @return the text
	 */
	String decode(byte[] source, int from, int to) {
		int index = this.next++ % SIZE;
		String text = new String(source, from, to - from, StandardCharsets.US_ASCII);
		this.bytes[index] = Arrays.copyOfRange(source, from, to);
		this.texts[index] = text;
		return text;
	}

}
