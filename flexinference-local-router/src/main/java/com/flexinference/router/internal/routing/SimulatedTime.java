package com.flexinference.router.internal.routing;

import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * The time of the simulation. It runs faster than the real one, or stands still until a
 * test advances it.
 */
public final class SimulatedTime {

	private static final long CHECK_NANOS = 20_000_000;

	private final int scale;

	private @Nullable Instant frozenAt;

	private int era;

	public SimulatedTime(int scale) {
		this.scale = scale;
	}

	public synchronized Instant now() {
		return (this.frozenAt != null) ? this.frozenAt : Instant.now();
	}

	public synchronized void freeze() {
		this.frozenAt = now();
	}

	public synchronized void advance(Duration duration) {
		if (this.frozenAt == null) {
			throw new IllegalStateException("Time that is not frozen cannot be advanced; call freezeTime() before");
		}
		this.frozenAt = this.frozenAt.plus(duration);
		notifyAll();
	}

	public synchronized void resume() {
		this.frozenAt = null;
		this.era++;
		notifyAll();
	}

	// How often the time was resumed. A wait that belongs to an earlier era is over
	synchronized int era() {
		return this.era;
	}

	Duration scaled(Duration duration) {
		return duration.dividedBy(this.scale);
	}

	// Waits a little for a moment: due if the time is frozen, the end in nanoseconds if
	// not. Returns whether it has come
	synchronized boolean await(int era, Instant due, long end) throws InterruptedIOException {
		try {
			if (left(era, due, end) > 0) {
				TimeUnit.NANOSECONDS.timedWait(this, Math.min(left(era, due, end), CHECK_NANOS));
			}
			return left(era, due, end) <= 0;
		}
		catch (InterruptedException ex) {
			throw closed();
		}
	}

	private long left(int era, Instant due, long end) {
		if (this.era != era) {
			return 0;
		}
		if (this.frozenAt != null) {
			return this.frozenAt.isBefore(due) ? Long.MAX_VALUE : 0;
		}
		return end - System.nanoTime();
	}

	public static void sleep(Duration duration) throws InterruptedIOException {
		try {
			TimeUnit.NANOSECONDS.sleep(duration.toNanos());
		}
		catch (InterruptedException ex) {
			throw closed();
		}
	}

	private static InterruptedIOException closed() {
		Thread.currentThread().interrupt();
		return new InterruptedIOException("The router was closed");
	}

}
