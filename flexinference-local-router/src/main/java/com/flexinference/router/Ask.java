package com.flexinference.router;

import java.util.List;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a caller asks for, in no format.
 *
 * @param turns the conversation, system texts included
 * @param maxTokens the most tokens the answer may have
 * @param tools the functions offered
 * @param toolChoice whether one of them must be called
 * @param schema the JSON schema the answer must match or {@code null} for free text
 */
record Ask(List<Turn> turns, int maxTokens, List<Tool> tools, ToolChoice toolChoice, @Nullable JsonNode schema) {

	private static final Pattern WORD = Pattern.compile("\\S+");

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
		return this.turns.stream()
			.filter((turn) -> turn.role() != Turn.Role.OTHER && !turn.text().isBlank())
			.reduce((first, second) -> second)
			.orElse(new Turn(Turn.Role.USER, ""));
	}

	/**
	 * The size of the conversation; a word is a token here.
	 */
	int tokens() {
		long words = this.turns.stream().mapToLong((turn) -> WORD.matcher(turn.text()).results().count()).sum();
		return (int) Math.max(1, words);
	}

}
