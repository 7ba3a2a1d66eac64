package com.flexinference.client.format;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

import com.flexinference.client.format.JsonScanner.MemberReader;

/**
 * OpenAI Chat Completions (contract section 7).
 */
final class ChatCompletionsCodec implements FormatCodec {

	@Override
	public String path() {
		return "/chat/completions";
	}

	@Override
	public String promptField() {
		return "messages";
	}

	@Override
	public Map<String, Object> fields(CommonParts parts) {
		Map<String, Object> fields = new LinkedHashMap<>();
		List<Map<String, Object>> messages = messages(parts);
		if (parts.system() != null) {
			messages.add(0, Json.object("role", "system", "content", parts.system()));
		}
		if (!messages.isEmpty()) {
			fields.put("messages", messages);
		}
		if (parts.maxTokens() != null) {
			fields.put("max_completion_tokens", parts.maxTokens());
		}
		if (!parts.tools().isEmpty()) {
			fields.put("tools",
					parts.tools()
						.stream()
						.map((tool) -> Json.object("type", "function", "function",
								Json.object("name", tool.name(), "description", tool.description(), "parameters",
										tool.schema())))
						.toList());
		}
		if (parts.answer() != null) {
			fields.put("response_format", Json.object("type", "json_schema", "json_schema",
					Json.object("name", parts.answer().name(), "schema", parts.answer().schema(), "strict", true)));
		}
		return fields;
	}

	@Override
	public Map<String, Object> costFields() {
		return Map.of("stream_options", Map.of("include_usage", true));
	}

	private static List<Map<String, Object>> messages(CommonParts parts) {
		List<Map<String, Object>> messages = new ArrayList<>();
		for (Turn turn : parts.turns()) {
			ToolResult result = turn.toolResult();
			if (result != null) {
				messages.add(Json.object("role", "tool", "tool_call_id", result.callId(), "content", result.result()));
			}
			else if (turn.toolCalls().isEmpty()) {
				messages.add(Json.object("role", turn.role().wireName(), "content", turn.text()));
			}
			else {
				messages.add(Json.object("role", "assistant", "tool_calls",
						turn.toolCalls().stream().map(ChatCompletionsCodec::call).toList()));
			}
		}
		return messages;
	}

	private static Map<String, Object> call(ToolCall call) {
		return Json.object("id", call.id(), "type", "function", "function",
				Json.object("name", call.name(), "arguments", call.arguments()));
	}

	@Override
	public String text(JsonNode body) {
		return CallerFormat.RESPONSES.text(body);
	}

	static String content(JsonNode body) {
		return Json.text(body.path("choices").path(0).path("message"), "content", "");
	}

	@Override
	public void read(JsonNode body, AnswerBuilder answer) {
		answer.head(body);
		answer.text(text(body));
		JsonNode choice = body.path("choices").path(0);
		answer.refusal(Json.text(choice.path("message"), "refusal"));
		answer.finishReason(Json.text(choice, "finish_reason"));
		for (JsonNode call : choice.path("message").path("tool_calls")) {
			JsonNode function = call.path("function");
			answer.call(Json.text(call, "id"), Json.text(function, "name"), Json.text(function, "arguments"));
		}
		readUsage(body.path("usage"), answer);
	}

	private static void readUsage(JsonNode usage, AnswerBuilder answer) {
		if (usage.isObject()) {
			answer.usage(usage,
					new TokenUsage(Json.number(usage, "prompt_tokens"), Json.number(usage, "completion_tokens"),
							Json.number(usage.path("prompt_tokens_details"), "cached_tokens"), 0,
							Json.number(usage.path("completion_tokens_details"), "reasoning_tokens")));
		}
	}

	@Override
	public EventReader events() {
		return new Events();
	}

	private static final class Events extends EventReader {

		private final Runnable choices = this::choice;

		private final MemberReader choiceMembers = this::choiceMember;

		private final MemberReader deltaMembers = this::deltaMember;

		private boolean hasHead;

		private @Nullable String content;

		private long choiceIndex;

		private @Nullable String choiceContent;

		private @Nullable String choiceRefusal;

		private @Nullable String choiceFinishReason;

		private JsonNode choiceToolCalls = MissingNode.getInstance();

		Events() {
			super("object");
		}

		@Override
		void begin() {
			this.content = null;
		}

		@Override
		void member(String name) {
			switch (name) {
				case "id", "model" -> head(name);
				case "service_tier" -> tier(this.json.recurringString());
				case "choices" -> choices();
				case "usage" -> usage();
				default -> {
				}
			}
		}

		private void head(String name) {
			if (!this.hasHead) {
				if (name.equals("id")) {
					this.answer.id(this.json.string());
				}
				else {
					this.answer.model(this.json.string());
				}
				this.hasHead = this.answer.hasHead();
			}
		}

		private void tier(@Nullable String tier) {
			if (tier != null) {
				this.answer.servedTier(tier);
			}
		}

		private void usage() {
			if (this.json.isObject()) {
				readUsage(this.json.tree(), this.answer);
			}
		}

		private void choices() {
			this.json.elements(this.choices);
		}

		private void choice() {
			beginChoice();
			this.json.members(this.choiceMembers);
			endChoice();
		}

		private void beginChoice() {
			this.choiceIndex = 0;
			this.choiceContent = null;
			this.choiceRefusal = null;
			this.choiceFinishReason = null;
			this.choiceToolCalls = MissingNode.getInstance();
		}

		private void endChoice() {
			if (this.choiceIndex == 0) {
				this.content = this.choiceContent;
				this.answer.refusal(this.choiceRefusal);
				this.answer.finishReason(this.choiceFinishReason);
				toolCalls(this.choiceToolCalls);
			}
		}

		private void choiceMember(String name) {
			switch (name) {
				case "index" -> this.choiceIndex = this.json.index();
				case "delta" -> this.json.members(this.deltaMembers);
				case "finish_reason" -> this.choiceFinishReason = this.json.string();
				default -> {
				}
			}
		}

		private void deltaMember(String name) {
			switch (name) {
				case "content" -> this.choiceContent = this.json.string();
				case "refusal" -> this.choiceRefusal = this.json.string();
				case "tool_calls" -> this.choiceToolCalls = this.json.tree();
				default -> {
				}
			}
		}

		private void toolCalls(JsonNode calls) {
			for (JsonNode call : calls) {
				Long key = Json.number(call, "index");
				this.answer.call(key, Json.text(call, "id"), Json.text(call.path("function"), "name"));
				this.answer.arguments(key, Json.text(call.path("function"), "arguments"));
			}
		}

		@Override
		void end(String type) {
			if (this.content != null && !this.content.isEmpty()) {
				textDelta(this.content);
			}
		}

		@Override
		void done() {
			ended();
		}

	}

}
