package com.flexinference.client.internal.format;

import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

import com.flexinference.client.format.CallerFormat;
import com.flexinference.client.internal.json.RawObjects;
import com.flexinference.client.internal.json.WireJson;

/**
 * The events of Anthropic Messages (docs/wire-contract.md, section 9.1).
 */
final class MessagesEvents extends EventReader {

	private static final int MAX_COUNTS = 100;

	private static final String TEXT = "{\"type\":\"text\"}";

	private static final String THINKING = "{\"type\":\"thinking\"}";

	private final ObjectNode usage = WireJson.MAPPER.createObjectNode();

	private @Nullable Long index;

	private @Nullable String deltaType;

	private @Nullable String text;

	private @Nullable String thinking;

	private @Nullable String signature;

	private JsonNode citation = MissingNode.getInstance();

	private JsonNode partialJson = MissingNode.getInstance();

	private @Nullable String stopReason;

	private JsonNode block = MissingNode.getInstance();

	private JsonNode message = MissingNode.getInstance();

	MessagesEvents() {
		super(CallerFormat.MESSAGES, "type");
	}

	@Override
	void begin() {
		this.index = null;
		this.deltaType = null;
		this.text = null;
		this.thinking = null;
		this.signature = null;
		this.citation = MissingNode.getInstance();
		this.partialJson = MissingNode.getInstance();
		this.stopReason = null;
		this.block = MissingNode.getInstance();
		this.message = MissingNode.getInstance();
	}

	@Override
	void member(String name, EventJson value) {
		switch (name) {
			case "index" -> this.index = value.index();
			case "delta" -> value.members(this::deltaMember);
			case "content_block" -> this.block = value.tree();
			case "message" -> this.message = value.tree();
			case "usage" -> usage(value.tree());
			default -> {
			}
		}
	}

	private void deltaMember(String name, EventJson value) {
		switch (name) {
			case "type" -> this.deltaType = value.string();
			case "text" -> this.text = value.string();
			case "thinking" -> this.thinking = value.string();
			case "signature" -> this.signature = value.string();
			case "citation" -> this.citation = value.tree();
			case "partial_json" -> this.partialJson = value.tree();
			case "stop_reason" -> this.stopReason = value.string();
			default -> {
			}
		}
	}

	private void usage(JsonNode update) {
		if (update instanceof ObjectNode members) {
			// The input side comes with the first event, the output side with the
			// last; later counts replace earlier ones.
			members.forEachEntry((name, value) -> {
				if (!value.isNull() && (this.usage.has(name) || this.usage.size() < MAX_COUNTS)) {
					this.usage.set(name, value);
				}
			});
			MessagesCodec.readUsage(this.usage, this.answer);
		}
	}

	@Override
	void end(String type) {
		switch (type) {
			case "message_start" -> start();
			case "content_block_start" -> RawObjects.at(data(), "content_block").forEach(this::blockStart);
			case "content_block_delta" -> blockDelta();
			case "content_block_stop" -> blockStop();
			case "message_delta" -> this.answer.finishReason(this.stopReason);
			case "message_stop" -> ended();
			default -> {
			}
		}
	}

	private void start() {
		this.answer.head(this.message);
		usage(this.message.path("usage"));
	}

	private void blockStart(String start) {
		PendingItem item = this.items.begin(this.index, start);
		if (MessagesCodec.isCall(this.block)) {
			PendingCall call = this.answer.calls().call(this.index, Json.text(this.block, "id"));
			MessagesCodec.readCall(call, this.block).initialArguments(this.block.path("input"));
			item.call(call);
		}
		String begun = MessagesCodec.text(this.block, "text", "text");
		if (begun != null && !begun.isEmpty()) {
			textDelta(begun);
		}
		reasoningDelta(part(), MessagesCodec.text(this.block, "thinking", "thinking"));
	}

	private void blockDelta() {
		switch ((this.deltaType != null) ? this.deltaType : "") {
			case "text_delta" -> {
				textDelta(this.text);
				this.items.at(this.index, TEXT).add("text", this.text);
			}
			case "thinking_delta" -> {
				reasoningDelta(part(), this.thinking);
				this.items.at(this.index, THINKING).add("thinking", this.thinking);
			}
			case "signature_delta" -> this.items.at(this.index, THINKING).replace("signature", this.signature);
			case "citations_delta" -> this.items.at(this.index, TEXT).add("citations", this.citation);
			case "input_json_delta" -> input();
			default -> {
			}
		}
	}

	private Object part() {
		return (this.index != null) ? this.index : -1L;
	}

	private void input() {
		PendingCall call = this.answer.calls().find(this.index, null);
		if (call != null) {
			call.addArguments(this.partialJson);
		}
		else {
			this.items.at(this.index, TEXT).add("input", this.partialJson.stringValue(null));
		}
	}

	private void blockStop() {
		PendingCall call = this.answer.calls().find(this.index, null);
		if (call != null) {
			call.end();
		}
	}

	@Override
	List<String> items() {
		return this.items.build((item, block) -> {
			item.writeText("text", block);
			item.writeText("thinking", block);
			item.writeReplaced("signature", block);
			item.writeList("citations", block);
			item.writeArguments("input", block);
		});
	}

}
