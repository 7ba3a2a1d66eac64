package com.flexinference.client.internal.format;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import com.flexinference.client.internal.json.Json;

/**
 * The events of Anthropic Messages (docs/wire-contract.md, section 9.1).
 */
final class MessagesEvents extends EventReader {

	private static final int MAX_COUNTS = 100;

	private static final JsonPointer BLOCK = JsonPointer.compile("/content_block");

	private static final String TEXT = "{\"type\":\"text\"}";

	private static final String THINKING = "{\"type\":\"thinking\"}";

	private final ObjectNode usage = JsonNodeFactory.instance.objectNode();

	MessagesEvents() {
		super(MessagesCodec.INSTANCE, "type");
	}

	@Override
	void read(String type, JsonNode event) {
		usage(event.path("usage"));
		Long index = Json.wholeNumber(event.path("index"));
		switch (type) {
			case "message_start" -> {
				this.answer.head(event.path("message"));
				usage(event.path("message").path("usage"));
			}
			case "content_block_start" -> start(index, event);
			case "content_block_delta" -> delta(index, event.path("delta"));
			case "content_block_stop" -> this.answer.calls().end(index);
			case "message_delta" -> this.answer.finishReason(Json.text(event.path("delta"), "stop_reason"));
			case "message_stop" -> ended();
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
			MessagesCodec.INSTANCE.readUsage(this.usage, this.answer);
		}
	}

	private void start(@Nullable Long index, JsonNode event) {
		begin(index, BLOCK, event);
		JsonNode block = event.path("content_block");
		textDelta(MessagesCodec.text(block, "text", "text"));
		reasoningDelta(index, MessagesCodec.text(block, "thinking", "thinking"));
	}

	private void delta(@Nullable Long index, JsonNode delta) {
		switch (Json.text(delta, "type", "")) {
			case "text_delta" -> {
				textDelta(Json.text(delta, "text"));
				this.items.at(index, TEXT).add("text", Json.text(delta, "text"));
			}
			case "thinking_delta" -> {
				reasoningDelta(index, Json.text(delta, "thinking"));
				this.items.at(index, THINKING).add("thinking", Json.text(delta, "thinking"));
			}
			case "signature_delta" ->
				this.items.at(index, THINKING).replace("signature", Json.text(delta, "signature"));
			case "citations_delta" -> this.items.at(index, TEXT).add("citations", delta.path("citation"));
			case "input_json_delta" -> this.items.at(index, TEXT).call().addArguments(delta.path("partial_json"));
			default -> {
			}
		}
	}

}
