package com.flexinference.client.internal.format;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.lang.Contract;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

import com.flexinference.client.internal.json.WireJson;

/**
 * Lenient reading of members that may be missing, null or of another kind, and writing of
 * objects.
 */
final class Json {

	private Json() {
	}

	static @Nullable String text(JsonNode object, String name) {
		return text(object, name, null);
	}

	@Contract("_, _, !null -> !null")
	static @Nullable String text(JsonNode object, String name, @Nullable String fallback) {
		return object.path(name).stringValue(fallback);
	}

	/**
	 * Choose the first known value.
	 * @param known the value known so far, or {@code null}
	 * @param next the next value, or {@code null}
	 * @return the first that is not empty
	 */
	static @Nullable String first(@Nullable String known, @Nullable String next) {
		return (known != null && !known.isEmpty()) ? known : next;
	}

	static long number(JsonNode object, String name) {
		Long number = wholeNumber(object.path(name));
		return (number != null) ? number : 0;
	}

	static @Nullable Long wholeNumber(JsonNode value) {
		return value.canConvertToLong() ? (Long) value.longValue() : null;
	}

	/**
	 * Create an object that is written in the order of its members.
	 * @param members names and values in turn; members without a value are left out
	 * @return the object
	 */
	static Map<String, Object> object(@Nullable Object... members) {
		Map<String, Object> object = new LinkedHashMap<>();
		for (int i = 0; i < members.length; i += 2) {
			Object value = members[i + 1];
			if (value != null) {
				object.put(String.valueOf(members[i]), value);
			}
		}
		return object;
	}

	static Object merge(Object first, Object second) {
		if (first instanceof List<?> list) {
			List<Object> all = new ArrayList<>(list);
			all.addAll((List<?>) second);
			return all;
		}
		Map<Object, Object> both = new LinkedHashMap<>((Map<?, ?>) first);
		both.putAll((Map<?, ?>) second);
		return both;
	}

	/**
	 * Read text as an object or array if it is one.
	 * @param text any text
	 * @return its tree, or else a string
	 */
	static JsonNode treeOrText(String text) {
		try {
			JsonNode tree = WireJson.MAPPER.readTree(text);
			return tree.isContainer() ? tree : StringNode.valueOf(text);
		}
		catch (JacksonException ex) {
			return StringNode.valueOf(text);
		}
	}

}
