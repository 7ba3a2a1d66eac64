package com.flexinference.router.internal.format;

import java.util.List;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import com.flexinference.router.internal.error.ErrorCode;
import com.flexinference.router.internal.error.RouterException;
import com.flexinference.router.internal.model.Tool;

/**
 * Fields that several formats have in common.
 */
final class RequestFields {

	private RequestFields() {
	}

	static JsonNode input(ObjectNode request) {
		JsonNode input = request.get("input");
		if (input == null) {
			throw new RouterException(ErrorCode.MISSING_INPUT, "input", "'input' is required");
		}
		return input;
	}

	static JsonNode messages(ObjectNode request) {
		JsonNode messages = request.get("messages");
		if (messages == null || !messages.isArray()) {
			throw new RouterException(ErrorCode.MISSING_MESSAGES, "messages", "'messages' must be an array");
		}
		return messages;
	}

	// The functions that are offered as tools
	static List<Tool> functions(ObjectNode request) {
		return request.path("tools")
			.valueStream()
			.filter((tool) -> "function".equals(tool.path("type").asString("")))
			.map((tool) -> new Tool(tool.path("name").asString(""), tool.path("parameters")))
			.toList();
	}

	// Whether a tool of a provider is offered, such as web_search_20250305
	static boolean offers(ObjectNode request, String tool) {
		return request.path("tools")
			.valueStream()
			.anyMatch((offered) -> offered.path("type").asString("").startsWith(tool));
	}

	/**
	 * Return a field of the request, or a default where it is absent.
	 * @param request the request
	 * @param name the name of the field
	 * @param defaultValue the default
	 * @return the value
	 */
	static JsonNode echo(ObjectNode request, String name, JsonNode defaultValue) {
		JsonNode value = request.get(name);
		return (value != null) ? value : defaultValue;
	}

}
