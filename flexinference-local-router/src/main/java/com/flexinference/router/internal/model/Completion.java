package com.flexinference.router.internal.model;

import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import com.flexinference.router.internal.Json;

/**
 * What the simulated model produced, in no format.
 *
 * @param parts the parts, in order
 * @param finishReason why it ended
 */
public record Completion(List<Part> parts, FinishReason finishReason) {

	public static Completion ofText(String text) {
		return new Completion(List.of(Part.ofWords(Part.Kind.TEXT, text)), FinishReason.STOP);
	}

	public static Completion ofRefusal(String text) {
		return new Completion(List.of(Part.ofWords(Part.Kind.REFUSAL, text)), FinishReason.REFUSAL);
	}

	public static Completion ofToolCall(String tool, String arguments) {
		return new Completion(List.of(Part.ofToolCall(tool, Json.read(arguments))), FinishReason.TOOL_CALL);
	}

	public Stream<Part> parts(Part.Kind kind) {
		return this.parts.stream().filter((part) -> part.is(kind));
	}

	/**
	 * The text of the parts of a kind, {@code null} if there is no such part.
	 */
	public @Nullable String text(Part.Kind kind) {
		return parts(kind).map(Part::text).reduce(String::concat).orElse(null);
	}

	public int tokens() {
		return this.parts.stream().mapToInt(Part::tokens).sum();
	}

	public int reasoningTokens() {
		return parts(Part.Kind.REASONING).mapToInt(Part::tokens).sum();
	}

}
