package com.flexinference.router.internal.model;

import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Whether tools may, must or must not be called, and which one.
 */
public record ToolChoice(Mode mode, @Nullable String name, boolean parallel) {

	// The arguments of each call can be large
	private static final int MOST_CALLS = 128;

	// The name is a missing node if no tool is named
	public static ToolChoice of(JsonNode name, JsonNode keyword, boolean parallel) {
		if (!name.isMissingNode()) {
			return new ToolChoice(Mode.REQUIRED, name.asString(""), parallel);
		}
		return switch (keyword.asString("auto")) {
			case "none" -> new ToolChoice(Mode.NONE, null, parallel);
			case "any", "required" -> new ToolChoice(Mode.REQUIRED, null, parallel);
			default -> new ToolChoice(Mode.AUTO, null, parallel);
		};
	}

	// Those the user names, and at least one where one must be called
	List<Tool> pick(List<Tool> tools, Message last) {
		if (this.mode == Mode.NONE) {
			return List.of();
		}
		if (this.name != null) {
			return tools.stream().filter((tool) -> this.name.equals(tool.name())).limit(1).toList();
		}
		String text = (last.role() == Message.Role.USER) ? last.text().toLowerCase(Locale.ROOT) : "";
		List<Tool> named = tools.stream()
			.filter((tool) -> text.contains(tool.name().toLowerCase(Locale.ROOT)))
			.limit(this.parallel ? MOST_CALLS : 1)
			.toList();
		return (named.isEmpty() && this.mode == Mode.REQUIRED) ? tools.stream().limit(1).toList() : named;
	}

	/**
	 * A function that a caller offers, with the JSON schema of its arguments.
	 */
	public record Tool(String name, JsonNode schema) {

	}

	enum Mode {

		AUTO, REQUIRED, NONE

	}

}
