package com.flexinference.router.internal.format;

import java.io.IOException;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

import com.flexinference.router.internal.Json;
import com.flexinference.router.internal.model.Part;

/**
 * The chunks of one streamed chat completion (docs/wire-contract.md, section 7.1).
 */
final class ChatCompletionsStream {

	private final ChatCompletionsFormat format;

	private final SimulatedResponse answer;

	private final EventSink sink;

	private final boolean includeUsage;

	private ObjectNode opening = Json.object();

	ChatCompletionsStream(ChatCompletionsFormat format, SimulatedResponse answer, EventSink sink) {
		this.format = format;
		this.answer = answer;
		this.sink = sink;
		this.includeUsage = answer.request().path("stream_options").path("include_usage").asBoolean(false);
	}

	void write() throws IOException {
		List<Part> calls = this.answer.completion().parts(Part.Kind.TOOL_CALL).toList();
		this.opening = Json.object("role", "assistant", "content", calls.isEmpty() ? "" : null, "refusal", null);
		if (calls.isEmpty()) {
			sendChoice(this.opening, null);
		}
		for (Part part : this.answer.completion().parts()) {
			switch (part.kind()) {
				case TEXT -> writeText(part);
				case REFUSAL -> writePieces(part, "refusal");
				case TOOL_CALL -> writeToolCall(part, calls.indexOf(part));
				case REASONING, SEARCH -> {
					// Not on the wire in this format
				}
			}
		}
		sendChoice(Json.object(), this.format.finishReason(this.answer));
		if (this.includeUsage) {
			send(chunk().set("usage", this.format.usage(this.answer)));
		}
		this.sink.send(null, "[DONE]");
	}

	private void writeText(Part part) throws IOException {
		writePieces(part, "content");
		ObjectNode annotations = this.format.annotations(part.text());
		if (!annotations.isEmpty()) {
			sendChoice(annotations, null);
		}
	}

	private void writePieces(Part part, String field) throws IOException {
		for (String piece : part.pieces()) {
			sendChoice(Json.object(field, piece), null);
		}
	}

	private void writeToolCall(Part part, int index) throws IOException {
		sendToolCall(Json.object("index", index).setAll(this.format.toolCall(this.answer, part, index, "")));
		for (String piece : part.pieces()) {
			sendToolCall(Json.object("index", index, "function", Json.object("arguments", piece)));
		}
	}

	private void sendToolCall(ObjectNode call) throws IOException {
		ObjectNode delta = this.opening.setAll(Json.object("tool_calls", List.of(call)));
		this.opening = Json.object();
		sendChoice(delta, null);
	}

	private void sendChoice(ObjectNode delta, @Nullable String finishReason) throws IOException {
		send(chunk(this.format.choice("delta", delta, finishReason)));
	}

	private ObjectNode chunk(ObjectNode... choices) {
		ObjectNode chunk = this.format.envelope(this.answer, "chat.completion.chunk", choices);
		return this.includeUsage ? chunk.putNull("usage") : chunk;
	}

	private void send(ObjectNode chunk) throws IOException {
		this.sink.send(null, Json.text(chunk));
	}

}
