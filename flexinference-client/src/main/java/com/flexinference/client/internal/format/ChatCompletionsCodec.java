package com.flexinference.client.internal.format;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import com.flexinference.client.format.CallerFormat;
import com.flexinference.client.internal.json.Json;
import com.flexinference.client.internal.request.AnswerSchema;
import com.flexinference.client.internal.request.ContentPart;
import com.flexinference.client.internal.request.Message;
import com.flexinference.client.internal.request.RequestParts;
import com.flexinference.client.internal.request.ToolDefinition;
import com.flexinference.client.internal.request.ToolResult;
import com.flexinference.client.message.TokenUsage;
import com.flexinference.client.message.ToolCall;
import com.flexinference.client.message.ToolChoice;

/**
 * OpenAI Chat Completions (docs/wire-contract.md, section 7).
 */
final class ChatCompletionsCodec extends FormatCodec {

	static final ChatCompletionsCodec INSTANCE = new ChatCompletionsCodec();

	private ChatCompletionsCodec() {
		super(CallerFormat.CHAT_COMPLETIONS, "messages", null, "/choices/0/message",
				new CallFields("function", "id", "arguments"));
	}

	@Override
	Object toolChoice(ToolChoice choice) {
		return (choice.name() != null) ? Json.object("type", "function", "function", Json.object("name", choice.name()))
				: choice.toString();
	}

	@Override
	Object webSearch() {
		return Map.of();
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

	@Override
	Object result(ToolResult result) {
		return Json.object("role", "tool", "tool_call_id", result.callId(), "content", result.result());
	}

	@Override
	void message(Message message, List<Object> to) {
		boolean calls = !message.toolCalls().isEmpty();
		String text = (calls && message.text().isEmpty()) ? null : message.text();
		to.add(Json.object("role", message.role().wireName(), "content",
				message.content().isEmpty() ? text : content(message), "tool_calls",
				calls ? message.toolCalls().stream().map(ChatCompletionsCodec::call).toList() : null));
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
	void readParts(JsonNode body, AnswerBuilder answer) {
		JsonNode choice = body.path("choices").path(0);
		answer.refusal(Json.text(choice.path("message"), "refusal"));
		answer.finishReason(Json.text(choice, "finish_reason"));
		long index = 0;
		for (JsonNode call : choice.path("message").path("tool_calls")) {
			readCall(answer.calls().call(index++, null), call);
		}
	}

	static @Nullable ErrorDetail failureOf(JsonNode choice) {
		ErrorDetail told = ErrorDetail.ofMember(choice.path("error"));
		return (told == null && "error".equals(Json.text(choice, "finish_reason")))
				? ErrorDetail.message("The answer ended with an error.") : told;
	}

	static void readCall(PendingCall call, JsonNode piece) {
		JsonNode function = piece.path("function");
		call.describe(Json.text(piece, "id"), Json.text(function, "name"));
		call.addArguments(function.path("arguments"));
	}

	@Override
	TokenUsage tokens(JsonNode usage) {
		return new TokenUsage(Json.number(usage, "prompt_tokens"), Json.number(usage, "completion_tokens"),
				Json.number(usage.path("prompt_tokens_details"), "cached_tokens"), 0,
				Json.number(usage.path("completion_tokens_details"), "reasoning_tokens"));
	}

}
