package com.flexinference.client.internal.format;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

import com.flexinference.client.format.CallerFormat;
import com.flexinference.client.internal.json.Json;
import com.flexinference.client.internal.json.RawJson;

/**
 * The events of Google Interactions (docs/wire-contract.md, section 8.1).
 */
final class InteractionsEvents extends EventReader {

	private static final TextEvent.Shape TEXT = new TextEvent.Shape("event_type", "step.delta", "text",
			List.of("delta", "text"));

	private static final JsonPointer STEP = JsonPointer.compile("/step");

	private static final JsonPointer STEPS = JsonPointer.compile("/interaction/steps");

	private static final String OUTPUT = "{\"type\":\"model_output\"}";

	private static final String THOUGHT = "{\"type\":\"thought\"}";

	InteractionsEvents() {
		super(CallerFormat.INTERACTIONS, TEXT);
	}

	@Override
	void text(@Nullable Long index, @Nullable String text) {
		textDelta(text);
		this.items.at(index, OUTPUT).add("text", text);
	}

	@Override
	void read(String type, JsonNode event) {
		Long index = Json.wholeNumber(event.path("index"));
		switch (type) {
			case "step.delta" -> delta(index, event.path("delta"));
			case "step.start" -> begin(index, STEP, event, InteractionsCodec.CALL, "arguments");
			case "step.stop" -> this.answer.calls().end(index);
			case "interaction.created" -> this.answer.head(event.path("interaction"));
			case "interaction.completed" -> completed(event.path("interaction"));
			default -> {
			}
		}
	}

	private void delta(@Nullable Long index, JsonNode delta) {
		// The type is optional in the contract.
		String type = Json.text(delta, "type", "");
		String text = Json.text(delta, "text");
		if (text != null && (type.isEmpty() || type.equals("text"))) {
			text(index, text);
		}
		PendingCall call = this.answer.calls().find(index, null);
		if (call != null && (type.isEmpty() || type.equals("arguments_delta"))) {
			call.addArguments(delta.path("arguments"));
		}
		if (type.equals("thought_summary")) {
			this.items.at(index, THOUGHT).add("summary", delta.path("content"));
			reasoningDelta(index, Json.text(delta.path("content"), "text"));
		}
		if (delta.path("signature").isString()) {
			this.items.at(index, THOUGHT).replace("signature", Json.text(delta, "signature"));
		}
		delta.path("annotations").forEach((annotation) -> this.items.at(index, OUTPUT).add("annotations", annotation));
	}

	private void completed(JsonNode interaction) {
		wholeText(InteractionsCodec.INSTANCE.text(interaction));
		InteractionsCodec.INSTANCE.read(interaction, this.answer);
		wholeItems(STEPS);
		fail(AnswerFailures.of(interaction));
		ended();
	}

	@Override
	void write(PendingItem item, Map<String, RawJson> step) {
		item.writeArguments("arguments", step);
		item.writeReplaced("signature", step);
		item.writeList("summary", step);
		String text = item.text("text");
		if (text != null) {
			Map<String, RawJson> part = new LinkedHashMap<>();
			part.put("type", RawJson.ofText("text"));
			part.put("text", RawJson.ofText(text));
			item.writeList("annotations", part);
			PendingItem.append("content", List.of(part), step);
		}
	}

}
