package com.flexinference.client;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.function.LongFunction;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads values that may be missing, of another kind or out of range.
 */
final class JsonValues {

	private JsonValues() {
	}

	static @Nullable Long number(JsonNode value) {
		return value.canConvertToLong() ? (Long) value.longValue() : null;
	}

	static @Nullable String text(JsonNode value) {
		return value.isString() ? value.stringValue() : null;
	}

	static List<String> texts(JsonNode array) {
		return array.valueStream().map((element) -> element.asString("")).toList();
	}

	static @Nullable Instant instant(JsonNode value, LongFunction<Instant> unit) {
		Long number = number(value);
		try {
			return (number != null) ? unit.apply(number) : null;
		}
		catch (DateTimeException ex) {
			return null;
		}
	}

}
