package com.flexinference.client.format;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * OpenAI Responses (contract section 6).
 */
final class ResponsesCodec implements FormatCodec {

	@Override
	public String path() {
		return "/responses";
	}

	@Override
	public String promptField() {
		return "input";
	}

	@Override
	public Map<String, Object> fields(CommonParts parts) {
		Map<String, Object> fields = new LinkedHashMap<>();
		if (parts.system() != null) {
			fields.put("instructions", parts.system());
		}
		if (parts.isSingleQuestion()) {
			fields.put("input", parts.turns().get(0).text());
		}
		else if (!parts.turns().isEmpty()) {
			fields.put("input", items(parts));
		}
		if (parts.maxTokens() != null) {
			fields.put("max_output_tokens", parts.maxTokens());
		}
		if (!parts.tools().isEmpty()) {
			fields.put("tools",
					parts.tools()
						.stream()
						.map((tool) -> Json.object("type", "function", "name", tool.name(), "description",
								tool.description(), "parameters", tool.schema(), "strict", false))
						.toList());
		}
		if (parts.answer() != null) {
			fields.put("text", Map.of("format", Json.object("type", "json_schema", "name", parts.answer().name(),
					"schema", parts.answer().schema(), "strict", true)));
		}
		return fields;
	}

	private static List<Object> items(CommonParts parts) {
		List<Object> items = new ArrayList<>();
		for (Turn turn : parts.turns()) {
			ToolResult result = turn.toolResult();
			if (result != null) {
				items.add(Json.object("type", "function_call_output", "call_id", result.callId(), "output",
						result.result()));
			}
			else if (turn.toolCalls().isEmpty()) {
				items.add(Json.object("role", turn.role().wireName(), "content", turn.text()));
			}
			turn.toolCalls()
				.forEach((call) -> items.add(Json.object("type", "function_call", "call_id", call.id(), "name",
						call.name(), "arguments", call.arguments())));
		}
		return items;
	}

	@Override
	public String text(JsonNode body) {
		JsonNode output = body.path("output");
		if (!output.isArray()) {
			return ChatCompletionsCodec.content(body);
		}
		StringBuilder text = new StringBuilder();
		for (JsonNode item : output) {
			if ("message".equals(Json.text(item, "type"))) {
				for (JsonNode part : item.path("content")) {
					if ("output_text".equals(Json.text(part, "type"))) {
						text.append(Json.text(part, "text", ""));
					}
				}
			}
		}
		return text.toString();
	}

	@Override
	public void read(JsonNode body, AnswerBuilder answer) {
		answer.head(body);
		answer.finishReason(Json.text(body.path("incomplete_details"), "reason", Json.text(body, "status")));
		if (!answer.hasText()) {
			answer.text(text(body));
		}
		if (!answer.hasRefusal()) {
			readRefusal(body.path("output"), answer);
		}
		readCalls(body.path("output"), answer);
		JsonNode usage = body.path("usage");
		if (usage.isObject()) {
			answer.usage(usage,
					new TokenUsage(Json.number(usage, "input_tokens"), Json.number(usage, "output_tokens"),
							Json.number(usage.path("input_tokens_details"), "cached_tokens"), 0,
							Json.number(usage.path("output_tokens_details"), "reasoning_tokens")));
		}
	}

	private void readRefusal(JsonNode output, AnswerBuilder answer) {
		for (JsonNode item : output) {
			for (JsonNode part : item.path("content")) {
				answer.refusal("refusal".equals(Json.text(part, "type")) ? Json.text(part, "refusal") : null);
			}
		}
	}

	private void readCalls(JsonNode output, AnswerBuilder answer) {
		List<JsonNode> calls = output.valueStream().filter(ResponsesCodec::isCall).toList();
		if (!calls.isEmpty()) {
			// In a stream the last event has the arguments even if no delta had them.
			answer.forgetCalls();
			calls.forEach((call) -> answer.call(Json.text(call, "call_id"), Json.text(call, "name"),
					Json.text(call, "arguments")));
		}
	}

	private static boolean isCall(JsonNode item) {
		return "function_call".equals(Json.text(item, "type"));
	}

	@Override
	public EventReader events() {
		return new Events();
	}

	private final class Events extends EventReader {

		private @Nullable String delta;

		private long outputIndex;

		private JsonNode item = MissingNode.getInstance();

		private JsonNode response = MissingNode.getInstance();

		private @Nullable String message;

		private @Nullable String code;

		private @Nullable String param;

		Events() {
			super("type");
		}

		@Override
		void begin() {
			this.delta = null;
			this.outputIndex = 0;
			this.message = null;
			this.code = null;
			this.param = null;
			this.item = MissingNode.getInstance();
			this.response = MissingNode.getInstance();
		}

		@Override
		void member(String name) {
			switch (name) {
				case "delta" -> this.delta = this.json.string();
				case "output_index" -> this.outputIndex = this.json.index();
				case "item" -> this.item = this.json.tree();
				case "response" -> this.response = this.json.tree();
				case "message" -> this.message = this.json.string();
				case "code" -> this.code = this.json.string();
				case "param" -> this.param = this.json.string();
				default -> {
				}
			}
		}

		@Override
		void end(String type) {
			if (this.response.path("error").isObject()) {
				fail(ErrorDetail.ofError(this.response.path("error")));
			}
			switch (type) {
				case "response.output_text.delta" -> textDelta(this.delta);
				case "response.refusal.delta" -> this.answer.refusal(this.delta);
				case "response.function_call_arguments.delta" -> this.answer.arguments(this.outputIndex, this.delta);
				case "response.output_item.added" -> added();
				case "response.created" -> this.answer.head(this.response);
				case "response.completed", "response.incomplete" -> {
					read(this.response, this.answer);
					ended();
				}
				case "response.failed" -> failed();
				case "error" -> topLevelError();
				default -> {
				}
			}
		}

		private void added() {
			if (isCall(this.item)) {
				this.answer.call(this.outputIndex, Json.text(this.item, "call_id"), Json.text(this.item, "name"));
			}
		}

		private void failed() {
			read(this.response, this.answer);
			if (failure() == null) {
				fail(ErrorDetail.message(NO_REASON));
			}
		}

		private void topLevelError() {
			if (failure() == null) {
				fail(new ErrorDetail(this.message, "error", this.code, this.param, null, null, null, null, null, null,
						null));
			}
		}

		private void read(JsonNode body, AnswerBuilder answer) {
			ResponsesCodec.this.read(body, answer);
		}

	}

}
