package com.flexinference.client.format;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import com.flexinference.client.json.WireJson;

/**
 * Reads JSON into the tree that Jackson would read. Most of an answer is text, over which
 * Jackson goes byte by byte.
 */
public final class JsonTree extends JsonSyntax {

	private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

	private static final int MAX_LONG_DIGITS = 18;

	private JsonTree() {
	}

	/**
	 * Read a text that is one JSON value.
	 * @param json the text
	 * @return its tree, a missing node if it is blank
	 * @throws JacksonException if the text is not JSON
	 */
	public static JsonNode read(byte[] json) {
		return read(json, 0, json.length);
	}

	static JsonNode read(byte[] data, int from, int to) {
		JsonTree reader = new JsonTree();
		try {
			if (reader.begin(data, from, to)) {
				JsonNode tree = reader.value();
				reader.end();
				if (!reader.strings.hadSurrogates()) {
					return tree;
				}
			}
		}
		catch (JacksonException ex) {
			// Jackson has the last word: it knows other encodings, and what is wrong.
		}
		return readByJackson(data, from, to);
	}

	private static JsonNode readByJackson(byte[] data, int from, int to) {
		try {
			return WireJson.MAPPER.readTree(data, from, to - from);
		}
		catch (NumberFormatException ex) {
			throw new StreamReadException(null, "The JSON has a number that is out of range", ex);
		}
	}

	private JsonNode value() {
		return switch (peek()) {
			case '"' -> NODES.stringNode(takeString());
			case '{' -> object();
			case '[' -> array();
			case 't' -> literal(NODES.booleanNode(true));
			case 'f' -> literal(NODES.booleanNode(false));
			case 'n' -> literal(NODES.nullNode());
			default -> number();
		};
	}

	private ObjectNode object() {
		ObjectNode object = NODES.objectNode();
		if (opens('}')) {
			do {
				if (peek() != '"') {
					throw refused();
				}
				int from = this.position;
				String name = takeString();
				skipColon(from);
				object.set(name, value());
			}
			while (continues('}'));
		}
		return object;
	}

	private ArrayNode array() {
		ArrayNode array = NODES.arrayNode();
		if (opens(']')) {
			do {
				array.add(value());
			}
			while (continues(']'));
		}
		return array;
	}

	private JsonNode literal(JsonNode node) {
		skip();
		return node;
	}

	private JsonNode number() {
		int from = this.position;
		skipNumber();
		int length = this.position - from;
		if (length > MAX_LONG_DIGITS) {
			return readByJackson(this.data, from, this.position);
		}
		boolean negative = this.data[from] == '-';
		long value = 0;
		for (int i = negative ? from + 1 : from; i < this.position; i++) {
			int digit = this.data[i] - '0';
			if (digit < 0 || digit > 9) {
				return (this.data[i] == '.') ? fraction(from) : readByJackson(this.data, from, this.position);
			}
			value = value * 10 + digit;
		}
		value = negative ? -value : value;
		return (value == (int) value) ? NODES.numberNode((int) value) : NODES.numberNode(value);
	}

	private JsonNode fraction(int from) {
		return NODES
			.numberNode(new BigDecimal(new String(this.data, from, this.position - from, StandardCharsets.ISO_8859_1)));
	}

	@Override
	void skipped(int from) {
	}

}
