package com.flexinference.client.internal.format;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

import com.flexinference.client.internal.json.Json;

/**
 * The events of Google Interactions (docs/wire-contract.md, section 8.1).
 */
final class InteractionsEvents extends EventReader {

	private static final JsonPointer STEP = JsonPointer.compile("/step");

	private static final JsonPointer STEPS = JsonPointer.compile("/interaction/steps");

	private static final String OUTPUT = "{\"type\":\"model_output\"}";

	private static final String THOUGHT = "{\"type\":\"thought\"}";

	InteractionsEvents() {
		super(InteractionsCodec.INSTANCE, "event_type");
	}

	@Override
	void read(String type, JsonNode event) {
		Long index = Json.wholeNumber(event.path("index"));
		switch (type) {
			case "step.delta" -> delta(index, event.path("delta"));
			case "step.start" -> begin(index, STEP, event);
			case "step.stop" -> this.answer.calls().end(index);
			case "interaction.created" -> this.answer.head(event.path("interaction"));
			case "interaction.completed" -> {
				whole(event.path("interaction"), STEPS);
				fail(AnswerFailures.of(event.path("interaction")));
				ended();
			}
			default -> {
			}
		}
	}

	private void delta(@Nullable Long index, JsonNode delta) {
		// The type is optional in the contract.
		String type = Json.text(delta, "type", "");
		String text = Json.text(delta, "text");
		if (text != null && (type.isEmpty() || type.equals("text"))) {
			textDelta(text);
			textPart(index).add("text", text);
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
		delta.path("annotations").forEach((annotation) -> textPart(index).add("annotations", annotation));
	}

	private PendingItem textPart(@Nullable Long index) {
		return this.items.at(index, OUTPUT).textPart();
	}

}
