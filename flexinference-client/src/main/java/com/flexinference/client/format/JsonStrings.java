package com.flexinference.client.format;

import java.nio.charset.StandardCharsets;

/**
 * The escapes in the strings of JSON.
 */
final class JsonEscapes {

	/**
	 * The number of digits after {@code \\u}.
	 */
	static final int HEX_DIGITS = 4;

	private JsonEscapes() {
	}

	/**
	 * Decode the content of a string.
	 * @param data holds it, valid and in UTF-8
	 * @param from the index of its first byte
	 * @param to the index after its last byte
	 * @return the text
	 */
	static String decode(byte[] data, int from, int to) {
		StringBuilder text = new StringBuilder(to - from);
		int begin = from;
		for (int i = from; i < to; i++) {
			if (data[i] == '\\') {
				text.append(new String(data, begin, i - begin, StandardCharsets.UTF_8));
				byte escape = data[++i];
				text.append((escape == 'u') ? hex(data, i + 1) : character(escape));
				i += (escape == 'u') ? HEX_DIGITS : 0;
				begin = i + 1;
			}
		}
		return text.append(new String(data, begin, to - begin, StandardCharsets.UTF_8)).toString();
	}

	private static char hex(byte[] data, int from) {
		int value = 0;
		for (int i = from; i < from + HEX_DIGITS; i++) {
			value = value * 16 + Character.digit(data[i], 16);
		}
		return (char) value;
	}

	private static char character(byte escape) {
		return switch (escape) {
			case 'b' -> '\b';
			case 'f' -> '\f';
			case 'n' -> '\n';
			case 'r' -> '\r';
			case 't' -> '\t';
			default -> (char) escape;
		};
	}

}
