package com.flexinference.batch.internal.plan;

import java.time.Duration;
import java.time.Instant;

/**
 * A bound of what is in flight that finds out how much the service takes. It doubles
 * until the first refusal; from then on it grows by a hundredth of its maximum and
 * shrinks by a fifth (AIMD). It grows when as many requests were accepted as it allows,
 * or after five seconds without a refusal: a refusal comes at once, whereas an answer
 * takes as long as its window. Requests that were sent before the bound shrank do not
 * shrink it again.
 */
final class AdaptiveLimit {

	private static final int START = 16;

	private static final Duration ROUND = Duration.ofSeconds(5);

	private static final double CUT = 0.8;

	private final int max;

	private double value;

	private int accepted;

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

	/**
	 * Return what can be hoped for: the maximum before the first refusal, then the
	 * present bound.
	 * @return the number of requests in flight
	 */
	int reachable() {
		return isRefused() ? value() : this.max;
	}

	private boolean isRefused() {
		return this.lastCut != Instant.MIN;
	}

	void update(int inFlight, Instant now) {
		this.used |= inFlight >= value();
		if (this.accepted >= this.value || !now.isBefore(this.roundBegan.plus(ROUND))) {
			if (this.used) {
				double step = isRefused() ? Math.max(1, this.max / 100.0) : this.value;
				this.value = Math.min(this.max, this.value + step);
			}
			beginRound(now);
		}
	}

	void accepted() {
		this.accepted++;
	}

	void refused(Instant sent, Instant now) {
		if (sent.isAfter(this.lastCut)) {
			this.value = Math.max(1, this.value * CUT);
			this.lastCut = now;
			beginRound(now);
		}
	}

	private void beginRound(Instant now) {
		this.accepted = 0;
		this.used = false;
		this.roundBegan = now;
	}

}
