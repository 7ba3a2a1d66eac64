package com.flexinference.template.internal.typed;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Finds where an answer does not follow its schema and a mapper would silently change it:
 * parts that are missing, empty or of another kind, fractions where whole numbers are
 * wanted, numbers in place of enums, and ids of unknown subtypes.
 */
record AnswerCheck(SchemaDeriver.Derived derived) {

	private static final Map<String, String> KINDS = Map.of("object", "an object", "array", "a list", "string",
			"a text", "boolean", "true or false", "number", "a number", "integer", "a whole number");

	private static final Pattern DIGITS = Pattern.compile("\\s*[+-]?[0-9]+\\s*");

	/**
	 * Describe a problem without the text of the answer, {@code null} if nothing is
	 * wrong.
	 */
	@Nullable String findProblem(JsonNode answer) {
		return findProblem(this.derived.schema(), answer, "");
	}

	private @Nullable String findProblem(JsonNode schema, JsonNode value, String path) {
		List<JsonNode> choices = choices(schema);
		if (value.isNull() || value.isMissingNode()) {
			return choices.stream().anyMatch(Schemas::isNull) ? null
					: path.isEmpty() ? "it is null" : part(path) + " is missing";
		}
		List<JsonNode> shapes = choices.stream().filter((choice) -> fits(choice, value)).toList();
		if (shapes.isEmpty()) {
			return part(path) + mismatch(choices, value);
		}
		String problem = null;
		for (JsonNode shape : shapes) {
			problem = findProblemOfShape(shape, value, path);
			if (problem == null) {
				return null;
			}
		}
		return problem;
	}

	private static String mismatch(List<JsonNode> choices, JsonNode value) {
		if (value.isString() && value.asString().isBlank()) {
			return " is an empty text";
		}
		List<JsonNode> wanted = choices.stream().filter((choice) -> !Schemas.isNull(choice)).toList();
		if (wanted.stream().allMatch((choice) -> choice.has("enum"))) {
			return " is none of the allowed values";
		}
		if (value.isObject() && wanted.stream().anyMatch((choice) -> choice.has("properties"))) {
			return " is of none of the requested types";
		}
		return " is not " + wanted.stream()
			.map((choice) -> KINDS.getOrDefault(type(choice), ""))
			.distinct()
			.collect(Collectors.joining(" or "));
	}

	private static String type(JsonNode schema) {
		return schema.path("type").asString("");
	}

	private @Nullable String findProblemOfShape(JsonNode shape, JsonNode value, String path) {
		String problem = null;
		for (String name : shape.path("properties").propertyNames()) {
			List<String> names = names(name, shape.path("properties")).filter(value::has).toList();
			if (names.size() > 1) {
				return part(path + "." + name) + " has two values, with different names";
			}
			JsonNode given = value.path(names.isEmpty() ? name : names.get(0));
			problem = (problem != null) ? problem
					: findProblem(shape.path("properties").path(name), given, path + "." + name);
		}
		for (int i = 0; shape.has("items") && i < value.size() && problem == null; i++) {
			problem = findProblem(shape.path("items"), value.path(i), path + "[" + i + "]");
		}
		return problem;
	}

	private Stream<String> names(String name, JsonNode properties) {
		Set<String> others = this.derived.aliases().getOrDefault(name, Set.of());
		return Stream.concat(Stream.of(name), others.stream().filter((other) -> !properties.has(other)));
	}

	private List<JsonNode> choices(JsonNode schema) {
		if (schema.path("$ref").isString()) {
			return choices(this.derived.schema().at(schema.path("$ref").asString().substring(1)));
		}
		return schema.path("anyOf").isArray()
				? schema.path("anyOf").valueStream().flatMap((choice) -> choices(choice).stream()).toList()
				: List.of(schema);
	}

	private static boolean fits(JsonNode schema, JsonNode value) {
		return switch (type(schema)) {
			case "object" -> value.isObject() && schema.path("properties")
				.propertyStream()
				.allMatch((entry) -> isId(entry.getValue(), value.path(entry.getKey())));
			case "array" -> value.isArray();
			case "string" -> value.isString() && isText(schema, value.asString());
			case "boolean" -> value.isBoolean();
			case "number" -> value.isNumber();
			case "integer" -> value.isNumber() && value.decimalValue().stripTrailingZeros().scale() <= 0
					&& (!schema.has("enum") || hasValue(schema, value.asString()));
			default -> false;
		};
	}

	/**
	 * Return whether a text is one that the mapper reads or refuses. It makes
	 * {@code null} of others, or the constant of an enum at that place.
	 */
	private static boolean isText(JsonNode schema, String text) {
		if (schema.has("enum")) {
			return hasValue(schema, text) || !text.isBlank() && !DIGITS.matcher(text).matches();
		}
		String pattern = schema.path("pattern").asString("");
		return !text.isBlank()
				|| !schema.has("format") && (pattern.isEmpty() || Pattern.compile(pattern).matcher(text).find());
	}

	private static boolean hasValue(JsonNode schema, String text) {
		return schema.path("enum").valueStream().anyMatch((known) -> known.asString().equals(text));
	}

	/**
	 * Return whether a property may be the id of a subtype.
	 */
	private static boolean isId(JsonNode schema, JsonNode value) {
		return schema.path("enum").size() != 1 || value.isMissingNode() || value.equals(schema.path("enum").path(0));
	}

	private static String part(String path) {
		return path.isEmpty() ? "it" : "'" + path.substring(path.startsWith(".") ? 1 : 0) + "'";
	}

}
