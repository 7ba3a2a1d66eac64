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
import com.flexinference.client.message.ToolChoice;

/**
 * Google Interactions (docs/wire-contract.md, section 8).
 */
final class InteractionsCodec extends FormatCodec {

	static final InteractionsCodec INSTANCE = new InteractionsCodec();

	private static final String CALL = "function_call";

	private InteractionsCodec() {
		super(CallerFormat.INTERACTIONS, "input", "system_instruction", "/steps",
				new CallFields(CALL, "id", "arguments"));
	}

	@Override
	@Nullable Object toolChoice(ToolChoice choice) {
		if (choice.name() != null) {
			return null;
		}
		return (choice == ToolChoice.REQUIRED) ? "any" : choice.toString();
	}

	@Override
	Object webSearch() {
		return List.of(Map.of("type", "google_search"));
	}

	@Override
	@Nullable Map<String, Object> content(ContentPart part) {
		if (part.kind() == ContentPart.Kind.TEXT) {
			return Json.object("type", "text", "text", part.text());
		}
		String type = (part.kind() == ContentPart.Kind.IMAGE) ? "image" : "document";
		return part.isData() ? Json.object("type", type, "mime_type", part.mediaType(), "data", part.base64()) : null;
	}

	@Override
	Object tool(ToolDefinition tool) {
		return Json.object("type", "function", "name", tool.name(), "description", tool.description(), "parameters",
				tool.schema());
	}

	@Override
	Map<String, Object> answer(RequestParts parts, AnswerSchema schema, Set<String> given) {
		return Map.of("response_format", schema.schema());
	}

	@Override
	Object result(ToolResult result) {
		return Json.object("type", "function_result", "name", result.name(), "result",
				Json.containerOrText(result.result()));
	}

	@Override
	void message(Message message, List<Object> to) {
		if (message.toolCalls().isEmpty() || !message.text().isEmpty()) {
			String type = (message.role() == Message.Role.USER) ? "user_input" : "model_output";
			to.add(Json.object("type", type, "content", message.content().isEmpty()
					? List.of(Json.object("type", "text", "text", message.text())) : content(message)));
		}
		message.toolCalls()
			.forEach((call) -> to.add(Json.object("type", CALL, "id", call.id(), "name", call.name(), "arguments",
					Json.containerOrText(call.arguments()))));
	}

	@Override
	void texts(JsonNode step, BiConsumer<String, JsonNode> reader) {
		texts(step, "model_output", "text", reader);
	}

	@Override
	void readParts(JsonNode body, AnswerBuilder answer) {
		answer.finishReason(Json.text(body, "status"));
		if (!answer.hasReasoning()) {
			body.path("steps").forEach((step) -> readThought(step, answer));
		}
	}

	@Override
	TokenUsage tokens(JsonNode usage) {
		long thoughts = Json.number(usage, "total_thought_tokens");
		return new TokenUsage(Json.number(usage, "total_input_tokens") + Json.number(usage, "total_tool_use_tokens"),
				Json.number(usage, "total_output_tokens") + thoughts, Json.number(usage, "total_cached_tokens"), 0,
				thoughts);
	}

	private static void readThought(JsonNode step, AnswerBuilder answer) {
		if ("thought".equals(Json.text(step, "type"))) {
			step.path("summary").forEach((part) -> answer.reasoning(step, Json.text(part, "text")));
		}
	}

}
