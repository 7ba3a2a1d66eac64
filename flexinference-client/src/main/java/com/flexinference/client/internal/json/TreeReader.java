package com.flexinference.client.internal.json;

import tools.jackson.core.JsonParser;
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

	private final MemberFilter filter;

	private JsonNode root = MissingNode.getInstance();

	private int values;

	/**
	 * Create a reader.
	 * @param parser stands at the first token of a value
	 * @param filter selects the members of objects to read
	 */
	TreeReader(JsonParser parser, MemberFilter filter) {
		this.parser = parser;
		this.filter = filter;
	}

	/**
	 * Read the value.
	 * @return its tree
	 */
	JsonNode read() {
		switch (this.parser.currentToken()) {
			case START_OBJECT -> {
				ObjectNode object = JsonNodeFactory.instance.objectNode();
				this.root = object;
				readMembers(object, 1);
			}
			case START_ARRAY -> {
				ArrayNode array = JsonNodeFactory.instance.arrayNode();
				this.root = array;
				readElements(array, 1);
			}
			default -> this.root = scalar();
		}
		return this.root;
	}

	/**
	 * Return as much as has been read, also if {@link #read()} has failed.
	 * @return the tree, a missing node if there is none
	 */
	JsonNode root() {
		return this.root;
	}

	private void readMembers(ObjectNode object, int depth) {
		String name;
		while ((name = this.parser.nextName()) != null) {
			JsonToken token = this.parser.nextToken();
			if (depth > MAX_DEPTH || !this.filter.includes(depth, name)) {
				this.parser.skipChildren();
				continue;
			}
			count();
			switch (token) {
				case START_OBJECT -> readMembers(object.putObject(name), depth + 1);
				case START_ARRAY -> readElements(object.putArray(name), depth + 1);
				default -> object.set(name, scalar());
			}
		}
	}

	private void readElements(ArrayNode array, int depth) {
		JsonToken token;
		while ((token = this.parser.nextToken()) != JsonToken.END_ARRAY) {
			count();
			if (depth > MAX_DEPTH) {
				this.parser.skipChildren();
				continue;
			}
			switch (token) {
				case START_OBJECT -> readMembers(array.addObject(), depth + 1);
				case START_ARRAY -> readElements(array.addArray(), depth + 1);
				default -> array.add(scalar());
			}
		}
	}

	private JsonNode scalar() {
		return this.parser.hasToken(JsonToken.VALUE_STRING)
				? JsonNodeFactory.instance.stringNode(this.parser.getString()) : this.parser.readValueAsTree();
	}

	private void count() {
		if (++this.values > MAX_VALUES) {
			throw new StreamConstraintsException("the JSON has more than " + MAX_VALUES + " values");
		}
	}

}
