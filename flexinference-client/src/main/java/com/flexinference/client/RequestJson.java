package com.flexinference.client;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

import com.flexinference.client.InvalidRequestException.Violation;
import com.flexinference.client.internal.json.JsonFields;
import com.flexinference.client.internal.json.RawJson;

/**
 * Reads and writes the JSON of requests, with failures reported as violations.
 */
final class RequestJson {

	private RequestJson() {
	}

	static Map<String, RawJson> parse(String json) {
		return parse("request", RawJson.utf8(json));
	}

	static Map<String, RawJson> parse(byte[] json) {
		return parse("request", json);
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

	/**
	 * Write an object.
	 * @param name whose object it is
	 * @param value the text of a JSON object, or a value that Jackson writes as one
	 * @return the object
	 */
	static RawJson object(String name, Object value) {
		if (value instanceof String text) {
			return write(name, parse(name, RawJson.utf8(text)));
		}
		RawJson written = write(name, value);
		parse(name, written.bytes());
		return written;
	}

	/**
	 * Take a step that reads values that the caller wrote.
	 * @param <T> the type of the result
	 * @param step the step
	 * @return its result
	 * @throws InvalidRequestException if a value is JSON that cannot be read, such as a
	 * number that is out of range
	 */
	static <T> T read(Supplier<T> step) {
		try {
			return step.get();
		}
		catch (JacksonException ex) {
			throw invalid("request", "cannot be read: " + ex.getOriginalMessage(), ex);
		}
	}

	static RawJson without(String name, RawJson object, Set<String> paths) {
		Map<String, RawJson> members = parse(object.bytes());
		members.keySet().removeIf((member) -> paths.contains(name + "." + member));
		return write(name, members);
	}

	private static InvalidRequestException invalid(String field, String problem, Throwable cause) {
		String example = field.equals("request")
				? "{\"model\": \"gpt-5.5\", \"input\": \"Hello\", \"start_within\": \"00h-00m-30s\"}"
				: "{\"city\": \"Oslo\"}";
		return new InvalidRequestException(List.of(new Violation(field, null, problem,
				"one JSON object in UTF-8, or values that Jackson can write", example)), cause);
	}

}
