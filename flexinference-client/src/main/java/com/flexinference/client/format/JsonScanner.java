package com.flexinference.client.format;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

import com.flexinference.client.json.WireJson;

/**
 * Reads one JSON text after another: walks through each once, checks all of it and
 * decodes only what is asked for. A parser object per text would cost more than the text.
 */
final class JsonScanner extends JsonSyntax {

	private static final int MAX_LONG_DIGITS = 18;

	private final TextCache texts = new TextCache();

	/**
	 * Read a text that is one JSON value.
	 * @param data the text
	 * @param reader takes the members of the value if it is an object
	 * @return {@code false} if the text is blank
	 * @throws JacksonException if the text is not JSON
	 */
	boolean read(byte[] data, MemberReader reader) {
		if (!begin(data)) {
			return false;
		}
		members(reader);
		end();
		return true;
	}

	/**
	 * Read the members of an object, or skip a value of another kind.
	 * @param reader takes each member, with the scanner at its value, which may be left
	 * unread
	 */
	void members(MemberReader reader) {
		if (!isObject()) {
			skip();
		}
		else if (opens('}')) {
			do {
				int from = this.position + 1;
				boolean escaped = skipName();
				String name = decode(from, this.nameEnd, escaped, true);
				int value = this.position;
				reader.read(name);
				if (this.position == value) {
					skip();
				}
			}
			while (continues('}'));
		}
	}

	/**
	 * Read the elements of an array, or skip a value of another kind.
	 * @param reader takes each element and has to read it
	 */
	void elements(Runnable reader) {
		if (peek() != '[') {
			skip();
		}
		else if (opens(']')) {
			do {
				reader.run();
			}
			while (continues(']'));
		}
	}

	boolean isObject() {
		return peek() == '{';
	}

	/**
	 * Read a string.
	 * @return the string, or {@code null} if the value is not one
	 */
	@Nullable String string() {
		return string(false);
	}

	/**
	 * Read a string that is likely to recur.
	 * @return the string, or {@code null} if the value is not one
	 */
	@Nullable String recurringString() {
		return string(true);
	}

	private @Nullable String string(boolean recurring) {
		if (peek() != '"') {
			skip();
			return null;
		}
		int from = this.position + 1;
		boolean escaped = skipString();
		return decode(from, this.position - 1, escaped, recurring);
	}

	/**
	 * Read an index.
	 * @return the index, 0 if the value is not one
	 */
	long index() {
		int from = this.position;
		skip();
		long index = 0;
		for (int i = from; i < this.position; i++) {
			int digit = this.data[i] - '0';
			if (digit < 0 || digit > 9 || i - from == MAX_LONG_DIGITS) {
				return wholeNumber(from);
			}
			index = index * 10 + digit;
		}
		return index;
	}

	private long wholeNumber(int from) {
		JsonNode value = tree(from);
		Long number = value.isIntegralNumber() ? Json.wholeNumber(value) : null;
		return (number != null) ? number : 0;
	}

	/**
	 * Read a value of any kind.
	 * @return the value as a tree
	 */
	JsonNode tree() {
		int from = this.position;
		skip();
		return tree(from);
	}

	private JsonNode tree(int from) {
		return WireJson.MAPPER.readTree(this.data, from, this.position - from);
	}

	private String decode(int from, int to, boolean escaped, boolean recurring) {
		if (escaped) {
			return JsonEscapes.decode(this.data, from, to);
		}
		return recurring ? this.texts.get(this.data, from, to)
				: new String(this.data, from, to - from, StandardCharsets.UTF_8);
	}

	/**
	 * Takes the members of an object.
	 */
	interface MemberReader {

		void read(String name);

	}

}
