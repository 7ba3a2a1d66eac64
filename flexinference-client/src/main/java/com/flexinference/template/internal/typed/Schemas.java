package com.flexinference.template.internal.typed;

import java.util.Collection;
import java.util.List;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes the JSON schemas that strict mode takes, which knows few keywords.
 */
final class Schemas {

	private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

	private Schemas() {
	}

	static ObjectNode type(String type) {
		return NODES.objectNode().put("type", type);
	}

	static ObjectNode text(String keyword, String value) {
		return type("string").put(keyword, value);
	}

	static ObjectNode reference(String name) {
		return NODES.objectNode().put("$ref", "#/$defs/" + name);
	}

	static ObjectNode array(ObjectNode items) {
		return type("array").set("items", items);
	}

	static ObjectNode values(Collection<JsonNode> values) {
		boolean text = values.stream().allMatch(JsonNode::isString);
		ObjectNode schema = type(text ? "string" : "integer");
		schema.putArray("enum").addAll(values);
		return schema;
	}

	static ObjectNode object(ObjectNode properties) {
		ObjectNode schema = type("object").set("properties", properties);
		properties.propertyNames().forEach(schema.putArray("required")::add);
		return schema.put("additionalProperties", false);
	}

	static ObjectNode anyOf(Collection<ObjectNode> choices) {
		if (choices.size() == 1) {
			return choices.iterator().next();
		}
		ObjectNode schema = NODES.objectNode();
		schema.putArray("anyOf").addAll(choices);
		return schema;
	}

	static ObjectNode nullable(ObjectNode schema) {
		if (schema.path("anyOf").isArray() && schema.size() == 1) {
			boolean known = schema.path("anyOf").valueStream().anyMatch(Schemas::isNull);
			if (!known) {
				schema.withArray("anyOf").add(type("null"));
			}
			return schema;
		}
		ObjectNode nullable = NODES.objectNode();
		nullable.putArray("anyOf").add(schema).add(type("null"));
		return nullable;
	}

	static ObjectNode notNullable(ObjectNode schema) {
		List<ObjectNode> choices = schema.path("anyOf")
			.valueStream()
			.filter((choice) -> !isNull(choice))
			.map((choice) -> (ObjectNode) choice)
			.toList();
		return choices.isEmpty() ? schema : anyOf(choices);
	}

	static boolean isNull(JsonNode schema) {
		return "null".equals(schema.path("type").asString(""));
	}

	static ObjectNode described(ObjectNode schema, String description) {
		ObjectNode described = schema;
		if (schema.has("$ref")) {
			// OpenAI refuses other keywords next to a reference.
			described = NODES.objectNode();
			described.putArray("anyOf").add(schema);
		}
		String own = described.path("description").asString("");
		return described.put("description", own.isEmpty() ? description : description + " " + own);
	}

}
