package com.flexinference.router.internal.model;

import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import tools.jackson.databind.JsonNode;

import com.flexinference.router.internal.Json;

/**
 * One message of the conversation that a caller sends.
 */
public record Message(Role role, String text, List<Media> media) {

	private static final Pattern WORD = Pattern.compile("\\S+");

	public static Message user(JsonNode content) {
		return of(Role.USER, content);
	}

	public static Message tool(JsonNode content) {
		Message message = of(Role.TOOL, content);
		return (message.isEmpty() && !content.isMissingNode())
				? new Message(Role.TOOL, Json.text(content), message.media) : message;
	}

	public static Message other(JsonNode content) {
		return of(Role.OTHER, content);
	}

	private static Message of(Role role, JsonNode content) {
		List<Media> media = content.valueStream().map(Media::of).filter(Objects::nonNull).toList();
		return new Message(role, text(content), media);
	}

	public static Message of(String role, JsonNode content) {
		return "user".equals(role) ? user(content) : other(content);
	}

	boolean isEmpty() {
		return this.text.isBlank() && this.media.isEmpty();
	}

	// A word is a token here
	public int tokens() {
		return (int) WORD.matcher(this.text).results().count();
	}

	// The content is a string or an array of parts in all formats
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
