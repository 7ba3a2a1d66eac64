package com.flexinference.router;

import java.time.Duration;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/**
 * Answers prompts that say what is to happen, by cues such as {@code [flex_deadline]}, so
 * that clients in any language can meet every bad day.
 */
final class CueDispatcher implements Dispatcher {

	@Override
	public @Nullable LocalAnswer dispatch(RecordedRequest request) {
		Cues cues = cues(request);
		for (String word : cues.words()) {
			LocalAnswer answer = answer(word, cues.count(word));
			if (answer != null) {
				return answer;
			}
		}
		return null;
	}

	private Cues cues(RecordedRequest request) {
		return Arrays.stream(CallerFormat.values())
			.filter((format) -> format.path().equals(request.path()))
			.findFirst()
			.map((format) -> cues(format.format(), request))
			.orElse(Cues.NONE);
	}

	private Cues cues(Format format, RecordedRequest request) {
		try {
			boolean possible = Cues.mayBeIn(request.body()) && request.json() instanceof ObjectNode;
			return possible ? format.read((ObjectNode) request.json()).cues() : Cues.NONE;
		}
		catch (RouterException | JacksonException ex) {
			// Refused later
			return Cues.NONE;
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
