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
		this.opening = Json.object().put("role", "assistant").put("content", calls.isEmpty() ? "" : null);
		this.opening.putNull("refusal");
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
			ObjectNode chunk = chunk();
			chunk.putArray("choices");
			this.sink.send(null, Json.text(chunk.set("usage", this.format.usage(this.answer))));
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
			sendChoice(Json.object().put(field, piece), null);
		}
	}

	private void writeToolCall(Part part, int index) throws IOException {
		ObjectNode call = Json.object().put("index", index).setAll(this.format.toolCall(this.answer, part, index, ""));
		sendToolCall(call);
		for (String piece : part.pieces()) {
			ObjectNode delta = Json.object().put("index", index);
			delta.putObject("function").put("arguments", piece);
			sendToolCall(delta);
		}
	}

	private void sendToolCall(ObjectNode call) throws IOException {
		ObjectNode delta = this.opening;
		this.opening = Json.object();
		delta.putArray("tool_calls").add(call);
		sendChoice(delta, null);
	}

	private void sendChoice(ObjectNode delta, @Nullable String finishReason) throws IOException {
		ObjectNode chunk = chunk();
		chunk.putArray("choices")
			.addObject()
			.put("index", 0)
			.set("delta", delta)
			.putNull("logprobs")
			.put("finish_reason", finishReason);
		this.sink.send(null, Json.text(chunk));
	}

	private ObjectNode chunk() {
		ObjectNode chunk = this.format.envelope(this.answer, "chat.completion.chunk");
		return this.includeUsage ? chunk.putNull("usage") : chunk;
	}

}
