package com.flexinference.template.internal.typed;

import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * Finds parts that a schema wants and an answer lacks, which a binder would silently read
 * as {@code null}.
 *
 * @param root the whole schema
 */
record RequiredParts(JsonNode root) {

	/**
	 * Find the first part that is missing.
	 * @param value the answer
	 * @return its path, or {@code null} if all are there
	 */
	@Nullable String findMissing(JsonNode value) {
		return findMissing(this.root, value, "");
	}

	private @Nullable String findMissing(JsonNode schema, JsonNode value, String path) {
		List<JsonNode> choices = choices(schema);
		if (value.isNull() || value.isMissingNode()) {
			return choices.stream().anyMatch(RequiredParts::isNull) ? null : path;
		}
		List<JsonNode> shapes = choices.stream().filter((choice) -> !isNull(choice)).toList();
		JsonNode shape = (shapes.size() == 1) ? shapes.get(0) : MissingNode.getInstance();
		String missing = null;
		for (String name : shape.path("properties").propertyNames()) {
			missing = (missing != null) ? missing
					: findMissing(shape.path("properties").path(name), value.path(name), path + "." + name);
		}
		for (int i = 0; shape.has("items") && i < value.size() && missing == null; i++) {
			missing = findMissing(shape.path("items"), value.path(i), path + "[" + i + "]");
		}
		return missing;
	}

	private List<JsonNode> choices(JsonNode schema) {
		if (schema.has("$ref")) {
			return choices(this.root.at(schema.path("$ref").asString("").substring(1)));
		}
		return schema.has("anyOf")
				? schema.path("anyOf").valueStream().flatMap((choice) -> choices(choice).stream()).toList()
				: List.of(schema);
	}

	private static boolean isNull(JsonNode schema) {
		return "null".equals(schema.path("type").asString(""));
	}

}
