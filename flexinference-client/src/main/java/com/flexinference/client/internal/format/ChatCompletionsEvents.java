package com.flexinference.client.internal.format;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import com.flexinference.client.internal.json.Json;
import com.flexinference.client.message.Answer;
import com.flexinference.client.message.ToolCall;

/**
 * The events of OpenAI Chat Completions (docs/wire-contract.md, section 7.1).
 */
final class ChatCompletionsEvents extends EventReader {

	private static final Set<String> FUNCTION = Set.of("index", "type", "function");

	private final Map<PendingCall, ObjectNode> calls = new LinkedHashMap<>();

	private final List<JsonNode> annotations = new ArrayList<>();

	private boolean begun;

	ChatCompletionsEvents() {
		super(ChatCompletionsCodec.INSTANCE, "object");
	}

	@Override
	void read(String type, JsonNode event) {
		this.answer.head(event);
		this.begun |= event.has("choices");
		event.path("choices").forEach(this::choice);
		ChatCompletionsCodec.INSTANCE.readUsage(event.path("usage"), this.answer);
	}

	private void choice(JsonNode choice) {
		if (Json.number(choice, "index") == 0) {
			// Some servers send a short answer at once.
			JsonNode delta = choice.path((choice.has("delta") || this.answer.hasText()) ? "delta" : "message");
			text(delta.path("content"));
			this.answer.refusal(Json.text(delta, "refusal"));
			this.answer.finishReason(Json.text(choice, "finish_reason"));
			fail(ChatCompletionsCodec.failureOf(choice));
			toolCalls(delta.path("tool_calls"));
			delta.path("annotations").forEach(this::annotation);
		}
	}

	private void text(JsonNode content) {
		if (content.isString()) {
			textDelta(content.stringValue());
		}
		else if (!content.isMissingNode() && !content.isNull()) {
			fail(ErrorDetail.message("The text of the answer does not have the structure of the format."));
		}
	}

	private void annotation(JsonNode annotation) {
		if (annotation.isObject()) {
			this.itemBudget.take(annotation.toString());
			this.annotations.add(annotation);
		}
	}

	private void toolCalls(JsonNode calls) {
		for (JsonNode call : calls) {
			Long index = Json.wholeNumber(call.path("index"));
			PendingCall pending = this.answer.calls().call(index, Json.text(call, "id"));
			ChatCompletionsCodec.readCall(pending, call);
			collect(pending, call);
		}
	}

	private void collect(PendingCall pending, JsonNode call) {
		// A call may have more than a function, such as a signature.
		if (call instanceof ObjectNode members) {
			ObjectNode collected = this.calls.computeIfAbsent(pending, (key) -> JsonNodeFactory.instance.objectNode());
			members.forEachEntry((name, value) -> {
				if (!FUNCTION.contains(name) && !value.isNull() && !value.asString("-").isEmpty()) {
					this.itemBudget.take(value.toString());
					collected.set(name, value);
				}
			});
		}
	}

	@Override
	void done() {
		if (!this.begun) {
			fail(ErrorDetail.message("The stream ended before its answer began."));
		}
		ended();
	}

	@Override
	List<String> items() {
		Answer answer = this.answer.build(true, List.of());
		ObjectNode message = JsonNodeFactory.instance.objectNode().put("role", "assistant");
		message.put("content", answer.text().isEmpty() ? null : answer.text());
		if (answer.refusal() != null) {
			message.put("refusal", answer.refusal());
		}
		if (!this.annotations.isEmpty()) {
			message.putArray("annotations").addAll(this.annotations);
		}
		this.calls.forEach((pending, call) -> {
			ToolCall whole = pending.build();
			call.put("type", "function")
				.putObject("function")
				.put("name", whole.name())
				.put("arguments", whole.arguments());
			message.withArray("tool_calls").add(call);
		});
		return List.of(message.toString());
	}

}
