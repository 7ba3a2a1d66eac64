package com.flexinference.client;

import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import tools.jackson.databind.JsonNode;

import com.flexinference.client.InvalidRequestException.Violation;
import com.flexinference.client.format.CallerFormat;
import com.flexinference.client.internal.format.FormatCodec;
import com.flexinference.client.internal.json.RawJson;
import com.flexinference.client.internal.request.AnswerItems;
import com.flexinference.client.internal.request.Message;
import com.flexinference.client.internal.request.RequestParts;
import com.flexinference.client.internal.request.Setting;
import com.flexinference.client.internal.request.ToolResult;
import com.flexinference.client.message.ToolChoice;

/**
 * The rules for the parts of a request: what its caller format has, which tools can be
 * told apart, and what Anthropic accepts beside thinking that has a budget of tokens.
 */
final class PartRules {

	private final Map<String, RawJson> fields;

	private final RequestParts parts;

	private final CallerFormat format;

	private final Set<Violation> violations = new LinkedHashSet<>();

	private PartRules(Map<String, RawJson> fields, RequestParts parts, CallerFormat format) {
		this.fields = fields;
		this.parts = parts;
		this.format = format;
	}

	static Set<Violation> check(Map<String, RawJson> fields, RequestParts parts, CallerFormat format) {
		PartRules rules = new PartRules(fields, parts, format);
		parts.settings()
			.keySet()
			.forEach((setting) -> rules.checkSupported(setting.label(), (codec) -> codec.supports(setting, parts)));
		parts.messages().forEach(rules::checkMessage);
		rules.checkTools();
		if (format == CallerFormat.MESSAGES && "enabled".equals(rules.tree("thinking").path("type").asString(""))
				&& rules.tree("model").asString("").startsWith("claude-")) {
			rules.checkThinking();
			rules.checkThinkingBeforeCalls();
		}
		return rules.violations;
	}

	private void checkMessage(Message message) {
		AnswerItems answer = message.answer();
		if (answer != null && answer.format() != this.format && message.toolCalls().isEmpty()) {
			violation("assistant",
					"has an answer in the format " + name(answer.format()) + ", which a request in the format "
							+ name(this.format) + " cannot take back",
					"answers in the format " + name(this.format), "assistant(answer.text())");
		}
		ToolResult result = message.toolResult();
		if (result != null && result.callId() == null && this.format != CallerFormat.INTERACTIONS) {
			violation("toolResult", "has no id of the call that it answers",
					"a result with the id; only the format interactions has none", "toolResult(call, value)");
		}
		message.content().forEach((part) -> checkSupported(part.label(), (codec) -> codec.supports(part)));
	}

	private void checkSupported(String part, Predicate<FormatCodec> supported) {
		if (!supported.test(FormatCodec.of(this.format))) {
			String formats = Arrays.stream(CallerFormat.values())
				.filter((candidate) -> supported.test(FormatCodec.of(candidate)))
				.map(PartRules::name)
				.collect(Collectors.joining(", "));
			violation(part, "is not supported in a request in the format " + name(this.format),
					formats.isEmpty() ? "a request without it" : "the formats " + formats, "a request without it");
		}
	}

	private static String name(CallerFormat format) {
		return format.name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	private void checkTools() {
		ToolChoice choice = (ToolChoice) this.parts.settings().get(Setting.TOOL_CHOICE);
		String named = (choice != null) ? choice.name() : null;
		if (named == null && this.parts.tools().isEmpty()) {
			return;
		}
		Set<String> names = new HashSet<>();
		for (JsonNode tool : tree("tools")) {
			String name = tool.path("name").asString(tool.path("function").path("name").asString(""));
			if (!name.isEmpty() && !names.add(name)) {
				violation("tools", "has two tools with the name '" + name + "'", "tools with different names",
						"tool(\"" + name + "\", …) once");
			}
		}
		if (named != null && !names.contains(named)) {
			violation("toolChoice", "names the tool '" + named + "', which the request does not have",
					names.isEmpty() ? "a tool of the request" : "the tools " + String.join(", ", names),
					"tool(\"" + named + "\", …)");
		}
	}

	private void checkThinking() {
		JsonNode budget = tree("thinking").path("budget_tokens");
		JsonNode maxTokens = tree("max_tokens");
		if (budget.isInt() && maxTokens.isInt() && budget.intValue() >= maxTokens.intValue()) {
			violation("thinking.budget_tokens", "is " + budget + ", but the whole answer has at most " + maxTokens,
					"a budget that is less than max_tokens", "maxTokens(4096).reasoningBudget(2048)");
		}
		JsonNode temperature = tree("temperature");
		if (temperature.isNumber() && temperature.doubleValue() != 1) {
			violation("temperature", "must not be " + temperature + " when the model thinks", "no temperature, or 1",
					"reasoningBudget(2048), without temperature(…)");
		}
		if (Set.of("any", "tool").contains(tree("tool_choice").path("type").asString(""))) {
			violation("tool_choice", "must not force a tool when the model thinks", "toolChoice(ToolChoice.AUTO)",
					"reasoningBudget(2048), without toolChoice(…)");
		}
	}

	private void checkThinkingBeforeCalls() {
		Message last = null;
		for (Message message : this.parts.messages()) {
			last = (message.role() == Message.Role.ASSISTANT) ? message : last;
		}
		if (last != null && !last.toolCalls().isEmpty() && last.items(CallerFormat.MESSAGES) == null) {
			violation("toolCalls", "has the calls of the answer without the thinking before them, which has to go back",
					"assistant(answer), which has both", "assistant(answer).toolResult(call, value)");
		}
	}

	private JsonNode tree(String name) {
		return RequestJson.tree(this.fields, name);
	}

	private void violation(String part, String problem, String allowed, String example) {
		this.violations.add(new Violation(part, null, problem, allowed, example));
	}

}
