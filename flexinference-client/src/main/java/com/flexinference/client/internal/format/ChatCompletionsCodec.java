package com.flexinference.client.internal.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import com.flexinference.client.format.CallerFormat;
import com.flexinference.client.message.TokenUsage;
import com.flexinference.client.message.ToolCall;
import com.flexinference.client.message.ToolChoice;

/**
 * OpenAI Chat Completions (docs/wire-contract.md, section 7).
 */
final class ChatCompletionsCodec extends FormatCodec {

	static final ChatCompletionsCodec INSTANCE = new ChatCompletionsCodec();

	private ChatCompletionsCodec() {
		super(CallerFormat.CHAT_COMPLETIONS, "choices", "message");
	}

	@Override
	public String promptField() {
		return "messages";
	}

	@Override
	@Nullable String systemField() {
		return null;
	}

	@Override
	@Nullable Object prompt(RequestParts parts) {
		List<Object> messages = messages(parts);
		if (parts.system() != null) {
			messages.add(0, Json.object("role", "system", "content", parts.system()));
		}
		return messages.isEmpty() ? null : messages;
	}

	@Override
	@Nullable Map<String, Object> setting(Setting setting, Object value, RequestParts parts) {
		return switch (setting) {
			case MAX_TOKENS -> Map.of("max_completion_tokens", value);
			case TEMPERATURE -> Map.of("temperature", value);
			case TOP_P -> Map.of("top_p", value);
			case STOP -> Map.of("stop", value);
			case REASONING_EFFORT -> Map.of("reasoning_effort", value);
			case TOOL_CHOICE -> Map.of("tool_choice", toolChoice((ToolChoice) value));
			case PARALLEL_TOOL_CALLS -> Map.of("parallel_tool_calls", value);
			case WEB_SEARCH -> Map.of("web_search_options", Map.of());
			case REASONING_BUDGET -> null;
		};
	}

	private static Object toolChoice(ToolChoice choice) {
		return (choice.name() != null) ? Json.object("type", "function", "function", Json.object("name", choice.name()))
				: choice.toString();
	}

	@Override
	@Nullable Map<String, Object> content(ContentPart part) {
		return switch (part.kind()) {
			case TEXT -> Json.object("type", "text", "text", part.text());
			case IMAGE -> Json.object("type", "image_url", "image_url", Json.object("url", part.url()));
			case DOCUMENT -> part.isData() ? Json.object("type", "file", "file",
					Json.object("filename", part.filename(), "file_data", part.url())) : null;
		};
	}

	@Override
	Object tool(ToolDefinition tool) {
		return Json.object("type", "function", "function",
				Json.object("name", tool.name(), "description", tool.description(), "parameters", tool.schema()));
	}

	@Override
	Map<String, Object> answer(RequestParts parts, AnswerSchema schema, Set<String> given) {
		return Map.of("response_format", Json.object("type", "json_schema", "json_schema",
				Json.object("name", schema.name(), "schema", schema.schema(), "strict", schema.isStrict())));
	}

	@Override
	public Map<String, Object> costFields() {
		return Map.of("stream_options", Map.of("include_usage", true));
	}

	private List<Object> messages(RequestParts parts) {
		List<Object> messages = new ArrayList<>();
		for (Message message : parts.messages()) {
			ToolResult result = message.toolResult();
			if (result != null) {
				messages.add(Json.object("role", "tool", "tool_call_id", result.callId(), "content", result.result()));
			}
			else if (message.answer() != null) {
				messages.addAll(message.answer().items());
			}
			else if (message.toolCalls().isEmpty()) {
				messages.add(Json.object("role", message.role().wireName(), "content",
						message.content().isEmpty() ? message.text() : content(message)));
			}
			else {
				messages
					.add(Json.object("role", "assistant", "content", message.text().isEmpty() ? null : message.text(),
							"tool_calls", message.toolCalls().stream().map(ChatCompletionsCodec::call).toList()));
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
		return ResponsesCodec.INSTANCE.text(body);
	}

	@Override
	void texts(JsonNode message, BiConsumer<String, JsonNode> reader) {
		reader.accept(Json.text(message, "content", ""), message);
	}

	static String content(JsonNode body) {
		return Json.text(body.path("choices").path(0).path("message"), "content", "");
	}

	@Override
	boolean isReadable(JsonNode choice) {
		JsonNode content = choice.path("message").path("content");
		return content.isString() || content.isEmpty();
	}

	@Override
	void read(JsonNode body, AnswerBuilder answer) {
		answer.head(body);
		answer.text(text(body));
		JsonNode choice = body.path("choices").path(0);
		answer.refusal(Json.text(choice.path("message"), "refusal"));
		answer.finishReason(Json.text(choice, "finish_reason"));
		long index = 0;
		for (JsonNode call : choice.path("message").path("tool_calls")) {
			readCall(answer.calls().call(index++, null), call);
		}
		readUsage(body.path("usage"), answer);
	}

	static void readCall(PendingCall call, JsonNode piece) {
		JsonNode function = piece.path("function");
		call.describe(Json.text(piece, "id"), Json.text(function, "name"));
		call.addArguments(function.path("arguments"));
	}

	static void readUsage(JsonNode usage, AnswerBuilder answer) {
		if (usage.isObject()) {
			answer.usage(usage,
					new TokenUsage(Json.number(usage, "prompt_tokens"), Json.number(usage, "completion_tokens"),
							Json.number(usage.path("prompt_tokens_details"), "cached_tokens"), 0,
							Json.number(usage.path("completion_tokens_details"), "reasoning_tokens")));
		}
	}

	@Override
	public EventReader events() {
		return new ChatCompletionsEvents();
	}

}
