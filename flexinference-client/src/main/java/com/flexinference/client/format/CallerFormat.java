package com.flexinference.client.format;

import java.util.Map;

import tools.jackson.databind.JsonNode;

/**
 * A format in which a caller can write requests and read answers. Any format reaches any
 * provider (contract section 1.3).
 */
public enum CallerFormat {

	/**
	 * OpenAI Responses, {@code POST /responses}.
	 */
	RESPONSES(new ResponsesCodec()),

	/**
	 * OpenAI Chat Completions, {@code POST /chat/completions}.
	 */
	CHAT_COMPLETIONS(new ChatCompletionsCodec()),

	/**
	 * Google Interactions, {@code POST /interactions}.
	 */
	INTERACTIONS(new InteractionsCodec()),

	/**
	 * Anthropic Messages, {@code POST /messages}.
	 */
	MESSAGES(new MessagesCodec());

	private final FormatCodec codec;

	CallerFormat(FormatCodec codec) {
		this.codec = codec;
	}

	/**
	 * Return the path under the base URL.
	 * @return the path, with a leading slash
	 */
	public String path() {
		return this.codec.path();
	}

	/**
	 * Return the name of the required field that holds the prompt.
	 * @return {@code input} or {@code messages}
	 */
	public String promptField() {
		return this.codec.promptField();
	}

	/**
	 * Write the common parts of a request the way this format has them.
	 * @param parts the common parts
	 * @return fields of the request; a field that is a map belongs into the object of
	 * that name; without turns the prompt's field has at most instructions, to put before
	 * messages that are given otherwise
	 */
	public Map<String, Object> fields(CommonParts parts) {
		return this.codec.fields(parts);
	}

	/**
	 * Return what a stream needs beside {@code include_cost} to tell its cost.
	 * @return fields of the request; a field that is a map belongs into the object of
	 * that name
	 */
	public Map<String, Object> costFields() {
		return this.codec.costFields();
	}

	/**
	 * Return the assistant's text in the body of an answer (contract section 16).
	 * @param body the body of any shape
	 * @return the text, empty if there is none
	 */
	public String text(JsonNode body) {
		return this.codec.text(body);
	}

	/**
	 * Read the body of an answer that was not streamed.
	 * @param body the body of any shape
	 * @return what the body says; parts that it lacks are unset
	 */
	public Answer answer(JsonNode body) {
		AnswerBuilder answer = new AnswerBuilder();
		this.codec.read(body, answer);
		return answer.build(true);
	}

	/**
	 * Return the JSON of an answer for which a schema was set.
	 * @param answer the answer
	 * @param schema the schema that was asked for
	 * @return the text of the JSON, empty if the answer has none
	 */
	public String json(Answer answer, AnswerSchema schema) {
		return this.codec.json(answer, schema);
	}

	/**
	 * Start to read a stream.
	 * @return a reader that takes the events of one stream, one by one
	 */
	public EventReader events() {
		return this.codec.events();
	}

}
