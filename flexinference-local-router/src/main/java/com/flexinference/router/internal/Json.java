package com.flexinference.router.internal;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The one JSON mapper of the router.
 */
public final class Json {

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	private Json() {
	}

	// The name and the value of each field in turn; anything that Jackson can write is a
	// value
	public static ObjectNode object(@Nullable Object... fields) {
		ObjectNode object = MAPPER.createObjectNode();
		for (int i = 0; i < fields.length; i += 2) {
			object.set(String.valueOf(fields[i]), node(fields[i + 1]));
		}
		return object;
	}

	private static JsonNode node(@Nullable Object value) {
		if (value instanceof String text) {
			return MAPPER.getNodeFactory().stringNode(text);
		}
		return (value instanceof JsonNode node) ? node : MAPPER.valueToTree(value);
	}

	// What all formats name the kind of a part by, empty if it is absent
	public static String type(JsonNode node) {
		return node.path("type").asString("");
	}

	public static JsonNode read(byte[] content) {
		return MAPPER.readTree(content);
	}

	public static JsonNode read(String content) {
		return MAPPER.readTree(content);
	}

	public static byte[] write(JsonNode node) {
		return MAPPER.writeValueAsBytes(node);
	}

	public static String text(JsonNode node) {
		return MAPPER.writeValueAsString(node);
	}

}
