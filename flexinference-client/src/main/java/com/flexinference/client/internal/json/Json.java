package com.flexinference.client.internal.json;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;

import org.jspecify.annotations.Nullable;
import org.springframework.lang.Contract;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;

/**
 * Lenient reading of members that may be missing, null or of another kind, and writing of
 * objects.
 */
public final class Json {

	private Json() {
	}

	public static @Nullable String text(JsonNode object, String name) {
		return text(object, name, null);
	}

	@Contract("_, _, !null -> !null")
	public static @Nullable String text(JsonNode object, String name, @Nullable String fallback) {
		return object.path(name).stringValue(fallback);
	}

	public static @Nullable String first(@Nullable String known, @Nullable String next) {
		return (known != null && !known.isEmpty()) ? known : next;
	}

	public static long number(JsonNode object, String name) {
		return object.path(name).longValue(0);
	}

	public static @Nullable Long wholeNumber(JsonNode value) {
		return value.canConvertToLong() ? (Long) value.longValue() : null;
	}

	public static List<String> texts(JsonNode array) {
		return array.valueStream().map((element) -> element.asString("")).toList();
	}

	public static @Nullable Instant instant(JsonNode value, LongFunction<Instant> unit) {
		Long number = wholeNumber(value);
		try {
			return (number != null) ? unit.apply(number) : null;
		}
		catch (DateTimeException ex) {
			return null;
		}
	}

	/**
	 * Create an object that is written in the order of its members.
	 * @param members names and values in turn; members without a value are left out
	 * @return the object
	 */
	public static Map<String, Object> object(@Nullable Object... members) {
		Map<String, Object> object = new LinkedHashMap<>();
		for (int i = 0; i < members.length; i += 2) {
			Object value = members[i + 1];
			if (value != null) {
				object.put(String.valueOf(members[i]), value);
			}
		}
		return object;
	}

	public static Object merge(Object first, Object second) {
		if (first instanceof List<?> list) {
			List<Object> all = new ArrayList<>(list);
			all.addAll((List<?>) second);
			return all;
		}
		Map<Object, Object> both = new LinkedHashMap<>((Map<?, ?>) first);
		both.putAll((Map<?, ?>) second);
		return both;
	}

	public static RawJson containerOrText(String text) {
		return isContainer(text) ? RawJson.ofJson(text) : RawJson.ofText(text);
	}

	private static boolean isContainer(String text) {
		try (JsonParser parser = WireJson.parser(text)) {
			JsonToken first = parser.nextToken();
			parser.skipChildren();
			return first != null && first.isStructStart() && parser.nextToken() == null;
		}
		catch (JacksonException ex) {
			return false;
		}
	}

}
