package com.flexinference.router.internal.account;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import com.flexinference.router.internal.error.ErrorCode;
import com.flexinference.router.internal.error.RouterException;

/**
 * What a key may do, and what it has spent (docs/wire-contract.md, sections 11 to 13).
 */
public final class Account {

	private final KeyTerms terms;

	private final @Nullable RateLimiter limiter;

	private long balance;

	private long spentToday;

	private LocalDate today = LocalDate.EPOCH;

	Account(KeyTerms terms) {
		this.terms = terms;
		this.limiter = (terms.requestsPerMinute() != null) ? new RateLimiter(terms.requestsPerMinute()) : null;
		this.balance = terms.balance();
	}

	public KeyTerms terms() {
		return this.terms;
	}

	public boolean isManaged() {
		return this.terms.managed();
	}

	// The mode of routings and the value of x-flexinference-pricing
	public String mode() {
		return isManaged() ? "managed" : "byok";
	}

	public void checkRate(Instant now) {
		if (this.limiter != null && !this.limiter.allow(now)) {
			throw new RouterException(ErrorCode.RATE_LIMIT_EXCEEDED);
		}
	}

	// Admits a request that costs money. Returns the headers about what was left to spend
	public synchronized Map<String, String> admit(Instant now) {
		ErrorCode refusal = refusal(now);
		if (refusal != null) {
			throw new RouterException(refusal);
		}
		return spendHeaders(now);
	}

	// Why requests that cost money are refused, null if they are not
	public synchronized @Nullable ErrorCode refusal(Instant now) {
		if (this.terms.refusal() != null || !isManaged()) {
			return this.terms.refusal();
		}
		if (this.balance <= 0) {
			return ErrorCode.INSUFFICIENT_BALANCE;
		}
		return (headroom(now) <= 0) ? ErrorCode.SPEND_VELOCITY_EXCEEDED : null;
	}

	public synchronized Map<String, String> spendHeaders(Instant now) {
		Map<String, String> headers = new LinkedHashMap<>();
		headers.put("x-flexinference-spend-remaining", isManaged() ? String.valueOf(remaining(now)) : "unlimited");
		if (isManaged()) {
			headers.put("x-flexinference-spend-as-of", String.valueOf(now.toEpochMilli()));
		}
		return headers;
	}

	public synchronized void spend(long microUsd, Instant now) {
		headroom(now);
		this.balance -= microUsd;
		this.spentToday += microUsd;
	}

	public synchronized long balance() {
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
		Long ceiling = this.terms.dailyCeiling();
		return (ceiling != null) ? ceiling - this.spentToday : Long.MAX_VALUE;
	}

}
