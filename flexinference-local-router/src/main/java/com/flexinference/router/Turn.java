package com.flexinference.router;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

import tools.jackson.databind.JsonNode;

/**
 * One turn of the conversation a caller sends.
 *
 * @param role who speaks
 * @param text what is said, empty if it is not text
 */
record Turn(Role role, String text) {

	private static final Pattern WORD = Pattern.compile("\\S+");

	static Turn user(JsonNode content) {
		return new Turn(Role.USER, text(content));
	}

	static Turn tool(JsonNode content) {
		String text = text(content);
		return new Turn(Role.TOOL, (text.isEmpty() && !content.isMissingNode()) ? Json.text(content) : text);
	}

	static Turn other(JsonNode content) {
		return new Turn(Role.OTHER, text(content));
	}

	static Turn of(String role, JsonNode content) {
		return "user".equals(role) ? user(content) : other(content);
	}

	/**
	 * The size of the turn; a word is a token here.
	 */
	int tokens() {
		return (int) WORD.matcher(this.text).results().count();
	}

	/**
	 * The text of a content that is a string or an array of parts, which all formats
	 * know.
	 */
	private static String text(JsonNode content) {
		if (content.isString()) {
			return content.stringValue();
		}
		if (!content.isArray()) {
			return "";
		}
		return content.valueStream()
			.map((part) -> part.isString() ? part : part.path("text"))
			.filter(JsonNode::isString)
			.map(JsonNode::stringValue)
			.collect(Collectors.joining("\n"));
	}

	/**
	 * Who speaks, as far as the answer depends on it.
	 */
	enum Role {

		USER, TOOL, OTHER

	}

}
