package com.flexinference.client.internal.json;

import java.io.ByteArrayOutputStream;
import java.util.LinkedHashMap;
import java.util.Map;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The top level of a JSON object: names in their order, each value kept as its exact
 * text.
 */
public final class JsonFields {

	private JsonFields() {
	}

	/**
	 * Split a JSON object into its fields.
	 * @param json the UTF-8 text of one JSON object, with or without a byte order mark
	 * @return the fields in their order
	 * @throws IllegalArgumentException if the text is not one JSON object in UTF-8, or
	 * names a field twice
	 */
	public static Map<String, RawJson> parse(byte[] json) {
		return parse(json, true);
	}

	public static Map<String, RawJson> members(String json) {
		return parse(RawJson.utf8(json), false);
	}

	private static Map<String, RawJson> parse(byte[] json, boolean unique) {
		Map<String, RawJson> fields = new LinkedHashMap<>();
		try (JsonParser parser = WireJson.parser(json)) {
			if (parser.nextToken() != JsonToken.START_OBJECT) {
				throw new IllegalArgumentException("is not a JSON object");
			}
			String name;
			while ((name = parser.nextName()) != null) {
				parser.nextToken();
				RawJson value = WireJson.cut(parser, json);
				if (value == null) {
					throw new IllegalArgumentException("is not UTF-8");
				}
				if (fields.put(name, value) != null && unique) {
					throw new IllegalArgumentException("has the field '" + name + "' twice");
				}
			}
			if (parser.nextToken() != null) {
				throw new IllegalArgumentException("has more text after its end");
			}
		}
		catch (JacksonException ex) {
			throw new IllegalArgumentException(
					"is not valid JSON: " + ex.getOriginalMessage() + JsonProblem.position(ex), ex);
		}
		return fields;
	}

	public static byte[] write(Map<String, RawJson> fields) {
		ByteArrayOutputStream out = new ByteArrayOutputStream(256);
		char separator = '{';
		for (Map.Entry<String, RawJson> field : fields.entrySet()) {
			if (field.getValue() != RawJson.OMITTED) {
				out.write(separator);
				RawJson.ofText(field.getKey()).writeTo(out);
				out.write(':');
				field.getValue().writeTo(out);
				separator = ',';
			}
		}
		if (separator == '{') {
			out.write('{');
		}
		out.write('}');
		return out.toByteArray();
	}

}
