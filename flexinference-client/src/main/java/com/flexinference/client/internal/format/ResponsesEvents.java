package com.flexinference.client.internal.format;

import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.StringNode;

import com.flexinference.client.format.CallerFormat;
import com.flexinference.client.internal.json.RawObjects;

/**
 * The events of OpenAI Responses (docs/wire-contract.md, section 6.1).
 */
final class ResponsesEvents extends EventReader {

	private @Nullable String delta;

	private @Nullable Long outputIndex;

	private @Nullable Long partIndex;

	private @Nullable String itemId;

	private JsonNode arguments = MissingNode.getInstance();

	private JsonNode item = MissingNode.getInstance();

	private JsonNode response = MissingNode.getInstance();

	private List<String> whole = List.of();

	ResponsesEvents() {
		super(CallerFormat.RESPONSES, "type");
	}

	@Override
	void begin() {
		this.delta = null;
		this.outputIndex = null;
		this.partIndex = null;
		this.itemId = null;
		this.arguments = MissingNode.getInstance();
		this.item = MissingNode.getInstance();
		this.response = MissingNode.getInstance();
	}

	@Override
	void member(String name, EventJson value) {
		switch (name) {
			case "delta" -> this.delta = value.string();
			case "output_index" -> this.outputIndex = value.index();
			case "summary_index", "content_index" -> this.partIndex = value.index();
			case "item_id" -> this.itemId = value.string();
			case "arguments" -> this.arguments = value.tree();
			case "item" -> this.item = value.tree();
			case "response" -> this.response = value.tree();
			default -> {
			}
		}
	}

	@Override
	void end(String type) {
		fail(FormatCodec.failure(this.response));
		switch (type) {
			case "response.output_text.delta" -> textDelta(this.delta);
			case "response.reasoning_summary_text.delta", "response.reasoning_text.delta" ->
				reasoningDelta(type + this.outputIndex + this.itemId + ":" + this.partIndex, this.delta);
			case "response.refusal.delta" -> this.answer.refusal(this.delta);
			case "response.function_call_arguments.delta" -> argumentsDelta(this.delta);
			case "response.function_call_arguments.done" -> call().arguments(this.arguments);
			case "response.output_item.added" -> item();
			case "response.output_item.done" -> {
				item();
				RawObjects.at(data(), "item").forEach((item) -> this.items.begin(this.outputIndex, item));
			}
			case "response.created" -> this.answer.head(this.response);
			case "response.completed", "response.incomplete" -> {
				read();
				ended();
			}
			case "response.failed" -> failed();
			default -> {
			}
		}
	}

	private void argumentsDelta(@Nullable String delta) {
		if (delta != null) {
			call().addArguments(StringNode.valueOf(delta));
		}
	}

	private PendingCall call() {
		return this.answer.calls().call(this.outputIndex, (this.outputIndex == null) ? this.itemId : null);
	}

	private void item() {
		if (ResponsesCodec.isCall(this.item)) {
			ResponsesCodec.readCall(this.answer.calls().call(this.outputIndex, ResponsesCodec.key(this.item)),
					this.item);
		}
	}

	private void failed() {
		read();
		fail(ErrorDetail.message(null));
	}

	private void read() {
		ResponsesCodec.INSTANCE.read(this.response, this.answer);
		this.whole = RawObjects.at(data(), "response", "output", RawObjects.ALL);
	}

	@Override
	List<String> items() {
		return this.whole.isEmpty() ? this.items.build((item, object) -> {
		}) : this.whole;
	}

}
