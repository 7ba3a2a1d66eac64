package com.flexinference.router;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Anthropic's Messages (contract section 9).
 */
final class MessagesFormat implements Format {

	@Override
	public Ask read(ObjectNode request) {
		List<Turn> turns = new ArrayList<>();
		turns.add(Turn.other(request.path("system")));
		for (JsonNode message : Fields.messages(request)) {
			JsonNode content = message.path("content");
			turns.add(Turn.of(message.path("role").asString(""), content));
			content.valueStream()
				.filter((block) -> "tool_result".equals(block.path("type").asString("")))
				.forEach((block) -> turns.add(Turn.tool(block.path("content"))));
		}
		return new Ask(turns, Ask.maxTokens(request.path("max_tokens")), tools(request),
				toolChoice(request.path("tool_choice")), null);
	}

	private List<Tool> tools(ObjectNode request) {
		return request.path("tools")
			.valueStream()
			.map((tool) -> new Tool(tool.path("name").asString(""), tool.path("input_schema")))
			.toList();
	}

	private ToolChoice toolChoice(JsonNode choice) {
		return choice.has("name") ? ToolChoice.ofName(choice.path("name")) : ToolChoice.ofKeyword(choice.path("type"));
	}

	@Override
	public ObjectNode write(Served served) {
		ObjectNode message = Json.object()
			.put("id", served.id("msg"))
			.put("type", "message")
			.put("role", "assistant")
			.put("model", served.model());
		ObjectNode block = openBlock(served);
		if (served.completion().tool() != null) {
			block.set("input", served.completion().arguments());
		}
		else {
			block.put("text", served.completion().text());
		}
		message.putArray("content").add(block);
		message.put("stop_reason", stopReason(served))
			.putNull("stop_sequence")
			.put("service_tier", served.routing().tier());
		return message.set("usage", served.addCost(usage(served, served.usage().output())));
	}

	@Override
	public void stream(Served served, EventSink sink) throws IOException {
		send(sink, "message_start", Json.object().set("message", start(served)));
		send(sink, "content_block_start", Json.object().put("index", 0).set("content_block", openBlock(served)));
		send(sink, "ping", Json.object());
		for (String piece : served.completion().pieces()) {
			send(sink, "content_block_delta", Json.object().put("index", 0).set("delta", delta(served, piece)));
		}
		send(sink, "content_block_stop", Json.object().put("index", 0));
		ObjectNode delta = Json.object();
		delta.putObject("delta").put("stop_reason", stopReason(served)).putNull("stop_sequence");
		delta.set("usage", served.addCost(Json.object().put("output_tokens", served.usage().output())));
		send(sink, "message_delta", delta);
		send(sink, "message_stop", Json.object());
	}

	@Override
	public void fail(Served served, Failure failure, int eventsBefore, EventSink sink) throws IOException {
		sink.send("error", ErrorEnvelope.ANTHROPIC.write(failure));
	}

	private void send(EventSink sink, String type, ObjectNode fields) throws IOException {
		sink.send(type, Json.object().put("type", type).setAll(fields));
	}

	private ObjectNode start(Served served) {
		ObjectNode message = Json.object()
			.put("id", served.id("msg"))
			.put("type", "message")
			.put("role", "assistant")
			.put("model", served.model());
		message.putArray("content");
		return message.putNull("stop_reason")
			.putNull("stop_sequence")
			.put("service_tier", served.routing().tier())
			.set("usage", usage(served, 1));
	}

	private ObjectNode openBlock(Served served) {
		String tool = served.completion().tool();
		if (tool == null) {
			return Json.object().put("type", "text").put("text", "");
		}
		ObjectNode block = Json.object().put("type", "tool_use").put("id", served.id("toolu")).put("name", tool);
		block.putObject("input");
		return block;
	}

	private ObjectNode delta(Served served, String piece) {
		return (served.completion().tool() != null)
				? Json.object().put("type", "input_json_delta").put("partial_json", piece)
				: Json.object().put("type", "text_delta").put("text", piece);
	}

	private String stopReason(Served served) {
		return switch (served.completion().finish()) {
			case STOP -> "end_turn";
			case MAX_TOKENS -> "max_tokens";
			case TOOL_CALL -> "tool_use";
		};
	}

	private ObjectNode usage(Served served, int outputTokens) {
		ObjectNode usage = Json.object()
			.put("input_tokens", served.usage().input())
			.put("cache_creation_input_tokens", 0)
			.put("cache_read_input_tokens", 0);
		usage.putObject("cache_creation").put("ephemeral_5m_input_tokens", 0).put("ephemeral_1h_input_tokens", 0);
		usage.put("output_tokens", outputTokens);
		usage.putObject("output_tokens_details").put("thinking_tokens", 0);
		return usage.put("service_tier", served.routing().tier());
	}

}
