package com.flexinference.client.format;

import java.util.Map;

import tools.jackson.databind.JsonNode;

/**
 * Everything that differs between the caller formats.
 */
interface FormatCodec {

	String path();

	String promptField();

	Map<String, Object> fields(CommonParts parts);

	default Map<String, Object> costFields() {
		return Map.of();
	}

	String text(JsonNode body);

	void read(JsonNode body, AnswerBuilder answer);

	/**
	 * Return the JSON of an answer that follows a schema.
	 * @param answer the answer
	 * @param schema the schema that was asked for
	 * @return the JSON
	 */
	default String json(Answer answer, AnswerSchema schema) {
		return answer.text();
	}

	EventReader events();

}
