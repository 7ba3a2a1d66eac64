package com.flexinference.client.internal.format;

import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

import com.flexinference.client.format.CallerFormat;
import com.flexinference.client.internal.json.RawObjects;

/**
 * The events of Google Interactions (docs/wire-contract.md, section 8.1).
 */
final class InteractionsEvents extends EventReader {

	private static final String OUTPUT = "{\"type\":\"model_output\"}";

	private static final String THOUGHT = "{\"type\":\"thought\"}";

	private @Nullable Long index;

	private @Nullable String deltaType;

	private @Nullable String text;

	private @Nullable String signature;

	private JsonNode content = MissingNode.getInstance();

	private JsonNode annotations = MissingNode.getInstance();

	private JsonNode arguments = MissingNode.getInstance();

	private JsonNode step = MissingNode.getInstance();

	private JsonNode interaction = MissingNode.getInstance();

	private List<String> whole = List.of();

	InteractionsEvents() {
		super(CallerFormat.INTERACTIONS, "event_type");
	}

	@Override
	void begin() {
		this.index = null;
		this.deltaType = null;
		this.text = null;
		this.signature = null;
		this.content = MissingNode.getInstance();
		this.annotations = MissingNode.getInstance();
		this.arguments = MissingNode.getInstance();
		this.step = MissingNode.getInstance();
		this.interaction = MissingNode.getInstance();
	}

	@Override
	void member(String name, EventJson value) {
		switch (name) {
			case "index" -> this.index = value.index();
			case "delta" -> value.members(this::deltaMember);
			case "step" -> this.step = value.tree();
			case "interaction" -> this.interaction = value.tree();
			default -> {
			}
		}
	}

	private void deltaMember(String name, EventJson value) {
		switch (name) {
			case "type" -> this.deltaType = value.string();
			case "text" -> this.text = value.string();
			case "signature" -> this.signature = value.string();
			case "content" -> this.content = value.tree();
			case "annotations" -> this.annotations = value.tree();
			case "arguments" -> this.arguments = value.tree();
			default -> {
			}
		}
	}

	@Override
	void end(String type) {
		switch (type) {
			case "step.delta" -> stepDelta();
			case "step.start" -> RawObjects.at(data(), "step").forEach(this::stepStart);
			case "step.stop" -> stepStop();
			case "interaction.created" -> this.answer.head(this.interaction);
			case "interaction.completed" -> completed();
			default -> {
			}
		}
	}

	private void stepStart(String start) {
		PendingItem item = this.items.begin(this.index, start);
		if (InteractionsCodec.isCall(this.step)) {
			PendingCall call = this.answer.calls().call(this.index, Json.text(this.step, "id"));
			InteractionsCodec.readCall(call, this.step).initialArguments(this.step.path("arguments"));
			item.call(call);
		}
	}

	private void stepDelta() {
		// The type is optional in the contract.
		boolean untyped = this.deltaType == null;
		if (untyped || "text".equals(this.deltaType)) {
			text();
		}
		if (untyped || "arguments_delta".equals(this.deltaType)) {
			arguments();
		}
		if ("thought_summary".equals(this.deltaType)) {
			this.items.at(this.index, THOUGHT).add("summary", this.content);
			reasoningDelta((this.index != null) ? this.index : -1L, Json.text(this.content, "text"));
		}
		if (this.signature != null) {
			this.items.at(this.index, THOUGHT).replace("signature", this.signature);
		}
		this.annotations.forEach((annotation) -> this.items.at(this.index, OUTPUT).add("annotations", annotation));
	}

	private void text() {
		if (this.text != null) {
			textDelta(this.text);
			this.items.at(this.index, OUTPUT).add("text", this.text);
		}
	}

	private void arguments() {
		PendingCall call = this.answer.calls().find(this.index, null);
		if (call != null) {
			call.addArguments(this.arguments);
		}
	}

	private void stepStop() {
		PendingCall call = this.answer.calls().find(this.index, null);
		if (call != null) {
			call.end();
		}
	}

	private void completed() {
		InteractionsCodec.INSTANCE.read(this.interaction, this.answer);
		this.whole = RawObjects.at(data(), "interaction", "steps", RawObjects.ALL);
		fail(FormatCodec.failure(this.interaction));
		ended();
	}

	@Override
	List<String> items() {
		return this.whole.isEmpty() ? this.items.build(InteractionsEvents::write) : this.whole;
	}

	private static void write(PendingItem item, ObjectNode step) {
		item.writeArguments("arguments", step);
		item.writeReplaced("signature", step);
		item.writeList("summary", step);
		String text = item.text("text");
		if (text != null) {
			ObjectNode part = PendingItem.array("content", step).addObject().put("type", "text").put("text", text);
			item.writeList("annotations", part);
		}
	}

}
