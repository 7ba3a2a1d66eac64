package com.flexinference.router.internal.format;

import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import com.flexinference.router.internal.Json;
import com.flexinference.router.internal.error.ErrorCode;
import com.flexinference.router.internal.error.RouterException;
import com.flexinference.router.internal.model.ToolChoice.Tool;

/**
 * Fields that several formats have in common.
 */
final class RequestFields {

	private RequestFields() {
	}

	static JsonNode input(ObjectNode request) {
		JsonNode input = request.path("input");
		RouterException.check(!input.isMissingNode(), ErrorCode.MISSING_INPUT, "input", "'input' is required");
		return input;
	}

	static JsonNode messages(ObjectNode request) {
		JsonNode messages = request.path("messages");
		RouterException.check(messages.isArray(), ErrorCode.MISSING_MESSAGES, "messages",
				"'messages' must be an array");
		return messages;
	}

	// The functions that are offered as tools
	static List<Tool> functions(ObjectNode request) {
		return request.path("tools")
			.valueStream()
			.filter((tool) -> "function".equals(Json.type(tool)))
			.map((tool) -> new Tool(tool.path("name").asString(""), tool.path("parameters")))
			.toList();
	}

	// Whether a tool of a provider is offered, such as web_search_20250305
	static boolean offers(ObjectNode request, String tool) {
		return request.path("tools").valueStream().anyMatch((offered) -> Json.type(offered).startsWith(tool));
	}

	static boolean parallel(ObjectNode request) {
		return request.path("parallel_tool_calls").asBoolean(true);
	}

	// The schema of OpenAI's response formats, null for text
	static @Nullable JsonNode schema(JsonNode format, JsonNode schema) {
		return switch (format.path("type").asString("text")) {
			case "json_schema" -> schema;
			case "json_object" -> Json.object();
			default -> null;
		};
	}

}
