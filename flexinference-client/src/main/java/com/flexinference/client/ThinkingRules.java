package com.flexinference.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

import com.flexinference.client.InvalidRequestException.Violation;
import com.flexinference.client.format.CallerFormat;
import com.flexinference.client.internal.json.RawJson;
import com.flexinference.client.internal.request.Message;
import com.flexinference.client.internal.request.RequestParts;

/**
 * Finds what Anthropic refuses beside thinking that has a budget of tokens.
 */
final class ThinkingRules {

	private final Map<String, RawJson> fields;

	private final List<Violation> violations = new ArrayList<>();

	private ThinkingRules(Map<String, RawJson> fields) {
		this.fields = fields;
	}

	static List<Violation> check(Map<String, RawJson> fields, RequestParts parts) {
		ThinkingRules rules = new ThinkingRules(fields);
		JsonNode thinking = rules.tree("thinking");
		if ("enabled".equals(thinking.path("type").asString(""))
				&& rules.tree("model").asString("").startsWith("claude-")) {
			rules.checkBudget(thinking.path("budget_tokens"), rules.tree("max_tokens"));
			rules.checkSettings();
			rules.checkCalls(parts.messages());
		}
		return rules.violations;
	}

	private void checkBudget(JsonNode budget, JsonNode maxTokens) {
		if (budget.isInt() && maxTokens.isInt() && budget.intValue() >= maxTokens.intValue()) {
			violation("thinking.budget_tokens", "is " + budget + ", but the whole answer has at most " + maxTokens,
					"a budget that is less than max_tokens", "maxTokens(4096).reasoningBudget(2048)");
		}
	}

	private void checkSettings() {
		JsonNode temperature = tree("temperature");
		if (temperature.isNumber() && temperature.doubleValue() != 1) {
			violation("temperature", "must not be " + temperature + " when the model thinks", "no temperature, or 1",
					"reasoningBudget(2048), without temperature(…)");
		}
		String choice = tree("tool_choice").path("type").asString("");
		if (Set.of("any", "tool").contains(choice)) {
			violation("tool_choice", "must not force a tool when the model thinks", "toolChoice(ToolChoice.AUTO)",
					"reasoningBudget(2048), without toolChoice(…)");
		}
	}

	private void checkCalls(List<Message> messages) {
		Message last = null;
		for (Message message : messages) {
			last = (message.role() == Message.Role.ASSISTANT) ? message : last;
		}
		if (last != null && !last.toolCalls().isEmpty() && last.items(CallerFormat.MESSAGES) == null) {
			violation("toolCalls", "has the calls of the answer without the thinking before them, which has to go back",
					"assistant(answer), which has both", "assistant(answer).toolResult(call, value)");
		}
	}

	private JsonNode tree(String name) {
		RawJson raw = this.fields.get(name);
		return (raw != null && raw != RawJson.OMITTED) ? raw.tree() : MissingNode.getInstance();
	}

	private void violation(String field, String problem, String allowed, String example) {
		this.violations.add(new Violation(field, null, problem, allowed, example));
	}

}
