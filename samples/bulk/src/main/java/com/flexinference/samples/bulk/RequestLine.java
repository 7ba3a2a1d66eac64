package com.flexinference.samples.bulk;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import com.flexinference.client.format.CallerFormat;

/**
 * A line of a file of requests, as OpenAI's batch files have it.
 *
 * @param customId identifies the request
 * @param format the caller format, from {@code url}
 * @param body the JSON of the request
 */
record RequestLine(String customId, CallerFormat format, String body) {

	private static final String BYTE_ORDER_MARK = "\uFEFF";

	private static final JsonMapper mapper = JsonMapper.builder()
		.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
		.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
		.build();

	static RequestLine parse(String line, int number) {
		JsonNode json;
		if (line.isBlank()) {
			throw new IllegalArgumentException("Line " + number + " is empty. Remove it.");
		}
		try {
			json = mapper.readTree((number == 1 && line.startsWith(BYTE_ORDER_MARK)) ? line.substring(1) : line);
		}
		catch (JacksonException ex) {
			throw new IllegalArgumentException("Line " + number + " is no JSON: " + ex.getOriginalMessage(), ex);
		}
		String id = json.path("custom_id").asString("");
		if (id.isEmpty()) {
			throw new IllegalArgumentException("Line " + number + " has no 'custom_id', which identifies the answer");
		}
		CallerFormat format = format(json.path("url").asString(""));
		if (format == null) {
			throw new IllegalArgumentException("Line " + number
					+ " needs a 'url' that ends in /responses, /chat/completions, /interactions or /messages");
		}
		if (!json.path("body").isObject()) {
			throw new IllegalArgumentException("Line " + number + " needs an object 'body', the request");
		}
		return new RequestLine(id, format, json.path("body").toString());
	}

	private static @Nullable CallerFormat format(String url) {
		return Arrays.stream(CallerFormat.values())
			.filter((format) -> url.endsWith(format.path()))
			.findFirst()
			.orElse(null);
	}

}
