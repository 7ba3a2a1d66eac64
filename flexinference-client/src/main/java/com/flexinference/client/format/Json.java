package com.flexinference.client.format;

import org.jspecify.annotations.Nullable;
import org.springframework.lang.Contract;
import tools.jackson.databind.JsonNode;

/**
 * Lenient reading of members that may be missing, null or of another kind.
 */
final class Json {

	private Json() {
	}

	static @Nullable String text(JsonNode object, String name) {
		return text(object, name, null);
	}

	@Contract("_, _, !null -> !null")
	static @Nullable String text(JsonNode object, String name, @Nullable String fallback) {
		JsonNode value = object.path(name);
		return value.isString() ? value.stringValue() : fallback;
	}

	static long number(JsonNode object, String name) {
		Long number = wholeNumber(object.path(name));
		return (number != null) ? number : 0;
	}

	static @Nullable Long wholeNumber(JsonNode value) {
		return value.canConvertToLong() ? (Long) value.longValue() : null;
	}

}
