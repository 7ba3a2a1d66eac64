package com.flexinference.client;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

import com.flexinference.client.InvalidRequestException.Violation;
import com.flexinference.client.internal.json.JsonFields;
import com.flexinference.client.internal.json.RawJson;

/**
 * Reads and writes the JSON of requests, with failures reported as violations.
 */
final class RequestJson {

	private RequestJson() {
	}

	static Map<String, RawJson> parse(String name, byte[] json) {
		try {
			return JsonFields.parse(json);
		}
		catch (IllegalArgumentException ex) {
			throw invalid(name, String.valueOf(ex.getMessage()), ex);
		}
	}

	static RawJson write(String name, @Nullable Object value) {
		try {
			return RawJson.of(value);
		}
		catch (JacksonException ex) {
			throw invalid(name, "cannot be written as JSON: " + ex.getOriginalMessage(), ex);
		}
	}

	static RawJson object(String name, Object value) {
		if (value instanceof String text) {
			return write(name, parse(name, RawJson.utf8(text)));
		}
		RawJson written = write(name, value);
		parse(name, written.bytes());
		return written;
	}

	static <T> T read(Supplier<T> step) {
		try {
			return step.get();
		}
		catch (JacksonException ex) {
			throw invalid("request", "cannot be read: " + ex.getOriginalMessage(), ex);
		}
	}

	static JsonNode tree(Map<String, RawJson> fields, String name) {
		RawJson field = fields.get(name);
		return (field != null && field != RawJson.OMITTED) ? field.tree() : MissingNode.getInstance();
	}

	private static InvalidRequestException invalid(String field, String problem, Throwable cause) {
		String example = field.equals("request")
				? "{\"model\": \"gpt-5.5\", \"input\": \"Hello\", \"start_within\": \"00h-00m-30s\"}"
				: "{\"city\": \"Oslo\"}";
		return new InvalidRequestException(List.of(new Violation(field, null, problem,
				"one JSON object in UTF-8, or values that Jackson can write", example)), cause);
	}

}
