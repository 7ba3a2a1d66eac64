package com.flexinference.template.internal.typed;

import java.util.List;
import java.util.Set;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes a schema one that strict mode takes, which knows few keywords.
 *
 * @param type the name of the type, for messages
 */
record StrictSchema(String type) {

	private static final Set<String> KEYWORDS = Set.of("type", "properties", "required", "additionalProperties",
			"items", "enum", "anyOf", "$ref", "$defs", "description", "format", "pattern");

	private static final Set<String> FORMATS = Set.of("date", "date-time", "time", "duration", "uuid");

	/**
	 * Change a schema.
	 * @param schema the schema
	 * @throws IllegalArgumentException if strict mode has no way to say the same
	 */
	void make(ObjectNode schema) {
		make(schema, "");
	}

	private void make(JsonNode node, String path) {
		if (!(node instanceof ObjectNode schema)) {
			return;
		}
		rewrite(schema);
		check(schema, path);
		schema.path("$defs").properties().forEach((entry) -> make(entry.getValue(), path));
		schema.path("properties").properties().forEach((entry) -> make(entry.getValue(), path + "." + entry.getKey()));
		schema.path("anyOf").forEach((choice) -> make(choice, path));
		make(schema.path("items"), path + "[]");
	}

	private static void rewrite(ObjectNode schema) {
		schema.remove(List.of("readOnly", "writeOnly"));
		JsonNode constant = schema.remove("const");
		if (constant != null) {
			schema.put("type", "string").putArray("enum").add(constant);
		}
		if (!FORMATS.contains(schema.path("format").asString(""))) {
			schema.remove("format");
		}
		if (schema.size() > 1 && schema.has("$ref")) {
			// A reference must not have keywords beside it, such as a description.
			JsonNode reference = schema.remove("$ref");
			schema.putArray("anyOf").addObject().set("$ref", reference);
		}
	}

	private void check(ObjectNode schema, String path) {
		for (String keyword : schema.propertyNames()) {
			if (!KEYWORDS.contains(keyword)) {
				throw refused(path, "needs '" + keyword + "' in a schema, which strict mode does not have");
			}
		}
		boolean known = schema.has("type") || schema.has("anyOf") || schema.has("$ref");
		if (!known || "object".equals(schema.path("type").asString("")) && schema.path("properties").isEmpty()) {
			throw refused(path, "is a map or another type whose parts are not known");
		}
	}

	private IllegalArgumentException refused(String path, String problem) {
		String part = path.isEmpty() ? "it" : "its part '" + path.substring(1) + "'";
		return new IllegalArgumentException("The type " + this.type + " cannot be asked for: " + part + " " + problem
				+ ". Use a record, or a list of records.");
	}

}
