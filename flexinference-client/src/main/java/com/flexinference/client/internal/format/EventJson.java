package com.flexinference.client.internal.format;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonParser.NumberType;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;

import com.flexinference.client.internal.json.WireJson;

/**
 * Walks once through the JSON of an event and decodes only the values that are needed.
 */
final class EventJson {

	private final JsonParser parser;

	private EventJson(JsonParser parser) {
		this.parser = parser;
	}

	/**
	 * Walk through the JSON of one event.
	 * @param data the JSON
	 * @param reader takes each member if the JSON is an object
	 * @return whether the JSON is an object, or {@code null} if the data is blank
	 * @throws JacksonException if the data is not JSON
	 */
	static @Nullable Boolean read(byte[] data, MemberReader reader) {
		return WireJson.read(data, (parser) -> {
			EventJson json = new EventJson(parser);
			boolean object = json.isObject();
			json.members(reader);
			parser.skipChildren();
			return object;
		});
	}

	/**
	 * Read the members of the value if it is an object.
	 * @param reader takes each member; what it leaves unread is skipped
	 */
	void members(MemberReader reader) {
		if (isObject()) {
			String name;
			while ((name = this.parser.nextName()) != null) {
				this.parser.nextToken();
				reader.read(name, this);
				this.parser.skipChildren();
			}
		}
	}

	/**
	 * Read the elements of the value if it is an array.
	 * @param reader runs at each element; what it leaves unread is skipped
	 */
	void elements(Runnable reader) {
		if (this.parser.hasToken(JsonToken.START_ARRAY)) {
			while (this.parser.nextToken() != JsonToken.END_ARRAY) {
				reader.run();
				this.parser.skipChildren();
			}
		}
	}

	boolean isNull() {
		return this.parser.hasToken(JsonToken.VALUE_NULL);
	}

	boolean isObject() {
		return this.parser.hasToken(JsonToken.START_OBJECT);
	}

	/**
	 * Read a string.
	 * @return the string, or {@code null} if the value is not one
	 */
	@Nullable String string() {
		return this.parser.hasToken(JsonToken.VALUE_STRING) ? this.parser.getString() : null;
	}

	/**
	 * Read an index.
	 * @return the index, or {@code null} if the value is not one
	 */
	@Nullable Long index() {
		return (this.parser.hasToken(JsonToken.VALUE_NUMBER_INT)
				&& this.parser.getNumberType() != NumberType.BIG_INTEGER) ? (Long) this.parser.getLongValue() : null;
	}

	/**
	 * Read a value of any kind.
	 * @return the value as a tree
	 */
	JsonNode tree() {
		return WireJson.tree(this.parser);
	}

	/**
	 * Takes the members of an object.
	 */
	interface MemberReader {

		void read(String name, EventJson value);

	}

}
