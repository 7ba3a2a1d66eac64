package com.flexinference.client;

import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

import com.flexinference.client.message.Answer;
import com.flexinference.client.message.Cost;
import com.flexinference.client.message.Routing;

/**
 * Reading of the service's response headers (docs/wire-contract.md, section 11).
 */
final class ServiceHeaders {

	private static final Pattern DIGITS = Pattern.compile("[0-9]+");

	private ServiceHeaders() {
	}

	static @Nullable Integer retries(HttpHeaders headers) {
		Long retries = number(headers.getFirst("x-flexinference-retries"));
		return (retries != null && retries >= 0 && retries <= Integer.MAX_VALUE) ? (Integer) retries.intValue() : null;
	}

	static Answer complete(Answer answer, HttpHeaders headers) {
		if (answer.cost() != null && answer.routing() != null) {
			return answer;
		}
		Long microUsd = number(headers.getFirst("x-flexinference-cost"));
		Cost cost = (answer.cost() == null && microUsd != null) ? new Cost(microUsd, "USD") : answer.cost();
		return answer.with(cost, (answer.routing() != null) ? answer.routing() : routing(answer, headers));
	}

	private static @Nullable Routing routing(Answer answer, HttpHeaders headers) {
		String provider = headers.getFirst("x-flexinference-served-provider");
		String reason = headers.getFirst("x-flexinference-routing-reason");
		if (provider == null && reason == null) {
			return null;
		}
		return new Routing(provider, null, answer.servedTier(), reason, 0, headers.getFirst("x-flexinference-pricing"));
	}

	static @Nullable Duration retryAfter(HttpHeaders headers, Instant now) {
		String text = headers.getFirst(HttpHeaders.RETRY_AFTER);
		if (text == null) {
			return null;
		}
		if (DIGITS.matcher(text.trim()).matches()) {
			Long seconds = number(text);
			return Duration.ofSeconds((seconds != null) ? seconds : Long.MAX_VALUE);
		}
		try {
			long millis = headers.getFirstDate(HttpHeaders.RETRY_AFTER) - now.toEpochMilli();
			return Duration.ofMillis(Math.max(0, millis));
		}
		catch (ArithmeticException ex) {
			return Duration.ofSeconds(Long.MAX_VALUE);
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

	static @Nullable Long number(@Nullable String text) {
		try {
			return (text != null) ? Long.valueOf(text.trim()) : null;
		}
		catch (NumberFormatException ex) {
			return null;
		}
	}

}
