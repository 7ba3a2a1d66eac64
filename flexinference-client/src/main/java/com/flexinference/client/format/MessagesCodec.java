package com.flexinference.client.format;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

import com.flexinference.client.json.RawJson;
import com.flexinference.client.json.WireJson;

/**
 * Anthropic Messages (contract section 9).
 */
final class MessagesCodec implements FormatCodec {

	@Override
	public String path() {
		return "/messages";
	}

	@Override
	public String promptField() {
		return "messages";
	}

	@Override
	public Map<String, Object> fields(CommonParts parts) {
		Map<String, Object> fields = new LinkedHashMap<>();
		if (parts.system() != null) {
			fields.put("system", parts.system());
		}
		if (!parts.turns().isEmpty()) {
			fields.put("messages", messages(parts));
		}
		if (parts.maxTokens() != null) {
			fields.put("max_tokens", parts.maxTokens());
		}
		List<Object> tools = new ArrayList<>();
		parts.tools().forEach((tool) -> tools.add(tool(tool.name(), tool.description(), tool.schema())));
		if (parts.answer() != null) {
			// The format has no schema for text; a tool that must be called has one.
			tools.add(tool(parts.answer().name(), "Takes the answer.", parts.answer().schema()));
			fields.put("tool_choice", Json.object("type", "tool", "name", parts.answer().name()));
		}
		if (!tools.isEmpty()) {
			fields.put("tools", tools);
		}
		return fields;
	}

	private static Map<String, Object> tool(String name, String description, RawJson schema) {
		return Json.object("name", name, "description", description, "input_schema", schema);
	}

	private static List<Object> messages(CommonParts parts) {
		List<Object> messages = new ArrayList<>();
		List<Object> results = new ArrayList<>();
		for (Turn turn : parts.turns()) {
			ToolResult result = turn.toolResult();
			if (result == null) {
				results = new ArrayList<>();
				messages.add(Json.object("role", turn.role().wireName(), "content", content(turn)));
				continue;
			}
			if (results.isEmpty()) {
				// Results of one turn's calls belong into one message.
				messages.add(Json.object("role", "user", "content", results));
			}
			results.add(Json.object("type", "tool_result", "tool_use_id", result.callId(), "content", result.result()));
		}
		return messages;
	}

	private static Object content(Turn turn) {
		return turn.toolCalls().isEmpty() ? turn.text()
				: turn.toolCalls()
					.stream()
					.map((call) -> Json.object("type", "tool_use", "id", call.id(), "name", call.name(), "input",
							Json.treeOrText(call.arguments())))
					.toList();
	}

	@Override
	public String json(Answer answer, AnswerSchema schema) {
		return answer.toolCalls()
			.stream()
			.filter((call) -> call.name().equals(schema.name()))
			.map(ToolCall::arguments)
			.findFirst()
			.orElse("");
	}

	@Override
	public String text(JsonNode body) {
		StringBuilder text = new StringBuilder();
		for (JsonNode block : body.path("content")) {
			if ("text".equals(Json.text(block, "type"))) {
				text.append(Json.text(block, "text", ""));
			}
		}
		return text.toString();
	}

	@Override
	public void read(JsonNode body, AnswerBuilder answer) {
		answer.head(body);
		answer.text(text(body));
		answer.finishReason(Json.text(body, "stop_reason"));
		for (JsonNode block : body.path("content")) {
			readCall(new Object(), block, answer);
		}
		readUsage(body.path("usage"), answer);
	}

	private static void readCall(Object key, JsonNode block, AnswerBuilder answer) {
		if ("tool_use".equals(Json.text(block, "type"))) {
			answer.call(key, Json.text(block, "id"), Json.text(block, "name"));
			JsonNode input = block.path("input");
			if (input.isObject() && !input.isEmpty()) {
				answer.arguments(key, input.toString());
			}
		}
	}

	private static void readUsage(JsonNode usage, AnswerBuilder answer) {
		if (usage.isObject()) {
			long cached = Json.number(usage, "cache_read_input_tokens");
			long written = Json.number(usage, "cache_creation_input_tokens");
			answer.servedTier(Json.text(usage, "service_tier", answer.servedTier()));
			answer.usage(usage,
					new TokenUsage(Json.number(usage, "input_tokens") + cached + written,
							Json.number(usage, "output_tokens"), cached, written,
							Json.number(usage.path("output_tokens_details"), "thinking_tokens")));
		}
	}

	@Override
	public EventReader events() {
		return new Events();
	}

	private static final class Events extends EventReader {

		private final ObjectNode usage = WireJson.MAPPER.createObjectNode();

		private long index;

		private @Nullable String deltaType;

		private @Nullable String text;

		private @Nullable String partialJson;

		private @Nullable String stopReason;

		private JsonNode block = MissingNode.getInstance();

		private JsonNode message = MissingNode.getInstance();

		Events() {
			super("type");
		}

		@Override
		void begin() {
			this.index = 0;
			this.deltaType = null;
			this.text = null;
			this.partialJson = null;
			this.stopReason = null;
			this.block = MissingNode.getInstance();
			this.message = MissingNode.getInstance();
		}

		@Override
		void member(String name) {
			switch (name) {
				case "index" -> this.index = this.json.index();
				case "delta" -> this.json.members(this::deltaMember);
				case "content_block" -> this.block = this.json.tree();
				case "message" -> this.message = this.json.tree();
				case "usage" -> usage(this.json.tree());
				default -> {
				}
			}
		}

		private void deltaMember(String name) {
			switch (name) {
				case "type" -> this.deltaType = this.json.recurringString();
				case "text" -> this.text = this.json.string();
				case "partial_json" -> this.partialJson = this.json.string();
				case "stop_reason" -> this.stopReason = this.json.string();
				default -> {
				}
			}
		}

		private void usage(JsonNode update) {
			if (update instanceof ObjectNode members) {
				// The input side comes with the first event, the output side with the
				// last; later counts replace earlier ones.
				members.forEachEntry((name, value) -> {
					if (!value.isNull()) {
						this.usage.set(name, value);
					}
				});
				readUsage(this.usage, this.answer);
			}
		}

		@Override
		void end(String type) {
			switch (type) {
				case "message_start" -> start();
				case "content_block_start" -> blockStart();
				case "content_block_delta" -> blockDelta();
				case "message_delta" -> this.answer.finishReason(this.stopReason);
				case "message_stop" -> ended();
				case "error" -> failed();
				default -> {
				}
			}
		}

		private void start() {
			this.answer.head(this.message);
			usage(this.message.path("usage"));
		}

		private void blockStart() {
			readCall(this.index, this.block, this.answer);
			if ("text".equals(Json.text(this.block, "type")) && !Json.text(this.block, "text", "").isEmpty()) {
				textDelta(Json.text(this.block, "text"));
			}
		}

		private void blockDelta() {
			if ("text_delta".equals(this.deltaType)) {
				textDelta(this.text);
			}
			else if ("input_json_delta".equals(this.deltaType)) {
				this.answer.arguments(this.index, this.partialJson);
			}
		}

		private void failed() {
			if (failure() == null) {
				fail(ErrorDetail.message(NO_REASON));
			}
		}

	}

}
