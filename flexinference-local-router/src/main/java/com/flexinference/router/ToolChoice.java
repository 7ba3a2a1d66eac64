package com.flexinference.router;

import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Whether a tool may, must or must not be called.
 *
 * @param mode the mode
 * @param name the tool that must be called or {@code null} if any will do
 */
record ToolChoice(Mode mode, @Nullable String name) {

	/**
	 * Read the keyword a format has for the mode.
	 */
	static ToolChoice ofKeyword(JsonNode keyword) {
		return switch (keyword.asString("auto")) {
			case "none" -> new ToolChoice(Mode.NONE, null);
			case "any", "required" -> new ToolChoice(Mode.REQUIRED, null);
			default -> new ToolChoice(Mode.AUTO, null);
		};
	}

	static ToolChoice ofName(JsonNode name) {
		return new ToolChoice(Mode.REQUIRED, name.asString(""));
	}

	/**
	 * Pick the tool to call after the last turn, or {@code null} to answer with text. A
	 * tool that need not be called is called when the user names it.
	 */
	@Nullable Tool pick(List<Tool> tools, Turn last) {
		String text = last.text().toLowerCase(Locale.ROOT);
		return tools.stream().filter((tool) -> switch (this.mode) {
			case NONE -> false;
			case REQUIRED -> this.name == null || this.name.equals(tool.name());
			case AUTO -> last.role() == Turn.Role.USER && text.contains(tool.name().toLowerCase(Locale.ROOT));
		}).findFirst().orElse(null);
	}

	enum Mode {

		AUTO, REQUIRED, NONE

	}

}
