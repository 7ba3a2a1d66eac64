package com.flexinference.client.internal.format;

import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonParser.NumberType;
import tools.jackson.core.JsonToken;

import com.flexinference.client.internal.json.WireJson;

/**
 * An event that adds text to the answer and has nothing else to read. Most events of a
 * stream do, so that they are read without a tree, and only their text is decoded.
 */
final class TextEvent {

	/**
	 * Stands for the only element of an array.
	 */
	static final String ONLY = "*";

	private final JsonParser parser;

	private final Shape shape;

	private final AnswerBuilder answer;

	private @Nullable String type;

	private @Nullable String deltaType;

	private @Nullable Long index;

	private @Nullable String text;

	private TextEvent(JsonParser parser, Shape shape, AnswerBuilder answer) {
		this.parser = parser;
		this.shape = shape;
		this.answer = answer;
	}

	/**
	 * Read the JSON of an event.
	 * @param data the JSON
	 * @param shape the shape of such an event
	 * @param answer what is known of the answer
	 * @return the event, or {@code null} if it is to be read from a tree
	 * @throws JacksonException if the data is not JSON
	 */
	static @Nullable TextEvent read(byte[] data, Shape shape, AnswerBuilder answer) {
		return WireJson.read(data, (parser) -> {
			TextEvent event = new TextEvent(parser, shape, answer);
			return (event.readObject(0) && event.isWhole()) ? event : null;
		});
	}

	private boolean isWhole() {
		return this.text != null && (this.shape.type() == null || this.type != null)
				&& (this.shape.deltaType() == null || this.deltaType != null);
	}

	private boolean readObject(int depth) {
		if (!this.parser.hasToken(JsonToken.START_OBJECT)) {
			return false;
		}
		String name;
		while ((name = this.parser.nextName()) != null) {
			if (this.parser.nextToken() != JsonToken.VALUE_NULL && !readMember(depth, name)) {
				return false;
			}
			this.parser.skipChildren();
		}
		return true;
	}

	private boolean readMember(int depth, String name) {
		if (name.equals(this.shape.textPath().get(depth))) {
			return readValue(depth + 1);
		}
		return (depth == 0) ? readEventMember(name) : readInnerMember(name);
	}

	private boolean readValue(int depth) {
		if (depth == this.shape.textPath().size()) {
			boolean first = this.text == null;
			this.text = string();
			return first && this.text != null;
		}
		if (this.shape.textPath().get(depth).equals(ONLY)) {
			// The text of several elements needs the tree.
			return this.parser.hasToken(JsonToken.START_ARRAY) && this.parser.nextToken() != null
					&& readObject(depth + 1) && this.parser.nextToken() == JsonToken.END_ARRAY;
		}
		return readObject(depth);
	}

	private boolean readEventMember(String name) {
		if (name.equals(this.shape.typeMember())) {
			this.type = string();
			return this.shape.type() == null || this.shape.type().equals(this.type);
		}
		return switch (name) {
			case "index" -> {
				this.index = wholeNumber();
				yield this.index != null;
			}
			case "id", "model" -> this.answer.hasHead();
			case "service_tier" -> this.parser.getString().equals(this.answer.servedTier());
			case "type", "error", "usage", "response" -> false;
			default -> true;
		};
	}

	private boolean readInnerMember(String name) {
		return switch (name) {
			case "type" -> {
				this.deltaType = string();
				yield this.deltaType != null && this.deltaType.equals(this.shape.deltaType());
			}
			case "index" -> this.parser.hasToken(JsonToken.VALUE_NUMBER_INT) && this.parser.getString().equals("0");
			case "role", "logprobs" -> true;
			default -> false;
		};
	}

	private @Nullable String string() {
		return this.parser.hasToken(JsonToken.VALUE_STRING) ? this.parser.getString() : null;
	}

	private @Nullable Long wholeNumber() {
		return (this.parser.hasToken(JsonToken.VALUE_NUMBER_INT) && this.parser.getNumberType() == NumberType.INT)
				? (Long) this.parser.getLongValue() : null;
	}

	@Nullable String type() {
		return this.type;
	}

	@Nullable Long index() {
		return this.index;
	}

	@Nullable String text() {
		return this.text;
	}

	/**
	 * The shape of the events that add text.
	 *
	 * @param typeMember the name of the member that holds the type of an event
	 * @param type the type of the events, or {@code null} for any
	 * @param deltaType the type of the object with the text, or {@code null} if it has
	 * none
	 * @param textPath names of members from the outermost on that lead to the text, or
	 * {@link #ONLY} for the only element of an array
	 */
	record Shape(String typeMember, @Nullable String type, @Nullable String deltaType, List<String> textPath) {

	}

}
