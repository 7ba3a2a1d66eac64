package com.flexinference.router.internal.format;

import java.io.IOException;
import java.util.List;

import tools.jackson.databind.node.ObjectNode;

import com.flexinference.router.internal.Json;
import com.flexinference.router.internal.model.Part;

/**
 * The events of one streamed message (docs/wire-contract.md, section 9.1).
 */
final class MessagesStream {

	private final MessagesFormat format;

	private final SimulatedResponse answer;

	private final EventSink sink;

	MessagesStream(MessagesFormat format, SimulatedResponse answer, EventSink sink) {
		this.format = format;
		this.answer = answer;
		this.sink = sink;
	}

	void write() throws IOException {
		send("message_start", Json.object().set("message", start()));
		List<Part> parts = this.answer.completion().parts();
		for (int i = 0; i < parts.size(); i++) {
			write(parts.get(i), i);
		}
		ObjectNode delta = Json.object();
		delta.putObject("delta").put("stop_reason", this.format.stopReason(this.answer)).putNull("stop_sequence");
		delta.set("usage", this.answer.addCost(Json.object().put("output_tokens", this.answer.usage().output())));
		send("message_delta", delta);
		send("message_stop", Json.object());
	}

	private ObjectNode start() {
		ObjectNode message = Json.object()
			.put("id", this.answer.id("msg"))
			.put("type", "message")
			.put("role", "assistant")
			.put("model", this.answer.model());
		message.putArray("content");
		return message.putNull("stop_reason")
			.putNull("stop_sequence")
			.put("service_tier", this.answer.routing().tier())
			.set("usage", this.format.usage(this.answer, 1));
	}

	private void write(Part part, int index) throws IOException {
		send("content_block_start",
				Json.object()
					.put("index", index)
					.set("content_block", this.format.openBlock(this.answer, part, index)));
		if (index == 0) {
			send("ping", Json.object());
		}
		switch (part.kind()) {
			case REASONING -> writeThought(part, index);
			case TOOL_CALL -> writePieces(part, index, "input_json_delta", "partial_json");
			default -> writePieces(part, index, "text_delta", "text");
		}
		send("content_block_stop", Json.object().put("index", index));
	}

	private void writeThought(Part part, int index) throws IOException {
		if (!this.format.thought(this.answer, part).isEmpty()) {
			writePieces(part, index, "thinking_delta", "thinking");
		}
		sendDelta(index,
				Json.object()
					.put("type", "signature_delta")
					.put("signature", this.format.signature(this.answer, part)));
	}

	private void writePieces(Part part, int index, String type, String field) throws IOException {
		for (String piece : part.pieces()) {
			sendDelta(index, Json.object().put("type", type).put(field, piece));
		}
	}

	private void sendDelta(int index, ObjectNode delta) throws IOException {
		send("content_block_delta", Json.object().put("index", index).set("delta", delta));
	}

	private void send(String type, ObjectNode fields) throws IOException {
		this.sink.send(type, Json.text(Json.object().put("type", type).setAll(fields)));
	}

}
