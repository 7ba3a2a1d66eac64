package com.flexinference.client.format;

import java.util.Map;

import tools.jackson.databind.JsonNode;

/**
 * Everything that differs between the caller formats.
 */
interface FormatCodec {

	String path();

	String promptField();

	Map<String, Object> fields(Prompt prompt);

	default Map<String, Object> costFields() {
		return Map.of();
	}

	String text(JsonNode body);

	void read(JsonNode body, AnswerBuilder answer);

	EventReader events();

}
