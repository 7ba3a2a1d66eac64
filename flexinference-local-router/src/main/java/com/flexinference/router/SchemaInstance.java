package com.flexinference.router;

import java.math.BigDecimal;
import java.math.RoundingMode;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Generates a small instance of a JSON schema: required properties, fewest items, first
 * alternatives.
 */
final class SchemaInstance {

	private static final int DEEPEST = 32;

	private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

	private final JsonNode root;

	private SchemaInstance(JsonNode root) {
		this.root = root;
	}

	static JsonNode of(JsonNode schema) {
		return new SchemaInstance(schema).instance(schema, "text", 0);
	}

	private JsonNode instance(JsonNode schema, String name, int depth) {
		if (depth > DEEPEST) {
			return NODES.nullNode();
		}
		if (schema.has("$ref")) {
			return instance(this.root.at(schema.path("$ref").asString("").replaceFirst("^#", "")), name, depth + 1);
		}
		for (String keyword : new String[] { "const", "default" }) {
			if (schema.has(keyword)) {
				return schema.path(keyword);
			}
		}
		for (String keyword : new String[] { "enum", "examples" }) {
			if (!schema.path(keyword).isEmpty()) {
				return schema.path(keyword).path(0);
			}
		}
		for (String keyword : new String[] { "anyOf", "oneOf", "allOf" }) {
			if (!schema.path(keyword).isEmpty()) {
				return instance(schema.path(keyword).path(0), name, depth + 1);
			}
		}
		return switch (type(schema)) {
			case "object" -> object(schema, depth);
			case "array" -> array(schema, name, depth);
			case "string" -> NODES.stringNode(string(schema, name));
			case "integer" -> NODES.numberNode(number(schema).setScale(0, RoundingMode.CEILING));
			case "number" -> NODES.numberNode(number(schema));
			case "boolean" -> NODES.booleanNode(true);
			default -> NODES.nullNode();
		};
	}

	private String type(JsonNode schema) {
		JsonNode type = schema.path("type");
		if (type.isArray()) {
			return type.path(0).asString("null");
		}
		return type.asString(schema.has("items") ? "array" : "object");
	}

	private ObjectNode object(JsonNode schema, int depth) {
		ObjectNode object = NODES.objectNode();
		for (JsonNode required : schema.path("required")) {
			String name = required.asString("");
			object.set(name, instance(schema.path("properties").path(name), name, depth + 1));
		}
		return object;
	}

	private ArrayNode array(JsonNode schema, String name, int depth) {
		ArrayNode array = NODES.arrayNode();
		for (int i = 0; i < schema.path("minItems").asInt(0); i++) {
			array.add(instance(schema.path("items"), name, depth + 1));
		}
		return array;
	}

	private String string(JsonNode schema, String name) {
		String text = switch (schema.path("format").asString("")) {
			case "date" -> "2026-01-01";
			case "date-time" -> "2026-01-01T00:00:00Z";
			case "time" -> "00:00:00Z";
			case "email" -> "someone@example.com";
			case "uri" -> "https://example.com";
			case "uuid" -> "00000000-0000-4000-8000-000000000000";
			default -> name;
		};
		int shortest = schema.path("minLength").asInt(0);
		String padded = text + ".".repeat(Math.max(0, shortest - text.length()));
		return padded.substring(0, Math.min(padded.length(), schema.path("maxLength").asInt(padded.length())));
	}

	private BigDecimal number(JsonNode schema) {
		BigDecimal number = schema.path("minimum").asDecimal(BigDecimal.ONE);
		if (schema.path("exclusiveMinimum").isNumber()) {
			number = schema.path("exclusiveMinimum").decimalValue().add(BigDecimal.ONE);
		}
		if (schema.path("maximum").isNumber()) {
			number = number.min(schema.path("maximum").decimalValue());
		}
		return number;
	}

}
