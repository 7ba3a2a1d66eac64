package com.flexinference.router.internal.model;

import java.util.List;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import com.flexinference.router.internal.Json;
import com.flexinference.router.internal.error.ErrorCode;
import com.flexinference.router.internal.error.RouterException;

/**
 * Generates a small instance of a JSON schema: the required properties, all if none is
 * required, an item per array where that is allowed, the first alternatives.
 */
final class SchemaInstance {

	private static final int DEEP = 4;

	private static final int DEEPEST = 32;

	private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

	private static final int LARGEST = 100_000;

	private final JsonNode root;

	private int size;

	private SchemaInstance(JsonNode root) {
		this.root = root;
	}

	static JsonNode of(JsonNode schema) {
		return new SchemaInstance(schema).instance(schema, "text", 0, 0);
	}

	// Strings say the name, and the variant makes the items of an array differ
	private JsonNode instance(JsonNode schema, String name, int variant, int depth) {
		grow(1);
		if (depth > DEEPEST) {
			return NODES.nullNode();
		}
		if (schema.has("$ref")) {
			return instance(resolve(schema), name, variant, depth + 1);
		}
		if (schema.has("const")) {
			return given(schema.path("const"));
		}
		for (String keyword : List.of("enum", "examples")) {
			if (!schema.path(keyword).isEmpty()) {
				return given(schema.path(keyword).path(variant % schema.path(keyword).size()));
			}
		}
		if (schema.has("default") && variant == 0) {
			return given(schema.path("default"));
		}
		for (String keyword : List.of("anyOf", "oneOf")) {
			if (!schema.path(keyword).isEmpty()) {
				return instance(merge(schema, alternative(schema.path(keyword), depth)), name, variant, depth + 1);
			}
		}
		if (!schema.path("allOf").isEmpty()) {
			return instance(schema.path("allOf").valueStream().reduce(schema, this::merge), name, variant, depth + 1);
		}
		return switch (type(schema)) {
			case "object" -> object(schema, variant, depth);
			case "array" -> array(schema, name, depth);
			case "string" -> string(schema, name, variant);
			case "integer", "number" -> NODES.numberNode(SchemaScalars.number(schema, variant));
			case "boolean" -> NODES.booleanNode(variant % 2 == 0);
			default -> NODES.nullNode();
		};
	}

	// A schema of a few bytes can require more memory than there is
	private void grow(int by) {
		this.size += Math.min(by, LARGEST + 1);
		RouterException.check(this.size <= LARGEST, ErrorCode.SCHEMA_TOO_LARGE, null,
				"The local router writes no answer of over " + LARGEST + " characters for a schema");
	}

	private JsonNode given(JsonNode value) {
		grow(Json.text(value).length());
		return value;
	}

	private JsonNode string(JsonNode schema, String name, int variant) {
		grow(schema.path("minLength").asInt(0));
		String text = SchemaScalars.string(schema, name, variant);
		grow(text.length());
		return NODES.stringNode(text);
	}

	private JsonNode resolve(JsonNode schema) {
		return this.root.at(schema.path("$ref").asString("").replaceFirst("^#", ""));
	}

	// Deep inside, an alternative that ends is better than the first one
	private JsonNode alternative(JsonNode alternatives, int depth) {
		Stream<JsonNode> leaves = alternatives.valueStream().filter((alternative) -> isLeaf(alternative));
		return (depth > DEEP) ? leaves.findFirst().orElse(alternatives.path(0)) : alternatives.path(0);
	}

	private boolean isLeaf(JsonNode schema) {
		return !schema.has("$ref") && !List.of("object", "array").contains(type(schema));
	}

	// An alternative, or a part, and the schema around it
	private JsonNode merge(JsonNode schema, JsonNode other) {
		JsonNode part = other.has("$ref") ? resolve(other) : other;
		ObjectNode merged = NODES.objectNode();
		Stream.of(schema, part)
			.flatMap((node) -> node.propertyStream())
			.filter((property) -> !List.of("anyOf", "oneOf", "allOf").contains(property.getKey())
					|| part.has(property.getKey()))
			.forEach((property) -> merged.set(property.getKey(), property.getValue()));
		if (part.has("properties") && schema.has("properties")) {
			merged.set("properties",
					NODES.objectNode()
						.setAll((ObjectNode) schema.path("properties"))
						.setAll((ObjectNode) part.path("properties")));
		}
		grow(merged.size() + merged.path("properties").size());
		ArrayNode required = merged.putArray("required");
		Stream.of(schema, part)
			.flatMap((node) -> node.path("required").valueStream())
			.distinct()
			.forEach(required::add);
		return merged;
	}

	private String type(JsonNode schema) {
		JsonNode type = schema.path("type");
		if (type.isArray()) {
			return type.path(0).asString("null");
		}
		return type.asString((schema.has("items") || schema.has("prefixItems")) ? "array" : "object");
	}

	private ObjectNode object(JsonNode schema, int variant, int depth) {
		ObjectNode object = NODES.objectNode();
		JsonNode properties = schema.path("properties");
		List<String> names = schema.path("required").valueStream().map((name) -> name.asString("")).toList();
		if (names.isEmpty() && depth <= DEEP) {
			names = List.copyOf(properties.propertyNames());
		}
		for (String name : names) {
			grow(name.length());
			object.set(name, instance(properties.path(name), name, variant, depth + 1));
		}
		return object;
	}

	private ArrayNode array(JsonNode schema, String name, int depth) {
		ArrayNode array = NODES.arrayNode();
		JsonNode prefix = schema.path("prefixItems");
		prefix.forEach((item) -> array.add(instance(item, name, 0, depth + 1)));
		int usual = (depth <= DEEP && schema.has("items")) ? 1 : 0;
		int fewest = schema.path("minItems").asInt(Math.min(usual, schema.path("maxItems").asInt(1)));
		for (int i = array.size(); i < fewest; i++) {
			array.add(instance(schema.path("items"), name, i, depth + 1));
		}
		return array;
	}

}
