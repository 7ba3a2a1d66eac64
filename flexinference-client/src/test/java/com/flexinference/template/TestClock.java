package com.flexinference.template;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * A clock that stands still until it is moved.
 */
final class TestClock implements InstantSource {

	private Instant now = Instant.parse("2026-11-23T00:00:00Z");

	void move(Duration time) {
		this.now = this.now.plus(time);
	}

	@Override
	public Instant instant() {
		return this.now;
	}

}
