package com.flexinference.router.internal.format;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import com.flexinference.router.internal.Json;
import com.flexinference.router.internal.error.ErrorEnvelope;
import com.flexinference.router.internal.error.Failure;
import com.flexinference.router.internal.model.Message;
import com.flexinference.router.internal.model.ParsedRequest;
import com.flexinference.router.internal.model.Part;
import com.flexinference.router.internal.model.Tool;
import com.flexinference.router.internal.model.ToolChoice;
import com.flexinference.router.internal.model.Usage;
import com.flexinference.router.internal.routing.Route;

/**
 * Anthropic's Messages (docs/wire-contract.md, section 9).
 */
public final class MessagesFormat implements Format {

	@Override
	public ParsedRequest read(ObjectNode request) {
		List<Message> messages = new ArrayList<>();
		messages.add(Message.other(request.path("system")));
		for (JsonNode message : RequestFields.messages(request)) {
			JsonNode content = message.path("content");
			messages.add(Message.of(message.path("role").asString(""), content));
			content.valueStream()
				.filter((block) -> "tool_result".equals(block.path("type").asString("")))
				.forEach((block) -> messages.add(Message.tool(block.path("content"))));
		}
		ToolChoice toolChoice = toolChoice(request.path("tool_choice"))
			.withParallel(!request.path("tool_choice").path("disable_parallel_tool_use").asBoolean(false));
		return new ParsedRequest(messages, ParsedRequest.maxTokens(request.path("max_tokens")), tools(request),
				toolChoice, schema(request.path("output_config").path("format")), MessagesRules.thinks(request));
	}

	private @Nullable JsonNode schema(JsonNode format) {
		return "json_schema".equals(format.path("type").asString("")) ? format.path("schema") : null;
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
	public void checkAsProvider(ObjectNode request, Route route) {
		if (route == Route.ANTHROPIC) {
			new MessagesRules(request).check();
		}
	}

	@Override
	public ObjectNode write(SimulatedResponse answer) {
		ObjectNode message = Json.object()
			.put("id", answer.id("msg"))
			.put("type", "message")
			.put("role", "assistant")
			.put("model", answer.model());
		ArrayNode content = message.putArray("content");
		List<Part> parts = answer.completion().parts();
		for (int i = 0; i < parts.size(); i++) {
			content.add(block(answer, parts.get(i), i));
		}
		message.put("stop_reason", stopReason(answer))
			.putNull("stop_sequence")
			.put("service_tier", answer.routing().tier());
		return message.set("usage", answer.addCost(usage(answer, answer.usage().output())));
	}

	private ObjectNode block(SimulatedResponse answer, Part part, int index) {
		ObjectNode block = openBlock(answer, part, index);
		return switch (part.kind()) {
			case REASONING -> block.put("thinking", thought(answer, part)).put("signature", signature(answer, part));
			case TOOL_CALL -> block.set("input", part.arguments());
			default -> block.put("text", part.text());
		};
	}

	ObjectNode openBlock(SimulatedResponse answer, Part part, int index) {
		return switch (part.kind()) {
			case REASONING -> Json.object().put("type", "thinking").put("thinking", "").put("signature", "");
			case TOOL_CALL -> Json.object()
				.put("type", "tool_use")
				.put("id", toolUseId(answer, index))
				.put("name", part.tool())
				.set("input", Json.object());
			default -> Json.object().put("type", "text").put("text", "");
		};
	}

	// The id tells whether a thought came before it
	private String toolUseId(SimulatedResponse answer, int index) {
		boolean thought = answer.completion().reasoningTokens() > 0;
		return answer.id(thought ? MessagesRules.CALL_AFTER_THOUGHT : MessagesRules.CALL, index);
	}

	String signature(SimulatedResponse answer, Part part) {
		return Signature.of(thought(answer, part));
	}

	String thought(SimulatedResponse answer, Part part) {
		return "omitted".equals(answer.request().path("thinking").path("display").asString("")) ? "" : part.text();
	}

	@Override
	public void stream(SimulatedResponse answer, EventSink sink) throws IOException {
		new MessagesStream(this, answer, sink).write();
	}

	@Override
	public void fail(SimulatedResponse answer, Failure failure, int eventsBefore, EventSink sink) throws IOException {
		sink.send("error", Json.text(ErrorEnvelope.ANTHROPIC.write(failure)));
	}

	String stopReason(SimulatedResponse answer) {
		return switch (answer.completion().finishReason()) {
			case STOP -> "end_turn";
			case MAX_TOKENS -> "max_tokens";
			case TOOL_CALL -> "tool_use";
			case REFUSAL -> "refusal";
		};
	}

	public ObjectNode usage(SimulatedResponse answer, int outputTokens) {
		Usage used = answer.usage();
		ObjectNode usage = Json.object()
			.put("input_tokens", used.uncached())
			.put("cache_creation_input_tokens", used.cacheWritten())
			.put("cache_read_input_tokens", used.cacheRead());
		usage.putObject("cache_creation")
			.put("ephemeral_5m_input_tokens", used.cacheWritten())
			.put("ephemeral_1h_input_tokens", 0);
		usage.put("output_tokens", outputTokens);
		usage.putObject("output_tokens_details").put("thinking_tokens", used.reasoning());
		return usage.put("service_tier", answer.routing().tier());
	}

}
