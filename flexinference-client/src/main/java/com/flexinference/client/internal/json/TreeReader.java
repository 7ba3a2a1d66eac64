package com.flexinference.client.internal.json;

import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonParser.NumberType;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads a tree of a bounded number of values, or the part of it that is wanted. A tree
 * takes up to a hundred times the memory of its text.
 */
final class TreeReader {

	static final int MAX_VALUES = 1_000_000;

	private static final int MAX_DEPTH = 500;

	private final JsonParser parser;

	private final @Nullable Set<String> members;

	private JsonNode root = MissingNode.getInstance();

	private int values;

	/**
	 * Create a reader.
	 * @param parser stands at the first token of a value
	 * @param members the members of the outermost object to read, without the log
	 * probabilities in them; or {@code null} to read everything
	 */
	TreeReader(JsonParser parser, @Nullable Set<String> members) {
		this.parser = parser;
		this.members = members;
	}

	JsonNode read() {
		this.root = node();
		fill(this.root, 1);
		return this.root;
	}

	JsonNode root() {
		return this.root;
	}

	private JsonNode node() {
		if (++this.values > MAX_VALUES) {
			throw new StreamConstraintsException("the JSON has more than " + MAX_VALUES + " values");
		}
		return switch (this.parser.currentToken()) {
			case START_OBJECT -> JsonNodeFactory.instance.objectNode();
			case START_ARRAY -> JsonNodeFactory.instance.arrayNode();
			case VALUE_STRING -> JsonNodeFactory.instance.stringNode(this.parser.getString());
			case VALUE_NULL -> JsonNodeFactory.instance.nullNode();
			case VALUE_NUMBER_INT -> number();
			default -> this.parser.readValueAsTree();
		};
	}

	private JsonNode number() {
		return (this.parser.getNumberType() == NumberType.INT)
				? JsonNodeFactory.instance.numberNode(this.parser.getIntValue()) : this.parser.readValueAsTree();
	}

	private void fill(JsonNode node, int depth) {
		if (node instanceof ObjectNode object) {
			String name;
			while ((name = this.parser.nextName()) != null) {
				this.parser.nextToken();
				if (isWanted(name, depth)) {
					JsonNode value = node();
					object.set(name, value);
					fill(value, depth + 1);
				}
				else {
					this.parser.skipChildren();
				}
			}
		}
		else if (node instanceof ArrayNode array) {
			while (this.parser.nextToken() != JsonToken.END_ARRAY) {
				if (depth <= MAX_DEPTH) {
					JsonNode value = node();
					array.add(value);
					fill(value, depth + 1);
				}
				else {
					this.parser.skipChildren();
				}
			}
		}
	}

	private boolean isWanted(String name, int depth) {
		boolean wanted = this.members == null
				|| ((depth == 1) ? this.members.contains(name) : !name.equals("logprobs"));
		return wanted && depth <= MAX_DEPTH;
	}

}
