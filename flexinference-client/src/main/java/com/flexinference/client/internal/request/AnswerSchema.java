package com.flexinference.client.internal.request;

import java.util.Set;

import tools.jackson.databind.JsonNode;

import com.flexinference.client.internal.json.RawJson;

/**
 * The JSON schema that the text of an answer has to follow.
 *
 * @param name a name for it, of letters, digits, {@code _} and {@code -}
 * @param schema the schema, a JSON object
 */
public record AnswerSchema(String name, RawJson schema) {

	private static final Set<String> UNSUPPORTED = Set.of("allOf", "dependentRequired", "dependentSchemas", "else",
			"if", "not", "oneOf", "patternProperties", "propertyNames", "then", "unevaluatedProperties");

	/**
	 * Return whether OpenAI's strict mode accepts the schema. It refuses others with an
	 * error.
	 * @return whether it describes an object, each object in it requires all its
	 * properties and excludes others, and it has supported keywords only
	 */
	public boolean isStrict() {
		JsonNode tree = this.schema.tree();
		return describesObject(tree) && isPartAccepted(tree);
	}

	private static boolean isPartAccepted(JsonNode part) {
		return part.propertyNames().stream().noneMatch(UNSUPPORTED::contains)
				&& (!describesObject(part) || isObjectAccepted(part)) && areAccepted(part.path("properties"))
				&& areAccepted(part.path("$defs")) && areAccepted(part.path("definitions"))
				&& areAccepted(part.path("anyOf")) && (!part.has("items") || isPartAccepted(part.path("items")));
	}

	private static boolean areAccepted(JsonNode parts) {
		return parts.valueStream().allMatch(AnswerSchema::isPartAccepted);
	}

	private static boolean describesObject(JsonNode part) {
		JsonNode type = part.path("type");
		return part.has("properties") || "object".equals(type.asString(""))
				|| type.valueStream().anyMatch((one) -> "object".equals(one.asString("")));
	}

	private static boolean isObjectAccepted(JsonNode part) {
		JsonNode additional = part.path("additionalProperties");
		Set<String> required = Set
			.copyOf(part.path("required").valueStream().map((name) -> name.asString("")).toList());
		return additional.isBoolean() && !additional.asBoolean()
				&& required.containsAll(part.path("properties").propertyNames());
	}

}
