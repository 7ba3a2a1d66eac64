package com.flexinference.router;

import java.io.IOException;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The chunks of one streamed chat completion (contract section 7.1).
 */
final class ChatCompletionsStream {

	private final ChatCompletionsFormat format;

	private final Served served;

	private final EventSink sink;

	private final boolean includeUsage;

	ChatCompletionsStream(ChatCompletionsFormat format, Served served, EventSink sink) {
		this.format = format;
		this.served = served;
		this.sink = sink;
		this.includeUsage = served.request().path("stream_options").path("include_usage").asBoolean(false);
	}

	void write() throws IOException {
		if (this.served.completion().tool() != null) {
			writeToolCall();
		}
		else {
			writeText();
		}
		sendChoice(Json.object(), this.format.finishReason(this.served));
		if (this.includeUsage) {
			ObjectNode chunk = chunk();
			chunk.putArray("choices");
			this.sink.send(Json.text(chunk.set("usage", this.format.usage(this.served))));
		}
		this.sink.send("[DONE]");
	}

	private void writeToolCall() throws IOException {
		ObjectNode first = Json.object().put("role", "assistant").putNull("content").putNull("refusal");
		ObjectNode call = Json.object().put("index", 0).setAll(this.format.toolCall(this.served, ""));
		first.putArray("tool_calls").add(call);
		sendChoice(first, null);
		for (String piece : this.served.completion().pieces()) {
			ObjectNode delta = Json.object();
			delta.putArray("tool_calls").addObject().put("index", 0).putObject("function").put("arguments", piece);
			sendChoice(delta, null);
		}
	}

	private void writeText() throws IOException {
		sendChoice(Json.object().put("role", "assistant").put("content", "").putNull("refusal"), null);
		for (String piece : this.served.completion().pieces()) {
			sendChoice(Json.object().put("content", piece), null);
		}
	}

	private void sendChoice(ObjectNode delta, @Nullable String finishReason) throws IOException {
		ObjectNode chunk = chunk();
		chunk.putArray("choices")
			.addObject()
			.put("index", 0)
			.set("delta", delta)
			.putNull("logprobs")
			.put("finish_reason", finishReason);
		this.sink.send(Json.text(chunk));
	}

	private ObjectNode chunk() {
		ObjectNode chunk = this.format.envelope(this.served, "chat.completion.chunk");
		return this.includeUsage ? chunk.putNull("usage") : chunk;
	}

}
