package com.flexinference.router.internal.format;

import java.util.ArrayList;
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

	private final List<Event> events = new ArrayList<>();

	private final boolean includeUsage;

	private ObjectNode opening = Json.object();

	private int calls;

	ChatCompletionsStream(ChatCompletionsFormat format, SimulatedResponse answer) {
		this.format = format;
		this.answer = answer;
		this.includeUsage = answer.request().path("stream_options").path("include_usage").asBoolean(false);
	}

	List<Event> events() {
		boolean calls = this.answer.completion().parts(Part.Kind.TOOL_CALL).findAny().isPresent();
		this.opening = Json.object("role", "assistant", "content", calls ? null : "", "refusal", null);
		if (!calls) {
			addChoice(this.opening, null);
		}
		for (Part part : this.answer.completion().parts()) {
			switch (part.kind()) {
				case TEXT -> writeText(part);
				case REFUSAL -> writePieces(part, "refusal");
				case TOOL_CALL -> writeToolCall(part, this.calls++);
				case REASONING, SEARCH -> {
					// Not on the wire in this format
				}
			}
		}
		addChoice(Json.object(), this.format.finishReason(this.answer));
		if (this.includeUsage) {
			add(chunk().set("usage", this.format.usage(this.answer)));
		}
		this.events.add(new Event(null, "[DONE]"));
		return this.events;
	}

	private void writeText(Part part) {
		writePieces(part, "content");
		ObjectNode annotations = this.format.annotations(part.text());
		if (!annotations.isEmpty()) {
			addChoice(annotations, null);
		}
	}

	private void writePieces(Part part, String field) {
		for (String piece : part.pieces()) {
			addChoice(Json.object(field, piece), null);
		}
	}

	private void writeToolCall(Part part, int index) {
		addToolCall(Json.object("index", index).setAll(this.format.toolCall(this.answer, part, index, "")));
		for (String piece : part.pieces()) {
			addToolCall(Json.object("index", index, "function", Json.object("arguments", piece)));
		}
	}

	private void addToolCall(ObjectNode call) {
		ObjectNode delta = this.opening.setAll(Json.object("tool_calls", List.of(call)));
		this.opening = Json.object();
		addChoice(delta, null);
	}

	private void addChoice(ObjectNode delta, @Nullable String finishReason) {
		add(chunk(this.format.choice("delta", delta, finishReason)));
	}

	private ObjectNode chunk(ObjectNode... choices) {
		ObjectNode chunk = this.format.envelope(this.answer, "chat.completion.chunk", choices);
		return this.includeUsage ? chunk.putNull("usage") : chunk;
	}

	private void add(ObjectNode chunk) {
		this.events.add(new Event(null, Json.text(chunk)));
	}

}
