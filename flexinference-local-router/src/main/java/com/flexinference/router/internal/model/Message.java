package com.flexinference.router.internal.model;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

import tools.jackson.databind.JsonNode;

import com.flexinference.router.internal.Json;

/**
 * One message of the conversation a caller sends.
 *
 * @param role who speaks
 * @param text what is said, empty if it is not text
 */
public record Message(Role role, String text) {

	private static final Pattern WORD = Pattern.compile("\\S+");

	public static Message user(JsonNode content) {
		return new Message(Role.USER, text(content));
	}

	public static Message tool(JsonNode content) {
		String text = text(content);
		return new Message(Role.TOOL, (text.isEmpty() && !content.isMissingNode()) ? Json.text(content) : text);
	}

	public static Message other(JsonNode content) {
		return new Message(Role.OTHER, text(content));
	}

	public static Message of(String role, JsonNode content) {
		return "user".equals(role) ? user(content) : other(content);
	}

	/**
	 * The size of the message; a word is a token here.
	 */
	public int tokens() {
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
	public enum Role {

		USER, TOOL, OTHER

	}

}
