package com.flexinference.batch.internal.plan;

import java.time.Duration;
import java.time.Instant;

/**
 * A bound of what is in flight that finds out how much the service takes. While it is
 * used, it doubles every second until the first refusal. From then on it grows by a
 * hundredth of its maximum in five seconds and shrinks by a fifth (AIMD). Answers do not
 * count, because they take as long as their window, whereas a refusal comes at once.
 * Requests that were sent before the bound shrank do not shrink it again.
 */
final class AdaptiveLimit {

	static final Duration ROUND = Duration.ofSeconds(1);

	private static final int START = 16;

	private static final double GROWTH = 0.002;

	private static final double CUT = 0.8;

	private final int max;

	private double value;

	private boolean used;

	private Instant roundBegan;

	private Instant lastCut = Instant.MIN;

	AdaptiveLimit(int max, Instant now) {
		this.max = max;
		this.value = Math.min(START, max);
		this.roundBegan = now;
	}

	int value() {
		return (int) this.value;
	}

	// The limit to plan with: the maximum before the first refusal, then the present one.
	int reachable() {
		return isRefused() ? value() : this.max;
	}

	private boolean isRefused() {
		return this.lastCut != Instant.MIN;
	}

	void update(int inFlight, Instant now) {
		this.used |= inFlight >= value();
		if (!now.isBefore(this.roundBegan.plus(ROUND))) {
			if (this.used) {
				this.value = Math.min(this.max, this.value + (isRefused() ? GROWTH * this.max : this.value));
			}
			beginRound(now);
		}
	}

	void refused(Instant sent, Instant now) {
		if (sent.isAfter(this.lastCut)) {
			this.value = Math.max(1, this.value * CUT);
			this.lastCut = now;
			beginRound(now);
		}
	}

	private void beginRound(Instant now) {
		this.used = false;
		this.roundBegan = now;
	}

}
