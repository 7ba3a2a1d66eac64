package com.flexinference.router.internal.model;

import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A request, independent of its format. The messages include system texts. Without a
 * schema the answer is free text.
 */
public record ParsedRequest(List<Message> messages, int maxTokens, List<ToolChoice.Tool> tools, ToolChoice toolChoice,
		boolean webSearch, @Nullable JsonNode schema, boolean reasoning) {

	public static int maxTokens(JsonNode limit) {
		return (limit.isInt() && limit.intValue() > 0) ? limit.intValue() : Integer.MAX_VALUE;
	}

	Message last() {
		return last(Message.Role.USER, Message.Role.TOOL);
	}

	// Those in the user's last message
	public PromptDirectives directives() {
		return PromptDirectives.of(last(Message.Role.USER).text());
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
