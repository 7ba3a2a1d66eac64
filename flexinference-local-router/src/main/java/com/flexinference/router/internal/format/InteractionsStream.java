package com.flexinference.router.internal.format;

import java.io.IOException;
import java.util.List;

import tools.jackson.databind.node.ObjectNode;

import com.flexinference.router.internal.Json;
import com.flexinference.router.internal.model.Part;

/**
 * The events of one streamed interaction (docs/wire-contract.md, section 8.1).
 */
final class InteractionsStream {

	private final InteractionsFormat format;

	private final SimulatedResponse answer;

	private final EventSink sink;

	InteractionsStream(InteractionsFormat format, SimulatedResponse answer, EventSink sink) {
		this.format = format;
		this.answer = answer;
		this.sink = sink;
	}

	void write() throws IOException {
		String id = this.answer.id("int");
		ObjectNode created = Json.object()
			.put("id", id)
			.put("status", "in_progress")
			.put("object", "interaction")
			.put("model", this.answer.model());
		send("interaction.created", Json.object().set("interaction", created));
		send("interaction.status_update", Json.object().put("interaction_id", id).put("status", "in_progress"));
		List<Part> steps = this.answer.completion().parts();
		for (int i = 0; i < steps.size(); i++) {
			write(steps.get(i), i);
		}
		send("interaction.completed", Json.object().set("interaction", this.format.snapshot(this.answer)));
	}

	private void write(Part part, int index) throws IOException {
		ObjectNode step = this.format.openStep(this.answer, part, index);
		send("step.start", Json.object().put("index", index).set("step", step));
		boolean thought = part.is(Part.Kind.REASONING);
		if (!thought || this.format.summarizes(this.answer)) {
			for (String piece : part.pieces()) {
				sendDelta(index, delta(part, piece));
			}
		}
		if (thought) {
			sendDelta(index,
					Json.object().put("type", "thought_signature").put("signature", Signature.of(part.text())));
		}
		send("step.stop", Json.object().put("index", index));
	}

	private ObjectNode delta(Part part, String piece) {
		return switch (part.kind()) {
			case REASONING ->
				Json.object().put("type", "thought_summary").set("content", InteractionsFormat.text(piece));
			case TOOL_CALL -> Json.object().put("type", "arguments_delta").put("arguments", piece);
			default -> InteractionsFormat.text(piece);
		};
	}

	private void sendDelta(int index, ObjectNode delta) throws IOException {
		send("step.delta", Json.object().put("index", index).set("delta", delta));
	}

	private void send(String type, ObjectNode fields) throws IOException {
		this.sink.send(type, Json.text(Json.object().put("event_type", type).setAll(fields)));
	}

}
