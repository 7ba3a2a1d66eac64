package com.flexinference.template.internal.typed;

import java.math.BigDecimal;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes random answers that obey a schema.
 *
 * @param root the whole schema
 * @param random decides
 */
record RandomInstance(JsonNode root, Random random) {

	private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

	private static final int DEEP = 6;

	// Not every text that such a pattern matches has a meaning.
	private static final Pattern EXAMPLE = Pattern.compile("such as (.+)\\.$");

	JsonNode next() {
		return next(this.root, 0);
	}

	private JsonNode next(JsonNode schema, int depth) {
		if (schema.path("$ref").isString()) {
			return next(this.root.at(schema.path("$ref").asString().substring(1)), depth + 1);
		}
		if (schema.path("anyOf").isArray()) {
			JsonNode choices = schema.path("anyOf");
			// The shortest way out of a recursion is the last choice, or null.
			int choice = (depth > DEEP) ? choices.size() - 1 : this.random.nextInt(choices.size());
			return next(choices.path(choice), depth + 1);
		}
		if (schema.path("enum").isArray()) {
			return schema.path("enum").path(this.random.nextInt(schema.path("enum").size()));
		}
		return switch (schema.path("type").asString()) {
			case "object" -> object(schema, depth);
			case "array" -> array(schema, depth);
			case "string" -> NODES.stringNode(text(schema));
			case "integer" -> NODES.numberNode(this.random.nextInt(-100, 100));
			case "number" -> NODES.numberNode(BigDecimal.valueOf(this.random.nextInt(-99999, 99999), 2));
			case "boolean" -> NODES.booleanNode(this.random.nextBoolean());
			default -> NODES.nullNode();
		};
	}

	private JsonNode object(JsonNode schema, int depth) {
		ObjectNode object = NODES.objectNode();
		schema.path("properties").forEachEntry((name, property) -> object.set(name, next(property, depth + 1)));
		return object;
	}

	private JsonNode array(JsonNode schema, int depth) {
		ArrayNode array = NODES.arrayNode();
		int size = (depth > DEEP) ? 0 : this.random.nextInt(4);
		for (int i = 0; i < size; i++) {
			array.add(next(schema.path("items"), depth + 1));
		}
		return array;
	}

	private String text(JsonNode schema) {
		Matcher example = EXAMPLE.matcher(schema.path("description").asString(""));
		if (example.find()) {
			return example.group(1);
		}
		if (schema.has("pattern")) {
			String text = RandomText.matching(schema.path("pattern").asString(), this.random);
			// No month lacks the 28th.
			return text.replaceAll("-(29|3[01])(?=T|$)", "-28");
		}
		return switch (schema.path("format").asString("")) {
			case "date" -> "2026-02-%02d".formatted(1 + this.random.nextInt(28));
			case "date-time" -> "2026-02-03T%02d:59:01%s".formatted(this.random.nextInt(24),
					this.random.nextBoolean() ? "Z" : "+02:00");
			case "uuid" -> "00000000-0000-4000-8000-%012x".formatted(this.random.nextInt(1 << 30));
			default -> "t" + Integer.toString(this.random.nextInt(1 << 20), 36);
		};
	}

}
