package com.flexinference.ai;

import java.time.Duration;
import java.time.format.DateTimeParseException;

import org.springframework.ai.chat.metadata.EmptyRateLimit;
import org.springframework.ai.chat.metadata.RateLimit;
import org.springframework.http.HttpHeaders;

/**
 * The rate limit of a provider, if its headers reach the caller. What is not said is
 * zero, as Spring AI expects.
 */
record HeaderRateLimit(Long getRequestsLimit, Long getRequestsRemaining, Duration getRequestsReset, Long getTokensLimit,
		Long getTokensRemaining, Duration getTokensReset) implements RateLimit {

	private static final String PREFIX = "x-ratelimit-";

	static RateLimit of(HttpHeaders headers) {
		boolean given = headers.headerNames()
			.stream()
			.anyMatch((name) -> name.regionMatches(true, 0, PREFIX, 0, PREFIX.length()));
		return !given ? new EmptyRateLimit()
				: new HeaderRateLimit(number(headers, "limit-requests"), number(headers, "remaining-requests"),
						duration(headers, "reset-requests"), number(headers, "limit-tokens"),
						number(headers, "remaining-tokens"), duration(headers, "reset-tokens"));
	}

	private static long number(HttpHeaders headers, String name) {
		String text = headers.getFirst(PREFIX + name);
		return (text != null && text.matches("\\d{1,18}")) ? Long.parseLong(text) : 0;
	}

	private static Duration duration(HttpHeaders headers, String name) {
		String text = headers.getFirst(PREFIX + name);
		if (text != null && text.matches("\\d{1,9}ms")) {
			return Duration.ofMillis(Long.parseLong(text.substring(0, text.length() - 2)));
		}
		try {
			return (text != null) ? Duration.parse("PT" + text) : Duration.ZERO;
		}
		catch (DateTimeParseException ex) {
			return Duration.ZERO;
		}
	}

}
