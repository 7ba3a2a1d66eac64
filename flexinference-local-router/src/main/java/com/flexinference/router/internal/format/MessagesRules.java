package com.flexinference.router.internal.format;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import com.flexinference.router.internal.Json;
import com.flexinference.router.internal.routing.Route;

/**
 * What Anthropic rejects in a request of its format.
 */
record MessagesRules(ObjectNode request) {

	static final String CALL = "toolu";

	static final String CALL_AFTER_THOUGHT = "toolu_thought";

	private static final int SMALLEST_BUDGET = 1_024;

	boolean thinks() {
		return isThinkingEnabled() || "adaptive".equals(Json.type(this.request.path("thinking")));
	}

	private boolean isThinkingEnabled() {
		return "enabled".equals(Json.type(this.request.path("thinking")));
	}

	void check() {
		int maxTokens = this.request.path("max_tokens").asInt(0);
		check(maxTokens >= 1, "max_tokens: Field required");
		int budget = this.request.path("thinking").path("budget_tokens").asInt(0);
		check(!isThinkingEnabled() || (budget >= SMALLEST_BUDGET && budget < maxTokens),
				"thinking.budget_tokens: must be at least 1024 and less than max_tokens");
		JsonNode format = this.request.path("output_config").path("format");
		StrictSchema.checkAnthropic(format.path("schema"), "output_config.format");
		this.request.path("tools")
			.valueStream()
			.filter((tool) -> tool.path("strict").asBoolean(false))
			.forEach((tool) -> StrictSchema.checkAnthropic(tool.path("input_schema"), "tool " + tool.path("name")));
		if (thinks()) {
			String choice = Json.type(this.request.path("tool_choice"));
			check(!"any".equals(choice) && !"tool".equals(choice),
					"Thinking may not be enabled when tool_choice forces tool use.");
			checkThoughts(this.request.path("messages"));
		}
	}

	private void checkThoughts(JsonNode messages) {
		int last = -1;
		for (int i = 0; i < messages.size(); i++) {
			checkSignatures(messages.path(i).path("content"), "messages." + i + ".content.");
			last = "assistant".equals(messages.path(i).path("role").asString("")) ? i : last;
		}
		JsonNode first = messages.path(last).path("content").path(0);
		check(Json.type(first).endsWith("thinking") || !needsThought(messages.path(last).path("content")),
				"messages." + last + ".content.0.type: Expected `thinking` or `redacted_thinking`, but found `"
						+ Json.type(first)
						+ "`. When `thinking` is enabled, a final `assistant` message must start with "
						+ "a thinking block. Send back the thinking blocks before the calls of tools as they came.");
	}

	private void checkSignatures(JsonNode blocks, String path) {
		for (int i = 0; i < blocks.size(); i++) {
			JsonNode block = blocks.path(i);
			check(!"thinking".equals(Json.type(block))
					|| Signature.of(block.path("thinking").asString("")).equals(block.path("signature").asString("")),
					path + i + ": Invalid `signature` in `thinking` block");
		}
	}

	// With adaptive thinking, and in a script, there are calls without a thought
	private boolean needsThought(JsonNode blocks) {
		return blocks.valueStream()
			.filter((block) -> "tool_use".equals(Json.type(block)))
			.map((call) -> call.path("id").asString(""))
			.anyMatch((id) -> id.startsWith(CALL_AFTER_THOUGHT)
					|| (isThinkingEnabled() && !id.startsWith(CALL + "_local")));
	}

	private static void check(boolean fine, String message) {
		if (!fine) {
			throw Route.ANTHROPIC.rejection("invalid_request_error", message);
		}
	}

}
