package com.flexinference.client;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * A time that only passes when somebody waits.
 */
final class FakeTimeSource implements TimeSource {

	static final Instant START = Instant.parse("2026-11-23T10:00:00Z");

	final List<Duration> waits = new ArrayList<>();

	private volatile Duration passed = Duration.ZERO;

	void pass(Duration time) {
		this.passed = this.passed.plus(time);
	}

	@Override
	public long nanos() {
		return this.passed.toNanos();
	}

	@Override
	public Instant now() {
		return START.plus(this.passed);
	}

	@Override
	public boolean await(CountDownLatch end, Duration wait) throws InterruptedException {
		this.waits.add(wait);
		pass(wait);
		return TimeSource.super.await(end, Duration.ZERO);
	}

}
