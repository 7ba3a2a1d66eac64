package com.flexinference.ai;

import java.time.Duration;
import java.time.format.DateTimeParseException;

import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.metadata.EmptyRateLimit;
import org.springframework.ai.chat.metadata.RateLimit;
import org.springframework.http.HttpHeaders;

/**
 * The rate limit of a provider, if its headers reach the caller. What is not said is
 * zero, as Spring AI expects.
 */
record HeaderRateLimit(Limit requests, Limit tokens) implements RateLimit {

	private static final String PREFIX = "x-ratelimit-";

	static RateLimit of(HttpHeaders headers) {
		boolean given = headers.headerNames()
			.stream()
			.anyMatch((name) -> name.regionMatches(true, 0, PREFIX, 0, PREFIX.length()));
		return given ? new HeaderRateLimit(Limit.of(headers, "requests"), Limit.of(headers, "tokens"))
				: new EmptyRateLimit();
	}

	@Override
	public Long getRequestsLimit() {
		return this.requests.limit;
	}

	@Override
	public Long getRequestsRemaining() {
		return this.requests.remaining;
	}

	@Override
	public Duration getRequestsReset() {
		return this.requests.reset;
	}

	@Override
	public Long getTokensLimit() {
		return this.tokens.limit;
	}

	@Override
	public Long getTokensRemaining() {
		return this.tokens.remaining;
	}

	@Override
	public Duration getTokensReset() {
		return this.tokens.reset;
	}

	record Limit(long limit, long remaining, Duration reset) {

		private static Limit of(HttpHeaders headers, String kind) {
			return new Limit(number(headers.getFirst(PREFIX + "limit-" + kind)),
					number(headers.getFirst(PREFIX + "remaining-" + kind)),
					duration(headers.getFirst(PREFIX + "reset-" + kind)));
		}

		private static long number(@Nullable String text) {
			try {
				return (text != null) ? Long.parseLong(text.trim()) : 0;
			}
			catch (NumberFormatException ex) {
				return 0;
			}
		}

		private static Duration duration(@Nullable String text) {
			if (text == null) {
				return Duration.ZERO;
			}
			if (text.matches("\\d{1,9}ms")) {
				return Duration.ofMillis(Long.parseLong(text.substring(0, text.length() - 2)));
			}
			try {
				return Duration.parse("PT" + text.trim());
			}
			catch (DateTimeParseException ex) {
				return Duration.ZERO;
			}
		}

	}

}
