package com.flexinference.batch.internal.plan;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * A clock that a test moves.
 */
final class VirtualClock implements InstantSource {

	private Instant now = Instant.parse("2026-11-30T22:00:00Z");

	@Override
	public Instant instant() {
		return this.now;
	}

	void advance(Duration time) {
		this.now = this.now.plus(time);
	}

	void advanceTo(Instant time) {
		this.now = time;
	}

}
