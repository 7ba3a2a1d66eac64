package com.flexinference.client.format;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Reads one JSON text after another: walks through each once, checks all of it and
 * decodes only what is asked for. A parser object per text would cost more than the text.
 */
final class JsonScanner extends JsonSyntax {

	private static final int MAX_LONG_DIGITS = 18;

	private final RecurringTexts texts = new RecurringTexts();

	private final EventShape shape = new EventShape();

	private @Nullable String delta;

	private int plainStart;

	private int plainLength;

	/**
	 * Read a text that is one JSON value.
	 * @param data holds the text
	 * @param from the index of its first byte
	 * @param to the index after its last byte
	 * @param reader takes the members of the value if it is an object
	 * @return {@code false} if the text is blank
	 * @throws JacksonException if the text is not JSON
	 */
	boolean read(byte[] data, int from, int to, MemberReader reader) {
		this.shape.begin();
		if (!begin(data, from, to)) {
			return false;
		}
		this.texts.begin();
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
				String name = name();
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
		if (peek() != '"') {
			skip();
			return null;
		}
		int from = this.position;
		String string = takeString();
		this.shape.add(from, this.position, string);
		return string;
	}

	/**
	 * Read a string that is likely to be the same in the next event.
	 * @return the string, or {@code null} if the value is not one
	 */
	@Nullable String recurringString() {
		return (peek() == '"') ? recurring() : string();
	}

	private String name() {
		if (peek() != '"') {
			throw refused();
		}
		int from = this.position;
		String name = recurring();
		skipColon(from);
		return name;
	}

	private String recurring() {
		int from = this.position + 1;
		String known = this.texts.find(this.data, from, limit());
		if (known != null) {
			this.position = from + known.length() + 1;
			return known;
		}
		return skipPlainString() ? this.texts.decode(this.data, from, this.position - 1) : decodeString();
	}

	/**
	 * Read an index.
	 * @return the index, 0 if the value is not one
	 */
	long index() {
		int from = this.position;
		skipAsRead();
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
		skipAsRead();
		return tree(from);
	}

	private void skipAsRead() {
		int count = this.shape.count();
		skip();
		this.shape.cut(count);
	}

	@Override
	void skipped(int from) {
		this.shape.add(from, this.position, null);
	}

	private JsonNode tree(int from) {
		return JsonTree.read(this.data, from, this.position);
	}

	/**
	 * Remember that the text just read does no more than to add text, and that a text
	 * that differs from it only in values that nobody has read does so too.
	 * @param delta what it adds, as it was read
	 */
	void remember(String delta) {
		this.shape.keep(this.data, start(), limit(), delta);
	}

	/**
	 * Read a text that is like the one remembered.
	 * @param data holds the text
	 * @param from the index of its first byte
	 * @param to the index after its last byte
	 * @return {@code false} if it is not like the other, or adds nothing
	 * @throws JacksonException if the text is not JSON
	 */
	boolean readAlike(byte[] data, int from, int to) {
		if (!this.shape.isKept() || !begin(data, from, to)) {
			return false;
		}
		this.position = from;
		this.delta = this.shape.delta();
		int matched = 0;
		int value = 0;
		int difference;
		while ((difference = this.shape.mismatch(matched, data, this.position, to)) >= 0) {
			value = this.shape.valueAt(value, difference);
			if (value == this.shape.count()) {
				return false;
			}
			this.position += this.shape.start(value) - matched;
			if (this.shape.isText(value)) {
				takeDelta();
			}
			else if (this.shape.isString(value)) {
				skipString();
			}
			else if (isNumber()) {
				skipNumber();
			}
			else {
				return false;
			}
			matched = this.shape.end(value++);
		}
		return this.delta == null || !this.delta.isEmpty();
	}

	private void takeDelta() {
		this.plainStart = this.position + 1;
		if (!skipPlainString()) {
			this.delta = decodeString();
			return;
		}
		this.plainLength = this.position - 1 - this.plainStart;
		this.delta = (this.plainLength > 0) ? null : "";
	}

	/**
	 * Return what the text adds that is like the one remembered.
	 * @return the addition, or {@code null} if it stands in the data, plain
	 */
	@Nullable String delta() {
		return this.delta;
	}

	/**
	 * Return where the addition stands in the data if it is plain.
	 * @return the index of its first byte
	 */
	int plainStart() {
		return this.plainStart;
	}

	int plainLength() {
		return this.plainLength;
	}

	private boolean isNumber() {
		byte next = peek();
		return next == '-' || (next >= '0' && next <= '9');
	}

	/**
	 * Takes the members of an object.
	 */
	interface MemberReader {

		void read(String name);

	}

}
