package com.flexinference.router;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import com.flexinference.router.internal.error.ErrorCode;
import com.flexinference.router.internal.format.Format;
import com.flexinference.router.internal.routing.RoutingReason;

/**
 * The answer that a prompt requests by a directive such as {@code [flex_deadline]}, so
 * that clients in any language can provoke errors and faults.
 */
final class DirectedAnswer {

	private DirectedAnswer() {
	}

	// The simulated answer if the prompt has no directive
	static LocalAnswer of(String path, JsonNode json) {
		return directives(Format.of(path), json).entrySet()
			.stream()
			.map((directive) -> answer(directive.getKey(), directive.getValue()))
			.filter(Objects::nonNull)
			.findFirst()
			.orElse(LocalAnswer.simulated());
	}

	private static Map<String, Integer> directives(@Nullable Format format, JsonNode json) {
		try {
			return (format != null && json instanceof ObjectNode request) ? format.read(request).directives()
					: Map.of();
		}
		catch (RuntimeException ex) {
			// Refused later
			return Map.of();
		}
	}

	private static @Nullable LocalAnswer answer(String word, int count) {
		LocalAnswer simulated = LocalAnswer.simulated();
		RoutingReason reason = RoutingReason.of(word);
		if (reason != null) {
			return simulated.reason(word);
		}
		if (word.matches("upstream_[45]\\d\\d")) {
			return simulated.upstreamFailing(Integer.parseInt(word.substring(9)), count);
		}
		int events = (count != Integer.MAX_VALUE) ? count : 2;
		return switch (word) {
			case "refuse" -> LocalAnswer.refusal("I cannot help with that.");
			case "delay" -> simulated.delayedBy(Duration.ofMillis(events));
			case "stall" -> simulated.stalledAfter(events);
			case "reset" -> simulated.resetAfter(events);
			case "truncate" -> simulated.truncatedAfter(events);
			case "no_end" -> simulated.withoutEnd();
			case "stream_failed" -> simulated.failedAfter(events, ErrorCode.UPSTREAM_STREAM_FAILED.code());
			default -> error(word);
		};
	}

	private static @Nullable LocalAnswer error(String word) {
		ErrorCode code = ErrorCode.of(word);
		// These depend on the key and on fields of the request
		boolean managed = code == ErrorCode.MODERATION_BLOCKED || code == ErrorCode.PII_MASKING_FAILED;
		return (code != null && !managed) ? LocalAnswer.error(word) : null;
	}

}
