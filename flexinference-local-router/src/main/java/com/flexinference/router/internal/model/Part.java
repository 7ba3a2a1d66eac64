package com.flexinference.router.internal.model;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import com.flexinference.router.internal.Json;

/**
 * One part of what the simulated model produces: a text, the query of a search or the
 * JSON arguments of a tool call. It is cut into the pieces that a stream sends; a piece
 * counts as a token.
 */
public record Part(Kind kind, @Nullable String tool, List<String> pieces) {

	private static final Pattern WORDS = Pattern.compile("\\s*\\S+\\s*|\\s+");

	private static final Pattern FRAGMENTS = Pattern.compile(".{1,12}", Pattern.DOTALL);

	public static Part ofWords(Kind kind, String text) {
		return new Part(kind, null, cut(WORDS, text));
	}

	static Part ofJson(JsonNode json) {
		return new Part(Kind.TEXT, null, cut(FRAGMENTS, Json.text(json)));
	}

	public static Part ofToolCall(String tool, JsonNode arguments) {
		return new Part(Kind.TOOL_CALL, tool, cut(FRAGMENTS, Json.text(arguments)));
	}

	private static List<String> cut(Pattern pattern, String text) {
		return pattern.matcher(text).results().map(MatchResult::group).toList();
	}

	public Part limit(int tokens) {
		return (tokens < tokens()) ? new Part(this.kind, this.tool, this.pieces.subList(0, tokens)) : this;
	}

	public boolean is(Kind kind) {
		return this.kind == kind;
	}

	public int tokens() {
		return is(Kind.SEARCH) ? 0 : this.pieces.size();
	}

	public String text() {
		return String.join("", this.pieces);
	}

	// What cites a web page, and the rest
	public List<Part> byCitation() {
		String text = text();
		int cited = WebPage.CITED_TEXT.length();
		return (WebPage.isCitedIn(text) && text.length() > cited)
				? List.of(ofWords(this.kind, text.substring(0, cited)), ofWords(this.kind, text.substring(cited)))
				: List.of(this);
	}

	public JsonNode arguments() {
		return Json.read(text());
	}

	public enum Kind {

		REASONING, SEARCH, TEXT, REFUSAL, TOOL_CALL

	}

}
