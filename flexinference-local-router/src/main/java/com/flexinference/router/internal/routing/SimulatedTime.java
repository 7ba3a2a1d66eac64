package com.flexinference.router.internal.routing;

import java.io.IOException;
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

	/**
	 * Return how often the time was resumed. A wait that belongs to an earlier era is
	 * over.
	 * @return the number
	 */
	synchronized int era() {
		return this.era;
	}

	Duration scaled(Duration duration) {
		return duration.dividedBy(this.scale);
	}

	/**
	 * Wait for a moment of the simulation.
	 * @param era the era the wait belongs to
	 * @param due the moment, if the time is frozen
	 * @param real the time until then, if it is not
	 * @param caller who waits for the answer
	 * @throws IOException if the caller leaves or the router is closed
	 */
	void await(int era, Instant due, Duration real, Caller caller) throws IOException {
		long end = System.nanoTime() + real.toNanos();
		if (wasFrozen(era)) {
			while (!isOver(era, due)) {
				caller.check();
			}
			return;
		}
		long left = real.toNanos();
		while (left > 0) {
			sleep(Duration.ofNanos(Math.min(left, CHECK_NANOS)));
			left = end - System.nanoTime();
			if (left > CHECK_NANOS) {
				caller.check();
			}
		}
	}

	// A wait may begin after the test has resumed the time
	private synchronized boolean wasFrozen(int era) {
		return this.frozenAt != null || this.era != era;
	}

	private synchronized boolean isOver(int era, Instant due) throws InterruptedIOException {
		try {
			if (isAhead(era, due)) {
				wait(CHECK_NANOS / 1_000_000);
			}
			return !isAhead(era, due);
		}
		catch (InterruptedException ex) {
			throw closed();
		}
	}

	private boolean isAhead(int era, Instant due) {
		return this.era == era && this.frozenAt != null && this.frozenAt.isBefore(due);
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

	/**
	 * Who waits for an answer.
	 */
	@FunctionalInterface
	public interface Caller {

		/**
		 * Check that the caller still waits.
		 * @throws IOException if the connection was closed
		 */
		void check() throws IOException;

	}

}
