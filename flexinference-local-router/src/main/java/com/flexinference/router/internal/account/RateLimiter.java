package com.flexinference.router.internal.account;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Allows a number of events in any minute.
 */
final class RateLimiter {

	private static final Duration WINDOW = Duration.ofMinutes(1);

	private final Deque<Instant> allowed = new ArrayDeque<>();

	private final int most;

	RateLimiter(int most) {
		this.most = most;
	}

	synchronized boolean allow(Instant now) {
		while (!this.allowed.isEmpty() && !this.allowed.getFirst().plus(WINDOW).isAfter(now)) {
			this.allowed.removeFirst();
		}
		if (this.allowed.size() >= this.most) {
			return false;
		}
		this.allowed.addLast(now);
		return true;
	}

}
