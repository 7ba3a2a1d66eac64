package com.flexinference.client;

import java.util.Collections;
import java.util.List;
import java.util.Set;

import com.flexinference.client.format.Prompt;

/**
 * The fields that say the same as the common parts of a prompt, in any of the formats.
 */
final class PromptFields {

	private static final Set<String> TURNS = Set.of("input", "messages");

	private static final Set<String> SYSTEM = Set.of("instructions", "system_instruction", "system");

	private static final Set<String> MAX_TOKENS = Set.of("max_output_tokens", "max_completion_tokens", "max_tokens");

	private PromptFields() {
	}

	/**
	 * Return whether a field says what a prompt says already.
	 * @param name the name of the field
	 * @param prompt the prompt
	 * @return whether the prompt has that part
	 */
	static boolean isReplaced(String name, Prompt prompt) {
		return TURNS.contains(name) && !prompt.turns().isEmpty() || SYSTEM.contains(name) && prompt.system() != null
				|| MAX_TOKENS.contains(name) && prompt.maxTokens() != null
				|| name.equals("tools") && !prompt.tools().isEmpty();
	}

	/**
	 * Remove the parts of a prompt that fields say already.
	 * @param names the names of the fields
	 * @param prompt the prompt
	 * @return a prompt with the other parts
	 */
	static Prompt without(Set<String> names, Prompt prompt) {
		return new Prompt(Collections.disjoint(names, SYSTEM) ? prompt.system() : null,
				Collections.disjoint(names, TURNS) ? prompt.turns() : List.of(),
				Collections.disjoint(names, MAX_TOKENS) ? prompt.maxTokens() : null,
				names.contains("tools") ? List.of() : prompt.tools(), prompt.answer());
	}

}
