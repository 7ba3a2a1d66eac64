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
 * Google Interactions (docs/wire-contract.md, section 8).
 */
final class InteractionsCodec extends FormatCodec {

	static final InteractionsCodec INSTANCE = new InteractionsCodec();

	private InteractionsCodec() {
		super(CallerFormat.INTERACTIONS, "steps", RawObjects.ALL);
	}

	@Override
	public String promptField() {
		return "input";
	}

	@Override
	String systemField() {
		return "system_instruction";
	}

	@Override
	@Nullable Object prompt(RequestParts parts) {
		if (parts.isSingleQuestion()) {
			return parts.messages().get(0).text();
		}
		return parts.messages().isEmpty() ? null : steps(parts);
	}

	@Override
	@Nullable Map<String, Object> setting(Setting setting, Object value, RequestParts parts) {
		if (setting == Setting.WEB_SEARCH) {
			return Map.of("tools", List.of(Map.of("type", "google_search")));
		}
		String name = switch (setting) {
			case MAX_TOKENS -> "max_output_tokens";
			case TEMPERATURE -> "temperature";
			case TOP_P -> "top_p";
			case REASONING_EFFORT -> "thinking_level";
			case TOOL_CHOICE -> "tool_choice";
			case STOP, REASONING_BUDGET, PARALLEL_TOOL_CALLS, WEB_SEARCH -> null;
		};
		Object written = (value instanceof ToolChoice choice) ? toolChoice(choice) : value;
		return (name != null && written != null) ? Map.of("generation_config", Map.of(name, written)) : null;
	}

	private static @Nullable String toolChoice(ToolChoice choice) {
		if (choice.name() != null) {
			return null;
		}
		return (choice == ToolChoice.REQUIRED) ? "any" : choice.toString();
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

	private List<Object> steps(RequestParts parts) {
		List<Object> steps = new ArrayList<>();
		for (Message message : parts.messages()) {
			ToolResult result = message.toolResult();
			if (result != null) {
				steps.add(Json.object("type", "function_result", "name", result.name(), "result",
						Json.treeOrText(result.result())));
			}
			else if (message.answer() != null) {
				steps.addAll(message.answer().items());
			}
			else if (message.toolCalls().isEmpty() || !message.text().isEmpty()) {
				String type = (message.role() == Message.Role.USER) ? "user_input" : "model_output";
				steps.add(Json.object("type", type, "content", message.content().isEmpty()
						? List.of(Json.object("type", "text", "text", message.text())) : content(message)));
			}
			message.toolCalls()
				.forEach((call) -> steps.add(Json.object("type", "function_call", "id", call.id(), "name", call.name(),
						"arguments", Json.treeOrText(call.arguments()))));
		}
		return steps;
	}

	@Override
	void texts(JsonNode step, BiConsumer<String, JsonNode> reader) {
		texts(step, "model_output", "text", reader);
	}

	@Override
	void read(JsonNode body, AnswerBuilder answer) {
		answer.head(body);
		answer.finishReason(Json.text(body, "status"));
		if (!answer.hasText()) {
			answer.text(text(body));
		}
		if (!answer.hasReasoning()) {
			body.path("steps").forEach((step) -> readThought(step, answer));
		}
		answer.calls()
			.readWhole(body.path("steps"), InteractionsCodec::isCall, (step) -> Json.text(step, "id"),
					(call, step) -> readCall(call, step).arguments(step.path("arguments")));
		JsonNode usage = body.path("usage");
		if (usage.isObject()) {
			long thoughts = Json.number(usage, "total_thought_tokens");
			answer.usage(usage,
					new TokenUsage(
							Json.number(usage, "total_input_tokens") + Json.number(usage, "total_tool_use_tokens"),
							Json.number(usage, "total_output_tokens") + thoughts,
							Json.number(usage, "total_cached_tokens"), 0, thoughts));
		}
	}

	private static void readThought(JsonNode step, AnswerBuilder answer) {
		if ("thought".equals(Json.text(step, "type"))) {
			step.path("summary").forEach((part) -> answer.reasoning(step, Json.text(part, "text")));
		}
	}

	static boolean isCall(JsonNode step) {
		return "function_call".equals(Json.text(step, "type"));
	}

	static PendingCall readCall(PendingCall call, JsonNode step) {
		call.describe(Json.text(step, "id"), Json.text(step, "name"));
		return call;
	}

	@Override
	public EventReader events() {
		return new InteractionsEvents();
	}

}
