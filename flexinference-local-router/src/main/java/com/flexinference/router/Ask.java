package com.flexinference.router;

import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a caller asks for, in no format.
 *
 * @param turns the conversation, system texts included
 * @param maxTokens the most tokens the answer may have
 * @param tools the functions offered
 * @param toolChoice whether they must be called, and how many of them may be
 * @param schema the JSON schema the answer must match or {@code null} for free text
 * @param reasoning whether the model is to reason before it answers
 */
record Ask(List<Turn> turns, int maxTokens, List<Tool> tools, ToolChoice toolChoice, @Nullable JsonNode schema,
		boolean reasoning) {

	/**
	 * Read a limit that may be unset.
	 */
	static int maxTokens(JsonNode limit) {
		return (limit.isInt() && limit.intValue() > 0) ? limit.intValue() : Integer.MAX_VALUE;
	}

	/**
	 * The turn to answer.
	 */
	Turn last() {
		return last(Turn.Role.USER, Turn.Role.TOOL);
	}

	/**
	 * The cues in the user's last turn.
	 */
	Cues cues() {
		return Cues.of(last(Turn.Role.USER).text());
	}

	private Turn last(Turn.Role... roles) {
		List<Turn.Role> wanted = List.of(roles);
		return this.turns.stream()
			.filter((turn) -> wanted.contains(turn.role()) && !turn.text().isBlank())
			.reduce((first, second) -> second)
			.orElse(new Turn(Turn.Role.USER, ""));
	}

	/**
	 * The size of the conversation.
	 */
	int tokens() {
		return Math.max(1, this.turns.stream().mapToInt(Turn::tokens).sum());
	}

}
