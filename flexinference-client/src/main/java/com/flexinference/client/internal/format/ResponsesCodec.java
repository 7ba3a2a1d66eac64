package com.flexinference.client.internal.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import com.flexinference.client.format.CallerFormat;
import com.flexinference.client.internal.json.RawObjects;
import com.flexinference.client.message.TokenUsage;
import com.flexinference.client.message.ToolChoice;

/**
 * OpenAI Responses (docs/wire-contract.md, section 6).
 */
final class ResponsesCodec extends FormatCodec {

	static final ResponsesCodec INSTANCE = new ResponsesCodec();

	private ResponsesCodec() {
		super(CallerFormat.RESPONSES, "output", RawObjects.ALL);
	}

	@Override
	public String promptField() {
		return "input";
	}

	@Override
	String systemField() {
		return "instructions";
	}

	@Override
	@Nullable Object prompt(RequestParts parts) {
		if (parts.isSingleQuestion()) {
			return parts.messages().get(0).text();
		}
		return parts.messages().isEmpty() ? null : items(parts);
	}

	@Override
	@Nullable Map<String, Object> setting(Setting setting, Object value, RequestParts parts) {
		return switch (setting) {
			case MAX_TOKENS -> Map.of("max_output_tokens", value);
			case TEMPERATURE -> Map.of("temperature", value);
			case TOP_P -> Map.of("top_p", value);
			case REASONING_EFFORT -> Map.of("reasoning", Map.of("effort", value));
			case TOOL_CHOICE -> Map.of("tool_choice", toolChoice((ToolChoice) value));
			case PARALLEL_TOOL_CALLS -> Map.of("parallel_tool_calls", value);
			case WEB_SEARCH -> Map.of("tools", List.of(Map.of("type", "web_search")));
			case STOP, REASONING_BUDGET -> null;
		};
	}

	private static Object toolChoice(ToolChoice choice) {
		return (choice.name() != null) ? Json.object("type", "function", "name", choice.name()) : choice.toString();
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

	private List<Object> items(RequestParts parts) {
		List<Object> items = new ArrayList<>();
		for (Message message : parts.messages()) {
			ToolResult result = message.toolResult();
			if (result != null) {
				items.add(Json.object("type", "function_call_output", "call_id", result.callId(), "output",
						result.result()));
			}
			else if (message.answer() != null) {
				items.addAll(message.answer().items());
			}
			else if (message.toolCalls().isEmpty() || !message.text().isEmpty()) {
				items.add(Json.object("role", message.role().wireName(), "content",
						message.content().isEmpty() ? message.text() : content(message)));
			}
			message.toolCalls()
				.forEach((call) -> items.add(Json.object("type", "function_call", "call_id", call.id(), "name",
						call.name(), "arguments", call.arguments())));
		}
		return items;
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
	void read(JsonNode body, AnswerBuilder answer) {
		answer.head(body);
		answer.finishReason(Json.text(body.path("incomplete_details"), "reason", Json.text(body, "status")));
		if (!answer.hasText()) {
			answer.text(text(body));
		}
		if (!answer.hasReasoning()) {
			readReasoning(body.path("output"), answer);
		}
		if (!answer.hasRefusal()) {
			readRefusal(body.path("output"), answer);
		}
		answer.calls()
			.readWhole(body.path("output"), ResponsesCodec::isCall, ResponsesCodec::key, ResponsesCodec::readCall);
		JsonNode usage = body.path("usage");
		if (usage.isObject()) {
			answer.usage(usage,
					new TokenUsage(Json.number(usage, "input_tokens"), Json.number(usage, "output_tokens"),
							Json.number(usage.path("input_tokens_details"), "cached_tokens"), 0,
							Json.number(usage.path("output_tokens_details"), "reasoning_tokens")));
		}
	}

	private static void readReasoning(JsonNode output, AnswerBuilder answer) {
		for (JsonNode item : output) {
			if ("reasoning".equals(Json.text(item, "type"))) {
				item.path("summary").forEach((part) -> answer.reasoning(new Object(), Json.text(part, "text")));
				item.path("content").forEach((part) -> answer.reasoning(new Object(), Json.text(part, "text")));
			}
		}
	}

	private void readRefusal(JsonNode output, AnswerBuilder answer) {
		for (JsonNode item : output) {
			for (JsonNode part : item.path("content")) {
				answer.refusal("refusal".equals(Json.text(part, "type")) ? Json.text(part, "refusal") : null);
			}
		}
	}

	static void readCall(PendingCall call, JsonNode item) {
		call.describe(Json.text(item, "call_id"), Json.text(item, "name"));
		call.arguments(item.path("arguments"));
	}

	static @Nullable String key(JsonNode item) {
		return Json.first(Json.text(item, "id"), Json.text(item, "call_id"));
	}

	static boolean isCall(JsonNode item) {
		return "function_call".equals(Json.text(item, "type"));
	}

	@Override
	public EventReader events() {
		return new ResponsesEvents();
	}

}
