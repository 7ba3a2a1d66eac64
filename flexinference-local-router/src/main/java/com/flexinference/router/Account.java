package com.flexinference.router;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What a key may do, and what it has spent (contract sections 11 to 13).
 */
final class Account {

	private final LocalKey key;

	private final @Nullable RateLimiter limiter;

	private long balance;

	private long spentToday;

	private LocalDate today = LocalDate.EPOCH;

	Account(LocalKey key) {
		this.key = key;
		this.limiter = (key.requestsPerMinute() != null) ? new RateLimiter(key.requestsPerMinute()) : null;
		this.balance = key.balance();
	}

	boolean isManaged() {
		return this.key.isManaged();
	}

	// The mode of routings and the value of x-flexinference-pricing
	String mode() {
		return isManaged() ? "managed" : "byok";
	}

	@Nullable String defaultStartWithin() {
		return this.key.defaultStartWithin();
	}

	void checkRate(Instant now) {
		if (this.limiter != null && !this.limiter.allow(now)) {
			throw new RouterException(ErrorCode.RATE_LIMIT_EXCEEDED, null, ErrorCode.RATE_LIMIT_EXCEEDED.describe());
		}
	}

	/**
	 * Let a request in that costs money.
	 * @param now the time
	 * @return the headers about what is left to spend, before the cost of the request
	 * @throws RouterException if it is refused
	 */
	synchronized Map<String, String> admit(Instant now) {
		ErrorCode refusal = refusal(now);
		if (refusal != null) {
			throw new RouterException(refusal, null, refusal.describe());
		}
		return spendHeaders(now);
	}

	// Why requests that cost money are refused, null if they are not
	synchronized @Nullable ErrorCode refusal(Instant now) {
		if (this.key.refusal() != null || !isManaged()) {
			return this.key.refusal();
		}
		if (this.balance <= 0) {
			return ErrorCode.INSUFFICIENT_BALANCE;
		}
		return (headroom(now) <= 0) ? ErrorCode.SPEND_VELOCITY_EXCEEDED : null;
	}

	void checkRoute(Route route) {
		ErrorCode missing = this.key.lacks(route) ? route.missingKey() : null;
		if (missing != null) {
			throw new RouterException(missing, null, "No key of your own is stored for this provider", route);
		}
	}

	synchronized Map<String, String> spendHeaders(Instant now) {
		Map<String, String> headers = new LinkedHashMap<>();
		headers.put("x-flexinference-spend-remaining", isManaged() ? String.valueOf(remaining(now)) : "unlimited");
		if (isManaged()) {
			headers.put("x-flexinference-spend-as-of", String.valueOf(now.toEpochMilli()));
		}
		return headers;
	}

	synchronized void spend(long microUsd, Instant now) {
		headroom(now);
		this.balance -= microUsd;
		this.spentToday += microUsd;
	}

	synchronized long balance() {
		return this.balance;
	}

	synchronized long remaining(Instant now) {
		return Math.min(this.balance, headroom(now));
	}

	synchronized long headroom(Instant now) {
		LocalDate day = LocalDate.ofInstant(now, ZoneOffset.UTC);
		if (!day.equals(this.today)) {
			this.today = day;
			this.spentToday = 0;
		}
		Long ceiling = this.key.dailyCeiling();
		return (ceiling != null) ? ceiling - this.spentToday : Long.MAX_VALUE;
	}

	@Nullable Long dailyCeiling() {
		return this.key.dailyCeiling();
	}

}
