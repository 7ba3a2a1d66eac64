package com.flexinference.client.internal.format;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

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
import com.flexinference.client.message.ToolChoice;

/**
 * OpenAI Responses (docs/wire-contract.md, section 6).
 */
final class ResponsesCodec extends FormatCodec {

	static final ResponsesCodec INSTANCE = new ResponsesCodec();

	private static final String CALL = "function_call";

	private ResponsesCodec() {
		super(CallerFormat.RESPONSES, "input", "instructions", "/output", new CallFields(CALL, "call_id", "arguments"));
	}

	@Override
	Object toolChoice(ToolChoice choice) {
		return (choice.name() != null) ? Json.object("type", "function", "name", choice.name()) : choice.toString();
	}

	@Override
	Object webSearch() {
		return List.of(Map.of("type", "web_search"));
	}

	@Override
	Map<String, Object> content(ContentPart part) {
		return switch (part.kind()) {
			case TEXT -> Json.object("type", "input_text", "text", part.text());
			case IMAGE -> Json.object("type", "input_image", "image_url", part.url());
			case DOCUMENT ->
				part.isData() ? Json.object("type", "input_file", "filename", part.filename(), "file_data", part.url())
						: Json.object("type", "input_file", "file_url", part.url());
		};
	}

	@Override
	Object tool(ToolDefinition tool) {
		return Json.object("type", "function", "name", tool.name(), "description", tool.description(), "parameters",
				tool.schema(), "strict", false);
	}

	@Override
	Map<String, Object> answer(RequestParts parts, AnswerSchema schema, Set<String> given) {
		return Map.of("text", Map.of("format", Json.object("type", "json_schema", "name", schema.name(), "schema",
				schema.schema(), "strict", schema.isStrict())));
	}

	@Override
	Object result(ToolResult result) {
		return Json.object("type", "function_call_output", "call_id", result.callId(), "output", result.result());
	}

	@Override
	void message(Message message, List<Object> to) {
		if (message.toolCalls().isEmpty() || !message.text().isEmpty()) {
			to.add(Json.object("role", message.role().wireName(), "content",
					message.content().isEmpty() ? message.text() : content(message)));
		}
		message.toolCalls()
			.forEach((call) -> to.add(Json.object("type", CALL, "call_id", call.id(), "name", call.name(), "arguments",
					call.arguments())));
	}

	@Override
	public String text(JsonNode body) {
		return body.path("output").isArray() ? super.text(body) : ChatCompletionsCodec.content(body);
	}

	@Override
	void texts(JsonNode item, BiConsumer<String, JsonNode> reader) {
		texts(item, "message", "output_text", reader);
	}

	@Override
	void readParts(JsonNode body, AnswerBuilder answer) {
		answer.finishReason(Json.text(body.path("incomplete_details"), "reason", Json.text(body, "status")));
		if (!answer.hasReasoning()) {
			readReasoning(body.path("output"), answer);
		}
		if (!answer.hasRefusal()) {
			readRefusal(body.path("output"), answer);
		}
	}

	@Override
	TokenUsage tokens(JsonNode usage) {
		return new TokenUsage(Json.number(usage, "input_tokens"), Json.number(usage, "output_tokens"),
				Json.number(usage.path("input_tokens_details"), "cached_tokens"), 0,
				Json.number(usage.path("output_tokens_details"), "reasoning_tokens"));
	}

	private static void readReasoning(JsonNode output, AnswerBuilder answer) {
		for (JsonNode item : output) {
			if ("reasoning".equals(Json.text(item, "type"))) {
				item.path("summary").forEach((part) -> answer.reasoning(new Object(), Json.text(part, "text")));
				item.path("content").forEach((part) -> answer.reasoning(new Object(), Json.text(part, "text")));
			}
		}
	}

	private static void readRefusal(JsonNode output, AnswerBuilder answer) {
		for (JsonNode item : output) {
			for (JsonNode part : item.path("content")) {
				answer.refusal("refusal".equals(Json.text(part, "type")) ? Json.text(part, "refusal") : null);
			}
		}
	}

}
