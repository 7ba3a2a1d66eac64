package com.flexinference.template.internal.typed;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Finds what is wrong with an answer and a mapper would silently change: parts that are
 * missing or empty, fractions where whole numbers are wanted, numbers in place of enums,
 * and ids of unknown subtypes.
 *
 * @param root the whole schema
 */
record AnswerCheck(JsonNode root) {

	private static final Pattern DIGITS = Pattern.compile("\\s*[+-]?[0-9]+\\s*");

	/**
	 * Find the first problem.
	 * @param answer the answer
	 * @return a description without the text of the answer, or {@code null} if nothing is
	 * wrong
	 */
	@Nullable String findProblem(JsonNode answer) {
		return findProblem(this.root, answer, "");
	}

	private @Nullable String findProblem(JsonNode schema, JsonNode value, String path) {
		List<JsonNode> choices = choices(schema);
		if (value.isNull() || value.isMissingNode()) {
			return choices.stream().anyMatch(Schemas::isNull) ? null
					: path.isEmpty() ? "it is null" : part(path) + " is missing";
		}
		String problem = findProblemOfScalar(choices, value, path);
		if (problem != null) {
			return problem;
		}
		List<JsonNode> shapes = choices.stream().filter((choice) -> fits(choice, value)).toList();
		if (shapes.isEmpty()) {
			boolean union = value.isObject() && choices.stream().anyMatch((choice) -> choice.has("properties"));
			return union ? part(path) + " is of none of the types asked for" : null;
		}
		List<@Nullable String> problems = new ArrayList<>();
		shapes.forEach((shape) -> problems.add(findProblemOfShape(shape, value, path)));
		return problems.contains(null) ? null : problems.stream().filter(Objects::nonNull).findFirst().orElse(null);
	}

	/**
	 * Find texts and numbers of which a mapper makes {@code null}, or the constant of an
	 * enum at that place.
	 */
	private static @Nullable String findProblemOfScalar(List<JsonNode> choices, JsonNode value, String path) {
		if (value.isString() && value.asString().isBlank()
				&& choices.stream().noneMatch((choice) -> takesBlank(choice, value))) {
			return part(path) + " is an empty text";
		}
		boolean digits = value.isNumber() || value.isString() && DIGITS.matcher(value.asString()).matches();
		boolean values = choices.stream().allMatch((choice) -> choice.has("enum") || Schemas.isNull(choice));
		return (digits && values && choices.stream().noneMatch((choice) -> hasValue(choice, value)))
				? part(path) + " is none of the values asked for" : null;
	}

	private static boolean takesBlank(JsonNode schema, JsonNode value) {
		if (schema.has("enum")) {
			return hasValue(schema, value);
		}
		String pattern = schema.path("pattern").asString("");
		return Schemas.isNull(schema) || "string".equals(schema.path("type").asString("")) && !schema.has("format")
				&& (pattern.isEmpty() || Pattern.compile(pattern).matcher(value.asString()).find());
	}

	private static boolean hasValue(JsonNode schema, JsonNode value) {
		return schema.path("enum").valueStream().anyMatch((known) -> known.asString().equals(value.asString()));
	}

	private @Nullable String findProblemOfShape(JsonNode shape, JsonNode value, String path) {
		if (value.isNumber()) {
			boolean whole = !"integer".equals(shape.path("type").asString(""))
					|| value.decimalValue().stripTrailingZeros().scale() <= 0;
			return whole ? null : part(path) + " is not a whole number";
		}
		String problem = null;
		for (String name : shape.path("properties").propertyNames()) {
			problem = (problem != null) ? problem
					: findProblem(shape.path("properties").path(name), value.path(name), path + "." + name);
		}
		for (int i = 0; shape.has("items") && i < value.size() && problem == null; i++) {
			problem = findProblem(shape.path("items"), value.path(i), path + "[" + i + "]");
		}
		return problem;
	}

	private List<JsonNode> choices(JsonNode schema) {
		if (schema.path("$ref").isString()) {
			return choices(this.root.at(schema.path("$ref").asString().substring(1)));
		}
		return schema.path("anyOf").isArray()
				? schema.path("anyOf").valueStream().flatMap((choice) -> choices(choice).stream()).toList()
				: List.of(schema);
	}

	private static boolean fits(JsonNode schema, JsonNode value) {
		return switch (schema.path("type").asString("")) {
			case "object" -> value.isObject() && schema.path("properties")
				.propertyStream()
				.allMatch((entry) -> isId(entry.getValue(), value.path(entry.getKey())));
			case "array" -> value.isArray();
			case "integer", "number" -> value.isNumber();
			default -> false;
		};
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
