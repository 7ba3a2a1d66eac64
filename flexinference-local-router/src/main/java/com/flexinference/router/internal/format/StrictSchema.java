package com.flexinference.router.internal.format;

import java.util.Set;
import java.util.stream.Collectors;

import tools.jackson.databind.JsonNode;

import com.flexinference.router.internal.Json;
import com.flexinference.router.internal.routing.Route;

/**
 * Checks schemas in strict mode, where providers take a subset of JSON Schema only.
 */
record StrictSchema(Route route, String name, boolean anthropic) {

	private static final Set<String> KEYWORDS = Set.of("$schema", "$defs", "definitions", "$ref", "title",
			"description", "type", "enum", "const", "anyOf", "properties", "required", "additionalProperties", "items",
			"pattern", "format");

	private static final Set<String> OPENAI_KEYWORDS = Set.of("multipleOf", "minimum", "maximum", "exclusiveMinimum",
			"exclusiveMaximum", "minItems", "maxItems");

	private static final Set<String> ANTHROPIC_KEYWORDS = Set.of("$id", "allOf", "default", "examples", "minItems");

	private static final Set<String> FORMATS = Set.of("date-time", "time", "date", "duration", "email", "hostname",
			"ipv4", "ipv6", "uuid");

	// Checks the schema of a strict definition, such as a function, by OpenAI's rules
	static void check(JsonNode definition, String field, String kind, Route route) {
		if (definition.path("strict").asBoolean(false)) {
			String name = kind + " '" + definition.path("name").asString("") + "'";
			StrictSchema rules = new StrictSchema(route, name, false);
			JsonNode schema = definition.path(field);
			rules.check("object".equals(Json.type(schema)), "", "the root must have 'type': 'object'");
			rules.checkSchema(schema, "");
		}
	}

	// Anthropic has other rules
	static void checkAnthropic(JsonNode schema, String name) {
		new StrictSchema(Route.ANTHROPIC, name, true).checkSchema(schema, "");
	}

	private void checkSchema(JsonNode schema, String path) {
		schema.propertyNames()
			.forEach((keyword) -> check(isKeyword(keyword), path, "'" + keyword + "' is not permitted"));
		check(this.anthropic || !schema.has("$ref") || schema.size() == 1, path,
				"'$ref' cannot have keywords beside it");
		String format = "string".equals(Json.type(schema)) ? schema.path("format").asString("") : "";
		check(format.isEmpty() || FORMATS.contains(format) || (this.anthropic && "uri".equals(format)), path,
				"'" + format + "' is not a valid format");
		if (schema.has("properties") || "object".equals(Json.type(schema))) {
			checkObject(schema, path);
		}
		check(!"array".equals(Json.type(schema)) || schema.has("items"), path, "'items' is required");
		checkAll(schema.path("properties"), path + "/properties");
		checkAll(schema.path("$defs"), path + "/$defs");
		checkAll(schema.path("definitions"), path + "/definitions");
		if (schema.has("items")) {
			checkSchema(schema.path("items"), path + "/items");
		}
		schema.path("anyOf").forEach((alternative) -> checkSchema(alternative, path + "/anyOf"));
	}

	private boolean isKeyword(String keyword) {
		return KEYWORDS.contains(keyword) || (this.anthropic ? ANTHROPIC_KEYWORDS : OPENAI_KEYWORDS).contains(keyword);
	}

	private void checkAll(JsonNode schemas, String path) {
		schemas.forEachEntry((name, schema) -> checkSchema(schema, path + "/" + name));
	}

	private void checkObject(JsonNode schema, String path) {
		check(schema.path("additionalProperties").isBoolean() && !schema.path("additionalProperties").booleanValue(),
				path, "'additionalProperties' is required to be supplied and to be false");
		Set<String> required = schema.path("required")
			.valueStream()
			.map((name) -> name.asString(""))
			.collect(Collectors.toSet());
		for (String property : schema.path("properties").propertyNames()) {
			check(this.anthropic || required.contains(property), path,
					"'required' is required to include every property; '" + property + "' is missing");
		}
	}

	private void check(boolean fine, String path, String problem) {
		if (!fine) {
			throw this.route.rejection(this.anthropic ? "invalid_request_error" : "invalid_json_schema",
					"Invalid schema for " + this.name + ": At " + (path.isEmpty() ? "the root" : path) + ", " + problem
							+ ".");
		}
	}

}
