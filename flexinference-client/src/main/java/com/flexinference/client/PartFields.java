package com.flexinference.client;

import java.util.Collections;
import java.util.List;
import java.util.Set;

import com.flexinference.client.internal.format.RequestParts;

/**
 * The fields that say the same as the common parts of a request, in any of the formats.
 */
final class PartFields {

	private static final Set<String> MESSAGES = Set.of("input", "messages");

	private static final Set<String> SYSTEM = Set.of("instructions", "system_instruction", "system");

	private static final Set<String> MAX_TOKENS = Set.of("max_output_tokens", "max_completion_tokens", "max_tokens");

	private PartFields() {
	}

	/**
	 * Return whether a field says what a common part says already.
	 * @param name the name of the field
	 * @param parts the common parts
	 * @return whether that part is set
	 */
	static boolean isReplaced(String name, RequestParts parts) {
		return MESSAGES.contains(name) && !parts.messages().isEmpty() || SYSTEM.contains(name) && parts.system() != null
				|| MAX_TOKENS.contains(name) && parts.maxTokens() != null
				|| name.equals("tools") && !parts.tools().isEmpty();
	}

	/**
	 * Remove the parts that fields say already.
	 * @param names the names of the fields
	 * @param parts the common parts
	 * @return the other parts
	 */
	static RequestParts without(Set<String> names, RequestParts parts) {
		return new RequestParts(Collections.disjoint(names, SYSTEM) ? parts.system() : null,
				Collections.disjoint(names, MESSAGES) ? parts.messages() : List.of(),
				Collections.disjoint(names, MAX_TOKENS) ? parts.maxTokens() : null,
				names.contains("tools") ? List.of() : parts.tools(), parts.answer());
	}

}
