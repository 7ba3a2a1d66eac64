package com.flexinference.client.internal.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import com.flexinference.client.format.CallerFormat;
import com.flexinference.client.internal.json.Json;
import com.flexinference.client.internal.json.RawJson;
import com.flexinference.client.internal.request.AnswerSchema;
import com.flexinference.client.internal.request.ContentPart;
import com.flexinference.client.internal.request.Message;
import com.flexinference.client.internal.request.RequestParts;
import com.flexinference.client.internal.request.Setting;
import com.flexinference.client.internal.request.ToolDefinition;
import com.flexinference.client.internal.request.ToolResult;
import com.flexinference.client.message.Answer;
import com.flexinference.client.message.TokenUsage;
import com.flexinference.client.message.ToolCall;
import com.flexinference.client.message.ToolChoice;

/**
 * Anthropic Messages (docs/wire-contract.md, section 9).
 */
final class MessagesCodec extends FormatCodec {

	static final MessagesCodec INSTANCE = new MessagesCodec();

	private static final String CALL = "tool_use";

	private MessagesCodec() {
		super(CallerFormat.MESSAGES, "messages", "system", "/content", new CallFields(CALL, "id", "input"));
	}

	@Override
	@Nullable Object value(Setting setting, Object value, RequestParts parts) {
		return switch (setting) {
			case REASONING_BUDGET -> Json.object("type", "enabled", "budget_tokens", value);
			case TOOL_CHOICE, WEB_SEARCH -> forcesTool(parts) ? null : super.value(setting, value, parts);
			default -> value;
		};
	}

	private static boolean forcesTool(RequestParts parts) {
		// An answer schema forces a tool, unless the model is to think.
		return parts.answer() != null && !parts.settings().containsKey(Setting.REASONING_BUDGET);
	}

	@Override
	@Nullable Object toolChoice(ToolChoice choice) {
		if (choice == ToolChoice.NONE) {
			return null;
		}
		String type = (choice.name() != null) ? "tool" : (choice == ToolChoice.REQUIRED) ? "any" : "auto";
		return Json.object("type", type, "name", choice.name());
	}

	@Override
	Object webSearch() {
		return List.of(Json.object("type", "web_search_20250305", "name", "web_search"));
	}

	@Override
	@Nullable Map<String, Object> content(ContentPart part) {
		return switch (part.kind()) {
			case TEXT -> Json.object("type", "text", "text", part.text());
			case IMAGE -> Json.object("type", "image", "source",
					part.isData() ? Json.object("type", "base64", "media_type", part.mediaType(), "data", part.base64())
							: Json.object("type", "url", "url", part.url()));
			case DOCUMENT -> null;
		};
	}

	@Override
	Object tool(ToolDefinition tool) {
		return tool(tool.name(), tool.description(), tool.schema());
	}

	@Override
	Map<String, Object> answer(RequestParts parts, AnswerSchema schema, Set<String> given) {
		if (parts.settings().containsKey(Setting.REASONING_BUDGET) || given.contains("thinking")) {
			// A forced tool excludes thinking.
			return Map.of("output_config",
					Json.object("format", Json.object("type", "json_schema", "schema", schema.schema())));
		}
		List<Object> tools = new ArrayList<>();
		parts.tools().forEach((tool) -> tools.add(tool(tool)));
		tools.add(tool(schema.name(), "Takes the answer.", schema.schema()));
		return Json.object("tools", tools, "tool_choice", parts.tools().isEmpty()
				? Json.object("type", "tool", "name", schema.name()) : Json.object("type", "any"));
	}

	private static Map<String, Object> tool(String name, String description, RawJson schema) {
		return Json.object("name", name, "description", description, "input_schema", schema);
	}

	@Override
	List<Object> messages(List<Message> messages) {
		List<Object> all = new ArrayList<>();
		List<Object> results = new ArrayList<>();
		for (Message message : messages) {
			if (message.toolResult() == null) {
				results = new ArrayList<>();
				message(message, all);
				continue;
			}
			if (results.isEmpty()) {
				// Results of one message's calls belong into one message.
				all.add(Json.object("role", "user", "content", results));
			}
			results.add(result(message.toolResult()));
		}
		return all;
	}

	@Override
	Object result(ToolResult result) {
		return Json.object("type", "tool_result", "tool_use_id", result.callId(), "content", result.result());
	}

	@Override
	void message(Message message, List<Object> to) {
		to.add(Json.object("role", message.role().wireName(), "content", blocks(message)));
	}

	private Object blocks(Message message) {
		List<RawJson> items = message.items(CallerFormat.MESSAGES);
		if (items != null) {
			return items;
		}
		if (!message.content().isEmpty()) {
			return content(message);
		}
		if (message.toolCalls().isEmpty()) {
			return message.text();
		}
		List<Object> blocks = new ArrayList<>();
		if (!message.text().isEmpty()) {
			blocks.add(Json.object("type", "text", "text", message.text()));
		}
		message.toolCalls()
			.forEach((call) -> blocks.add(Json.object("type", CALL, "id", call.id(), "name", call.name(), "input",
					Json.containerOrText(call.arguments()))));
		return blocks;
	}

	@Override
	public String json(Answer answer, AnswerSchema schema) {
		return answer.toolCalls()
			.stream()
			.filter((call) -> call.name().equals(schema.name()))
			.map(ToolCall::arguments)
			.findFirst()
			.orElse(answer.text());
	}

	@Override
	void texts(JsonNode block, BiConsumer<String, JsonNode> reader) {
		String text = text(block, "text", "text");
		if (text != null) {
			reader.accept(text, block);
		}
	}

	@Override
	void readParts(JsonNode body, AnswerBuilder answer) {
		answer.finishReason(Json.text(body, "stop_reason"));
		body.path("content").forEach((block) -> answer.reasoning(new Object(), text(block, "thinking", "thinking")));
	}

	static @Nullable String text(JsonNode block, String type, String member) {
		return type.equals(Json.text(block, "type")) ? Json.text(block, member) : null;
	}

	@Override
	void readUsage(JsonNode usage, AnswerBuilder answer) {
		answer.servedTier(Json.text(usage, "service_tier"));
		super.readUsage(usage, answer);
	}

	@Override
	TokenUsage tokens(JsonNode usage) {
		long cached = Json.number(usage, "cache_read_input_tokens");
		long written = Json.number(usage, "cache_creation_input_tokens");
		return new TokenUsage(Json.number(usage, "input_tokens") + cached + written,
				Json.number(usage, "output_tokens"), cached, written,
				Json.number(usage.path("output_tokens_details"), "thinking_tokens"));
	}

}
