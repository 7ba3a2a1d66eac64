package com.flexinference.client.format;

import java.util.Arrays;

/**
 * Decodes the contents of JSON strings, one after another: UTF-8 with escapes. Checks the
 * forms of both; what these forms should not hold is decoded as Jackson does.
 */
final class JsonStrings {

	private static final int INVALID = -1;

	private static final int HEX_DIGITS = 4;

	/**
	 * What stands after a backslash, and what it stands for.
	 */
	private static final byte[] ESCAPES = new byte[128];

	static {
		for (char c : new char[] { '"', '\\', '/' }) {
			ESCAPES[c] = (byte) c;
		}
		ESCAPES['b'] = '\b';
		ESCAPES['f'] = '\f';
		ESCAPES['n'] = '\n';
		ESCAPES['r'] = '\r';
		ESCAPES['t'] = '\t';
	}

	private static final int MAX_EXPECTED = 512 * 1024;

	private char[] text = {};

	private int length;

	private boolean surrogates;

	/**
	 * Decode a string.
	 * @param data holds it
	 * @param from the index after its opening quote
	 * @param to the index after the last byte that may be looked at
	 * @return the index of its closing quote, negative if it is not valid
	 */
	int decode(byte[] data, int from, int to) {
		this.length = 0;
		reserve(Math.min(to - from, MAX_EXPECTED));
		int i = from;
		while (i >= 0 && i < to) {
			i = plain(data, i, to);
			if (i < to && data[i] == '"') {
				return i;
			}
			i = (i < to) ? special(data, i, to) : INVALID;
		}
		return INVALID;
	}

	/**
	 * Return whether any string had half a character of UTF-16 in the form of UTF-8.
	 * @return whether one of the texts has what was not sent as an escape
	 */
	boolean hadSurrogates() {
		return this.surrogates;
	}

	String text() {
		return new String(this.text, 0, this.length);
	}

	private void reserve(int more) {
		if (more > this.text.length - this.length) {
			this.text = Arrays.copyOf(this.text, Math.max(this.length + more, 2 * this.length));
		}
	}

	/**
	 * Decode ASCII without escapes.
	 * @param data holds it
	 * @param from the index of the first byte
	 * @param to the index after the last byte that may be looked at
	 * @return the index of the first other byte
	 */
	private int plain(byte[] data, int from, int to) {
		int i = from;
		do {
			reserve(1);
			i = plain(data, i, Math.min(to, i + this.text.length - this.length), this.text);
		}
		while (i < to && this.length == this.text.length);
		return i;
	}

	private int plain(byte[] data, int from, int to, char[] target) {
		int i = from;
		int j = this.length;
		byte next;
		while (i < to && (next = data[i]) >= ' ' && next != '"' && next != '\\') {
			target[j++] = (char) next;
			i++;
		}
		this.length = j;
		return i;
	}

	private int special(byte[] data, int at, int to) {
		byte first = data[at];
		if (first == '\\') {
			return escape(data, at + 1, to);
		}
		int length = (first < 0) ? Integer.numberOfLeadingZeros(~(first << 24)) : 0;
		int end = at + length;
		if (length < 2 || length > 4 || end > to) {
			return INVALID;
		}
		int character = first & 0xFF >> length + 1;
		for (int i = at + 1; i < end; i++) {
			if ((data[i] & 0xC0) != 0x80) {
				return INVALID;
			}
			character = character << 6 | data[i] & 0x3F;
		}
		if (length < 4) {
			this.surrogates |= length == 3 && Character.isSurrogate((char) character);
			return append(character, end);
		}
		int supplement = character - Character.MIN_SUPPLEMENTARY_CODE_POINT;
		append(Character.MIN_HIGH_SURROGATE | supplement >> 10);
		return append(Character.MIN_LOW_SURROGATE | supplement & 0x3FF, end);
	}

	private int escape(byte[] data, int at, int to) {
		if (at == to) {
			return INVALID;
		}
		byte escape = data[at];
		byte simple = (escape > 0) ? ESCAPES[escape] : 0;
		if (simple != 0) {
			return append(simple, at + 1);
		}
		int end = at + 1 + HEX_DIGITS;
		if (escape != 'u' || end > to) {
			return INVALID;
		}
		int value = 0;
		for (int i = at + 1; i < end; i++) {
			int digit = Character.digit(data[i], 16);
			if (digit < 0) {
				return INVALID;
			}
			value = value * 16 + digit;
		}
		return append(value, end);
	}

	private int append(int character, int end) {
		append(character);
		return end;
	}

	private void append(int character) {
		reserve(1);
		this.text[this.length++] = (char) character;
	}

}
