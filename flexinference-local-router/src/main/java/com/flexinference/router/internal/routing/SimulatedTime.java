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
	 * @throws InterruptedIOException if the router is closed
	 */
	void await(int era, Instant due, Duration real) throws InterruptedIOException {
		if (!isOver(era, due)) {
			sleep(real);
		}
	}

	private synchronized boolean isOver(int era, Instant due) throws InterruptedIOException {
		boolean frozen = this.frozenAt != null;
		try {
			while (this.era == era && this.frozenAt != null && this.frozenAt.isBefore(due)) {
				wait();
			}
		}
		catch (InterruptedException ex) {
			throw closed();
		}
		return frozen || this.era != era;
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
