package com.flexinference.router;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

import com.flexinference.router.internal.error.ErrorCode;
import com.flexinference.router.internal.format.CallerFormat;
import com.flexinference.router.internal.model.PromptDirectives;
import com.flexinference.router.internal.routing.RoutingReason;

/**
 * Answers prompts that say what is to happen, by directives such as
 * {@code [flex_deadline]}, so that clients in any language can meet every bad day.
 */
final class DirectiveDispatcher implements Dispatcher {

	@Override
	public @Nullable LocalAnswer dispatch(RecordedRequest request) {
		PromptDirectives directives = directives(request);
		for (String word : directives.words()) {
			LocalAnswer answer = answer(word, directives.count(word));
			if (answer != null) {
				return answer;
			}
		}
		return null;
	}

	private PromptDirectives directives(RecordedRequest request) {
		CallerFormat format = CallerFormat.of(request.path());
		if (format == null || !PromptDirectives.mayBeIn(request.body())) {
			return PromptDirectives.NONE;
		}
		try {
			return format.format().read((ObjectNode) request.json()).directives();
		}
		catch (RuntimeException ex) {
			// Refused later
			return PromptDirectives.NONE;
		}
	}

	private @Nullable LocalAnswer answer(String word, int count) {
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

	private @Nullable LocalAnswer error(String word) {
		ErrorCode code = ErrorCode.of(word);
		// These depend on the key and on fields of the request
		boolean managed = code == ErrorCode.MODERATION_BLOCKED || code == ErrorCode.PII_MASKING_FAILED;
		return (code != null && !managed) ? LocalAnswer.error(word) : null;
	}

}
