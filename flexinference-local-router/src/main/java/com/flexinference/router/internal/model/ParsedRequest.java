package com.flexinference.router.internal.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A request, independent of its format. The messages include system texts. Without a
 * schema the answer is free text.
 */
public record ParsedRequest(List<Message> messages, int maxTokens, List<ToolChoice.Tool> tools, ToolChoice toolChoice,
		boolean webSearch, @Nullable JsonNode schema, boolean reasoning) {

	private static final Pattern DIRECTIVE = Pattern.compile("\\[([a-z0-9_]+)(?::(\\d{1,4}))?]");

	public static int maxTokens(JsonNode limit) {
		return (limit.isInt() && limit.intValue() > 0) ? limit.intValue() : Integer.MAX_VALUE;
	}

	Message last() {
		return last(Message.Role.USER, Message.Role.TOOL);
	}

	// The words in square brackets by which the user's last message requests effects,
	// such as [flex_deadline] or [upstream_503:2], with the number after the colon, the
	// largest one if there is none
	public Map<String, Integer> directives() {
		Map<String, Integer> directives = new LinkedHashMap<>();
		Matcher matcher = DIRECTIVE.matcher(last(Message.Role.USER).text());
		while (matcher.find()) {
			String count = matcher.group(2);
			directives.putIfAbsent(matcher.group(1), (count != null) ? Integer.parseInt(count) : Integer.MAX_VALUE);
		}
		return directives;
	}

	private Message last(Message.Role... roles) {
		List<Message.Role> wanted = List.of(roles);
		return this.messages.stream()
			.filter((message) -> wanted.contains(message.role()) && !message.isEmpty())
			.reduce((first, second) -> second)
			.orElse(new Message(Message.Role.USER, "", List.of()));
	}

	public int tokens() {
		return Math.max(1, this.messages.stream().mapToInt(Message::tokens).sum());
	}

}
