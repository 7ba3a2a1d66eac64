package com.flexinference.client.format;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * Texts that recur in a stream, such as the names of members: each is decoded once.
 */
final class TextCache {

	private static final int BITS = 6;

	private static final int SIZE = 1 << BITS;

	private static final int SPREAD = 0x9E3779B1;

	private static final int PROBES = 4;

	private final @Nullable Text[] texts = new Text[SIZE];

	/**
	 * Return a text, decoded only if it is not there yet.
	 * @param source holds the text, in UTF-8
	 * @param from the index of its first byte
	 * @param to the index after its last byte
	 * @return the text
	 */
	String get(byte[] source, int from, int to) {
		int first = slot(source, from, to);
		for (int i = 0; i < PROBES; i++) {
			int slot = (first + i) % SIZE;
			Text known = this.texts[slot];
			if (known == null) {
				return put(slot, source, from, to);
			}
			if (Arrays.equals(known.bytes, 0, known.bytes.length, source, from, to)) {
				return known.text;
			}
		}
		return put(first, source, from, to);
	}

	private String put(int slot, byte[] source, int from, int to) {
		byte[] bytes = Arrays.copyOfRange(source, from, to);
		String text = new String(bytes, StandardCharsets.UTF_8);
		this.texts[slot] = new Text(bytes, text);
		return text;
	}

	private static int slot(byte[] source, int from, int to) {
		// To look at each byte would cost as much as to decode it.
		int length = to - from;
		int hash = (length > 0) ? ((length * 31 + source[from]) * 31 + source[from + length / 2]) * 31 + source[to - 1]
				: 0;
		return (hash * SPREAD) >>> (Integer.SIZE - BITS);
	}

	private record Text(byte[] bytes, String text) {
	}

}
