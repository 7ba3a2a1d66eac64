package com.flexinference.router;

import java.io.IOException;

import tools.jackson.databind.node.ObjectNode;

/**
 * The events of one streamed response (contract section 6.1).
 */
final class ResponsesStream {

	private final ResponsesFormat format;

	private final Served served;

	private final EventSink sink;

	private int sequenceNumber;

	ResponsesStream(ResponsesFormat format, Served served, EventSink sink) {
		this.format = format;
		this.served = served;
		this.sink = sink;
	}

	void write() throws IOException {
		ObjectNode snapshot = this.format.snapshot(this.served, "in_progress");
		send("response.created", Json.object().set("response", snapshot));
		send("response.in_progress", Json.object().set("response", snapshot));
		send("response.output_item.added",
				Json.object().put("output_index", 0).set("item", this.format.openItem(this.served)));
		if (this.served.completion().tool() != null) {
			writeArguments();
		}
		else {
			writeText();
		}
		send("response.output_item.done",
				Json.object().put("output_index", 0).set("item", this.format.item(this.served)));
		send("response." + this.format.status(this.served),
				Json.object().set("response", this.format.write(this.served)));
	}

	private void writeArguments() throws IOException {
		for (String piece : this.served.completion().pieces()) {
			send("response.function_call_arguments.delta", inItem("fc").put("delta", piece));
		}
		send("response.function_call_arguments.done", inItem("fc").put("name", this.served.completion().tool())
			.put("arguments", this.served.completion().text()));
	}

	private void writeText() throws IOException {
		String text = this.served.completion().text();
		send("response.content_part.added", inContent().set("part", this.format.part("")));
		for (String piece : this.served.completion().pieces()) {
			send("response.output_text.delta", withLogprobs(inContent().put("delta", piece)));
		}
		send("response.output_text.done", withLogprobs(inContent().put("text", text)));
		send("response.content_part.done", inContent().set("part", this.format.part(text)));
	}

	private ObjectNode inItem(String prefix) {
		return Json.object().put("item_id", this.served.id(prefix)).put("output_index", 0);
	}

	private ObjectNode inContent() {
		return inItem("msg").put("content_index", 0);
	}

	private ObjectNode withLogprobs(ObjectNode data) {
		data.putArray("logprobs");
		return data;
	}

	private void send(String type, ObjectNode fields) throws IOException {
		ObjectNode data = Json.object().put("type", type).put("sequence_number", this.sequenceNumber++);
		this.sink.send(type, data.setAll(fields));
	}

}
