package com.flexinference.router.internal.model;

import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * The output of the simulated model, independent of the format.
 */
public record Completion(List<Part> parts, FinishReason finishReason) {

	public static Completion of(List<Part> parts) {
		FinishReason reason = has(parts, Part.Kind.REFUSAL) ? FinishReason.REFUSAL : FinishReason.STOP;
		return new Completion(List.copyOf(parts), has(parts, Part.Kind.TOOL_CALL) ? FinishReason.TOOL_CALL : reason);
	}

	private static boolean has(List<Part> parts, Part.Kind kind) {
		return parts.stream().anyMatch((part) -> part.is(kind));
	}

	public Completion plus(Part part) {
		return of(Stream.concat(this.parts.stream(), Stream.of(part)).toList());
	}

	public Stream<Part> parts(Part.Kind kind) {
		return this.parts.stream().filter((part) -> part.is(kind));
	}

	// Null if there is no part of the kind
	public @Nullable String text(Part.Kind kind) {
		return parts(kind).map(Part::text).reduce(String::concat).orElse(null);
	}

	public boolean isCutOff() {
		return this.finishReason == FinishReason.MAX_TOKENS;
	}

	public int tokens() {
		return this.parts.stream().mapToInt(Part::tokens).sum();
	}

	public int reasoningTokens() {
		return parts(Part.Kind.REASONING).mapToInt(Part::tokens).sum();
	}

	/**
	 * Why an answer ended; each format has its own words for it.
	 */
	public enum FinishReason {

		STOP, MAX_TOKENS, TOOL_CALL, REFUSAL

	}

}
