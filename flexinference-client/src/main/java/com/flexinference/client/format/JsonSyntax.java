package com.flexinference.client.format;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.exc.StreamReadException;

import com.flexinference.client.json.WireJson;

/**
 * The syntax of JSON: steps over the parts of a text and checks them. What it does not
 * take goes to Jackson, which says what is wrong with it, so both refuse the same texts.
 */
abstract class JsonSyntax {

	private static final byte[] TRUE = { 't', 'r', 'u', 'e' };

	private static final byte[] FALSE = { 'f', 'a', 'l', 's', 'e' };

	private static final byte[] NULL = { 'n', 'u', 'l', 'l' };

	private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

	private static final long ONES = 0x0101010101010101L;

	byte[] data = {};

	int position;

	private int from;

	private int to;

	private int depth;

	final JsonStrings strings = new JsonStrings();

	/**
	 * Begin to read a text.
	 * @param data holds the text
	 * @param from the index of its first byte
	 * @param to the index after its last byte
	 * @return {@code false} if it is blank
	 */
	final boolean begin(byte[] data, int from, int to) {
		this.data = data;
		this.from = from;
		this.to = to;
		this.position = from;
		this.depth = 0;
		skipBlanks();
		return this.position < to;
	}

	final void end() {
		skipBlanks();
		if (this.position < this.to) {
			throw refused();
		}
	}

	final void skip() {
		switch (peek()) {
			case '"' -> {
				int from = this.position;
				skipString();
				skipped(from);
			}
			case '{' -> skipObject();
			case '[' -> skipArray();
			case 't' -> skipLiteral(TRUE);
			case 'f' -> skipLiteral(FALSE);
			case 'n' -> skipLiteral(NULL);
			default -> {
				int from = this.position;
				skipNumber();
				skipped(from);
			}
		}
	}

	/**
	 * Take note of a string or number that nobody has read.
	 * @param from the index of its first byte; the position is after its last
	 */
	abstract void skipped(int from);

	private void skipObject() {
		if (opens('}')) {
			do {
				skipName();
				skip();
			}
			while (continues('}'));
		}
	}

	private void skipArray() {
		if (opens(']')) {
			do {
				skip();
			}
			while (continues(']'));
		}
	}

	private void skipName() {
		if (peek() != '"') {
			throw refused();
		}
		int from = this.position;
		skipString();
		skipColon(from);
	}

	/**
	 * Skip the colon after a name.
	 * @param from the index of the opening quote of the name
	 */
	final void skipColon(int from) {
		if (this.position - from - 2 > WireJson.MAX_NAME_LENGTH) {
			throw refused();
		}
		skipBlanks();
		if (peek() != ':') {
			throw refused();
		}
		this.position++;
		skipBlanks();
	}

	/**
	 * Enter an object or array.
	 * @param close the byte that ends it
	 * @return {@code false} if it is empty, and has been left again
	 */
	final boolean opens(char close) {
		if (++this.depth > WireJson.MAX_NESTING_DEPTH) {
			throw refused();
		}
		this.position++;
		skipBlanks();
		if (peek() != close) {
			return true;
		}
		this.position++;
		this.depth--;
		return false;
	}

	final boolean continues(char close) {
		skipBlanks();
		byte next = peek();
		if (next != ',' && next != close) {
			throw refused();
		}
		this.position++;
		if (next == close) {
			this.depth--;
			return false;
		}
		skipBlanks();
		return true;
	}

	final void skipString() {
		if (!skipPlainString()) {
			skipOtherString();
		}
	}

	/**
	 * Skip a string if its content is ASCII without escapes.
	 * @return {@code false} if it is another, and has not been skipped
	 */
	final boolean skipPlainString() {
		byte[] bytes = this.data;
		for (int i = plainEnd(this.position + 1); i < this.to; i = plainEnd(i + 1)) {
			byte next = bytes[i];
			if (next == '"') {
				this.position = i + 1;
				return true;
			}
			if (next < ' ' || next == '\\') {
				return false;
			}
		}
		return false;
	}

	/**
	 * Read a string.
	 * @return its text
	 */
	final String takeString() {
		int from = this.position + 1;
		return skipPlainString() ? new String(this.data, from, this.position - 1 - from, StandardCharsets.ISO_8859_1)
				: decodeString();
	}

	final String decodeString() {
		skipOtherString();
		return this.strings.text();
	}

	private void skipOtherString() {
		int end = this.strings.decode(this.data, this.position + 1, this.to);
		if (end < 0) {
			throw refused();
		}
		this.position = end + 1;
	}

	/**
	 * Go past characters that need no look, eight at a time: strings are most of an
	 * event.
	 * @param from the index to start at
	 * @return the index of a character that may need a look
	 */
	private int plainEnd(int from) {
		byte[] bytes = this.data;
		int i = from;
		for (; i <= this.to - Long.BYTES; i += Long.BYTES) {
			long special = special((long) WORDS.get(bytes, i));
			if (special != 0) {
				return i + Long.numberOfTrailingZeros(special) / Byte.SIZE;
			}
		}
		return i;
	}

	/**
	 * Find the first byte of eight that needs a look.
	 * @param word the bytes, the first one lowest
	 * @return a word whose lowest bit that is set is in that byte, 0 if there is none
	 */
	private static long special(long word) {
		long quote = word ^ ONES * '"';
		long escape = word ^ ONES * '\\';
		return (((quote - ONES) & ~quote) | ((escape - ONES) & ~escape) | (word - ONES * ' ') | word) & ONES << 7;
	}

	private void skipLiteral(byte[] literal) {
		int end = this.position + literal.length;
		if (end > this.to || !Arrays.equals(this.data, this.position, end, literal, 0, literal.length)) {
			throw refused();
		}
		this.position = end;
	}

	final void skipNumber() {
		skipIf('-');
		int digits = skipIf('0') ? 1 : skipDigits();
		if (skipIf('.')) {
			digits += skipDigits();
		}
		if (skipIf('e') || skipIf('E')) {
			if (!skipIf('+')) {
				skipIf('-');
			}
			digits += skipDigits();
		}
		if (digits > WireJson.MAX_NUMBER_LENGTH) {
			throw refused();
		}
	}

	private int skipDigits() {
		byte[] bytes = this.data;
		int i = this.position;
		while (i < this.to && bytes[i] >= '0' && bytes[i] <= '9') {
			i++;
		}
		int count = i - this.position;
		if (count == 0) {
			throw refused();
		}
		this.position = i;
		return count;
	}

	private boolean skipIf(char next) {
		boolean skipped = peek() == next;
		this.position += skipped ? 1 : 0;
		return skipped;
	}

	private void skipBlanks() {
		byte next = peek();
		while (next <= ' ' && (next == ' ' || next == '\n' || next == '\r' || next == '\t')) {
			this.position++;
			next = peek();
		}
	}

	final int start() {
		return this.from;
	}

	final int limit() {
		return this.to;
	}

	final byte peek() {
		return (this.position < this.to) ? this.data[this.position] : 0;
	}

	final JacksonException refused() {
		try (JsonParser parser = WireJson.MAPPER.createParser(this.data, this.from, this.to - this.from)) {
			parser.nextToken();
			parser.skipChildren();
			String problem = (parser.nextToken() != null) ? "More text follows the JSON" : "The JSON is not in UTF-8";
			return new StreamReadException(parser, problem);
		}
		catch (JacksonException ex) {
			return ex;
		}
	}

}
