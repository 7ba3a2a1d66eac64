package com.flexinference.client.format;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/**
 * Writes JSON of every kind, and breaks it, in a way that a seed decides.
 */
final class RandomJson {

	private static final String[] NUMBERS = { "0", "-0", "7", "-12", "1234567890123456789", "99999999999999999999",
			"1.50", "-0.001", "1e5", "2E-3", "1.5e+10" };

	private static final String[] PIECES = { "a", "delta", " ", "\u00e4", "\u20ac", "\ud83d\ude42", "\\n", "\\\"",
			"\\\\", "\\/", "\\b\\f\\r\\t", "\\u0041", "\\u00e4", "\\ud83d\\ude42", "\\ud83d", "\\uDE42", "\u007f" };

	private static final String[] NAMES = { "type", "delta", "index", "error", "choices", "\u00e4", "\\n", "" };

	private static final String[] BLANKS = { "", "", "", " ", "\n", "\r\n\t " };

	private static final String SYNTAX = "{}[]\",:\\tfn0.-e \u0001";

	private final Random random;

	private final StringBuilder text = new StringBuilder();

	RandomJson(long seed) {
		this.random = new Random(seed);
	}

	byte[] valid() {
		blank();
		value(4);
		blank();
		return this.text.toString().getBytes(StandardCharsets.UTF_8);
	}

	/**
	 * Write JSON, then leave out, repeat or replace some of its bytes.
	 */
	byte[] broken() {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		byte[] valid = valid();
		for (byte b : valid) {
			switch (this.random.nextInt(2 * valid.length + 8)) {
				case 0 -> {
				}
				case 1 -> out.writeBytes(new byte[] { b, b });
				case 2 -> out.write(SYNTAX.charAt(this.random.nextInt(SYNTAX.length())));
				case 3 -> out.write(this.random.nextInt(128) + 128);
				default -> out.write(b);
			}
		}
		return out.toByteArray();
	}

	private void value(int levels) {
		switch (this.random.nextInt((levels > 0) ? 7 : 5)) {
			case 0 -> this.text.append("null");
			case 1 -> this.text.append(this.random.nextBoolean());
			case 2 -> this.text.append(any(NUMBERS));
			case 3, 4 -> string(PIECES, this.random.nextInt(6));
			case 5 -> array(levels - 1);
			default -> object(levels - 1);
		}
	}

	private void array(int levels) {
		this.text.append('[');
		separated(() -> value(levels));
		this.text.append(']');
	}

	private void object(int levels) {
		this.text.append('{');
		separated(() -> {
			string(NAMES, 1);
			blank();
			this.text.append(':');
			blank();
			value(levels);
		});
		this.text.append('}');
	}

	private void separated(Runnable element) {
		int count = this.random.nextInt(5);
		for (int i = 0; i < count; i++) {
			this.text.append((i > 0) ? "," : "");
			blank();
			element.run();
		}
		blank();
	}

	private void string(String[] pieces, int count) {
		this.text.append('"');
		for (int i = 0; i < count; i++) {
			this.text.append(any(pieces));
		}
		this.text.append('"');
	}

	private void blank() {
		this.text.append(any(BLANKS));
	}

	private String any(String[] texts) {
		return texts[this.random.nextInt(texts.length)];
	}

}
