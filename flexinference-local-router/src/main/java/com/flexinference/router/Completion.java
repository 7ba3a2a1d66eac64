package com.flexinference.router;

import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * What the simulated model produced, in no format.
 *
 * @param parts the parts, in order
 * @param finish why it ended
 */
record Completion(List<Part> parts, Finish finish) {

	static Completion ofText(String text) {
		return new Completion(List.of(Part.ofWords(Part.Kind.TEXT, text)), Finish.STOP);
	}

	static Completion ofRefusal(String text) {
		return new Completion(List.of(Part.ofWords(Part.Kind.REFUSAL, text)), Finish.REFUSAL);
	}

	static Completion ofToolCall(String tool, String arguments) {
		return new Completion(List.of(Part.ofToolCall(tool, Json.read(arguments))), Finish.TOOL_CALL);
	}

	Stream<Part> parts(Part.Kind kind) {
		return this.parts.stream().filter((part) -> part.is(kind));
	}

	/**
	 * The text of the parts of a kind, {@code null} if there is no such part.
	 */
	@Nullable String text(Part.Kind kind) {
		return parts(kind).map(Part::text).reduce(String::concat).orElse(null);
	}

	int tokens() {
		return this.parts.stream().mapToInt(Part::tokens).sum();
	}

	int reasoningTokens() {
		return parts(Part.Kind.REASONING).mapToInt(Part::tokens).sum();
	}

}
