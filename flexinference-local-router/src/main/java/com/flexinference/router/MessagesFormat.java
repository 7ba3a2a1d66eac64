package com.flexinference.router;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Anthropic's Messages (contract section 9).
 */
final class MessagesFormat implements Format {

	static final String SIGNATURE = "bG9jYWw=";

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
		ToolChoice toolChoice = toolChoice(request.path("tool_choice"))
			.withParallel(!request.path("tool_choice").path("disable_parallel_tool_use").asBoolean(false));
		return new Ask(turns, Ask.maxTokens(request.path("max_tokens")), tools(request), toolChoice,
				schema(request.path("output_config").path("format")), reasons(request.path("thinking")));
	}

	private @Nullable JsonNode schema(JsonNode format) {
		return "json_schema".equals(format.path("type").asString("")) ? format.path("schema") : null;
	}

	private boolean reasons(JsonNode thinking) {
		String type = thinking.path("type").asString("");
		return "enabled".equals(type) || "adaptive".equals(type);
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
		if (route != Route.ANTHROPIC) {
			return;
		}
		int maxTokens = request.path("max_tokens").asInt(0);
		if (maxTokens < 1) {
			throw Upstream.rejected(route, "max_tokens: Field required");
		}
		JsonNode thinking = request.path("thinking");
		int budget = thinking.path("budget_tokens").asInt(0);
		if ("enabled".equals(thinking.path("type").asString("")) && (budget < 1024 || budget >= maxTokens)) {
			throw Upstream.rejected(route, "thinking.budget_tokens: must be at least 1024 and less than max_tokens");
		}
	}

	@Override
	public ObjectNode write(Served served) {
		ObjectNode message = Json.object()
			.put("id", served.id("msg"))
			.put("type", "message")
			.put("role", "assistant")
			.put("model", served.model());
		ArrayNode content = message.putArray("content");
		List<Part> parts = served.completion().parts();
		for (int i = 0; i < parts.size(); i++) {
			content.add(block(served, parts.get(i), i));
		}
		message.put("stop_reason", stopReason(served))
			.putNull("stop_sequence")
			.put("service_tier", served.routing().tier());
		return message.set("usage", served.addCost(usage(served, served.usage().output())));
	}

	private ObjectNode block(Served served, Part part, int index) {
		ObjectNode block = openBlock(served, part, index);
		return switch (part.kind()) {
			case REASONING -> block.put("thinking", thought(served, part)).put("signature", SIGNATURE);
			case TOOL_CALL -> block.set("input", part.arguments());
			default -> block.put("text", part.text());
		};
	}

	ObjectNode openBlock(Served served, Part part, int index) {
		return switch (part.kind()) {
			case REASONING -> Json.object().put("type", "thinking").put("thinking", "").put("signature", "");
			case TOOL_CALL -> Json.object()
				.put("type", "tool_use")
				.put("id", served.id("toolu", index))
				.put("name", part.tool())
				.set("input", Json.object());
			default -> Json.object().put("type", "text").put("text", "");
		};
	}

	String thought(Served served, Part part) {
		return "omitted".equals(served.request().path("thinking").path("display").asString("")) ? "" : part.text();
	}

	@Override
	public void stream(Served served, EventSink sink) throws IOException {
		new MessagesStream(this, served, sink).write();
	}

	@Override
	public void fail(Served served, Failure failure, int eventsBefore, EventSink sink) throws IOException {
		sink.send("error", ErrorEnvelope.ANTHROPIC.write(failure));
	}

	String stopReason(Served served) {
		return switch (served.completion().finish()) {
			case STOP -> "end_turn";
			case MAX_TOKENS -> "max_tokens";
			case TOOL_CALL -> "tool_use";
			case REFUSAL -> "refusal";
		};
	}

	ObjectNode usage(Served served, int outputTokens) {
		Usage used = served.usage();
		ObjectNode usage = Json.object()
			.put("input_tokens", used.uncached())
			.put("cache_creation_input_tokens", used.cacheWritten())
			.put("cache_read_input_tokens", used.cacheRead());
		usage.putObject("cache_creation")
			.put("ephemeral_5m_input_tokens", used.cacheWritten())
			.put("ephemeral_1h_input_tokens", 0);
		usage.put("output_tokens", outputTokens);
		usage.putObject("output_tokens_details").put("thinking_tokens", used.reasoning());
		return usage.put("service_tier", served.routing().tier());
	}

}
