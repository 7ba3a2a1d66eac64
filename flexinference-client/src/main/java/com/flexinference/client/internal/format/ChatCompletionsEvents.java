package com.flexinference.client.internal.format;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

import com.flexinference.client.format.CallerFormat;
import com.flexinference.client.internal.json.WireJson;
import com.flexinference.client.message.Answer;
import com.flexinference.client.message.ToolCall;

/**
 * The events of OpenAI Chat Completions (docs/wire-contract.md, section 7.1).
 */
final class ChatCompletionsEvents extends EventReader {

	private static final Set<String> FUNCTION = Set.of("index", "type", "function");

	private final Map<PendingCall, ObjectNode> calls = new LinkedHashMap<>();

	private final PendingItem message = new PendingItem(this.itemBudget, "{}");

	private @Nullable String content;

	private long choiceIndex;

	private @Nullable String choiceContent;

	private @Nullable String choiceRefusal;

	private @Nullable String choiceFinishReason;

	private JsonNode choiceToolCalls = MissingNode.getInstance();

	private JsonNode choiceAnnotations = MissingNode.getInstance();

	ChatCompletionsEvents() {
		super(CallerFormat.CHAT_COMPLETIONS, "object");
	}

	@Override
	void begin() {
		this.content = null;
	}

	@Override
	void member(String name, EventJson value) {
		switch (name) {
			case "id" -> this.answer.id(value.string());
			case "model" -> this.answer.model(value.string());
			case "service_tier" -> this.answer.servedTier(value.string());
			case "choices" -> value.elements(() -> choice(value));
			case "usage" -> ChatCompletionsCodec.readUsage(value.tree(), this.answer);
			default -> {
			}
		}
	}

	private void choice(EventJson value) {
		beginChoice();
		value.members(this::choiceMember);
		endChoice();
	}

	private void beginChoice() {
		this.choiceIndex = 0;
		this.choiceContent = null;
		this.choiceRefusal = null;
		this.choiceFinishReason = null;
		this.choiceToolCalls = MissingNode.getInstance();
		this.choiceAnnotations = MissingNode.getInstance();
	}

	private void endChoice() {
		if (this.choiceIndex == 0) {
			this.content = this.choiceContent;
			this.answer.refusal(this.choiceRefusal);
			this.answer.finishReason(this.choiceFinishReason);
			toolCalls(this.choiceToolCalls);
			this.choiceAnnotations.forEach((annotation) -> this.message.add("annotations", annotation));
		}
	}

	private void choiceMember(String name, EventJson value) {
		switch (name) {
			case "index" -> this.choiceIndex = Objects.requireNonNullElse(value.index(), 0L);
			case "delta" -> value.members(this::deltaMember);
			case "finish_reason" -> this.choiceFinishReason = value.string();
			case "error" -> fail(ErrorDetail.ofMember(value.tree()));
			default -> {
			}
		}
	}

	private void deltaMember(String name, EventJson value) {
		switch (name) {
			case "content" -> this.choiceContent = text(value);
			case "refusal" -> this.choiceRefusal = value.string();
			case "annotations" -> this.choiceAnnotations = value.tree();
			case "tool_calls" -> this.choiceToolCalls = value.tree();
			default -> {
			}
		}
	}

	private @Nullable String text(EventJson value) {
		String text = value.string();
		if (text == null && !value.isNull()) {
			fail(ErrorDetail.message("The text of the answer does not have the form of the format."));
		}
		return text;
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
		if (call instanceof ObjectNode members && this.itemBudget.take(0)) {
			ObjectNode collected = this.calls.computeIfAbsent(pending, (key) -> WireJson.MAPPER.createObjectNode());
			members.forEachEntry((name, value) -> {
				if (!FUNCTION.contains(name) && !value.isNull()
						&& this.itemBudget.take(2L * value.toString().length())) {
					collected.set(name, value);
				}
			});
		}
	}

	@Override
	void end(String type) {
		if (this.content != null && !this.content.isEmpty()) {
			textDelta(this.content);
		}
	}

	@Override
	void done() {
		ended();
	}

	@Override
	List<String> items() {
		Answer answer = this.answer.build(true, List.of());
		ObjectNode message = WireJson.MAPPER.createObjectNode().put("role", "assistant");
		message.put("content", answer.text().isEmpty() ? null : answer.text());
		if (answer.refusal() != null) {
			message.put("refusal", answer.refusal());
		}
		this.message.writeList("annotations", message);
		this.calls.forEach((pending, call) -> {
			ToolCall whole = pending.build();
			call.put("type", "function")
				.putObject("function")
				.put("name", whole.name())
				.put("arguments", whole.arguments());
			PendingItem.array("tool_calls", message).add(call);
		});
		return List.of(message.toString());
	}

}
