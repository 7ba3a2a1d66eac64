package com.flexinference.router;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What the simulated model produced, in no format.
 *
 * @param pieces the text, or the JSON arguments of the tool call, cut as a stream has it;
 * a piece is a token here
 * @param tool the name of the tool to call or {@code null} if the pieces are text
 * @param finish why it ended
 */
record Completion(List<String> pieces, @Nullable String tool, Finish finish) {

	private static final Pattern WORDS = Pattern.compile("\\s*\\S+\\s*|\\s+");

	private static final Pattern FRAGMENTS = Pattern.compile(".{1,12}", Pattern.DOTALL);

	static Completion of(Ask ask) {
		Turn last = ask.last();
		Tool tool = ask.toolChoice().pick(ask.tools(), last);
		if (tool != null) {
			List<String> arguments = cut(FRAGMENTS, Json.text(SchemaInstance.of(tool.schema())));
			return new Completion(arguments, tool.name(), Finish.TOOL_CALL);
		}
		JsonNode schema = ask.schema();
		List<String> pieces = (schema != null) ? cut(FRAGMENTS, Json.text(SchemaInstance.of(schema)))
				: cut(WORDS, Author.answer(last));
		if (pieces.size() > ask.maxTokens()) {
			return new Completion(pieces.subList(0, ask.maxTokens()), null, Finish.MAX_TOKENS);
		}
		return new Completion(pieces, null, Finish.STOP);
	}

	static Completion ofText(String text) {
		return new Completion(cut(WORDS, text), null, Finish.STOP);
	}

	static Completion ofToolCall(String name, String arguments) {
		return new Completion(cut(FRAGMENTS, Json.text(Json.read(arguments))), name, Finish.TOOL_CALL);
	}

	private static List<String> cut(Pattern pattern, String text) {
		return pattern.matcher(text).results().map(MatchResult::group).toList();
	}

	String text() {
		return String.join("", this.pieces);
	}

	JsonNode arguments() {
		return Json.read(text());
	}

}
