package com.flexinference.client.internal.transport;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * Limits how many exchanges are open at once. Those that wait are served in the order in
 * which they came.
 */
final class ConnectionLimit {

	private final int max;

	private final Duration timeout;

	private final Semaphore free;

	ConnectionLimit(@Nullable Integer max, Duration timeout) {
		this.max = (max != null) ? max : Integer.MAX_VALUE;
		this.timeout = timeout;
		this.free = new Semaphore(this.max, true);
	}

	void acquire(@Nullable CallDeadline deadline) throws IOException {
		long nanos = TimeUnit.NANOSECONDS.convert(this.timeout);
		long left = (deadline != null) ? deadline.remaining(System.nanoTime()) : nanos;
		try {
			if (!this.free.tryAcquire(Math.min(nanos, left), TimeUnit.NANOSECONDS)) {
				throw (deadline != null && left < nanos) ? deadline.expired()
						: TimeoutExpiredException.poolExhausted(this.timeout, this.max);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new InterruptedIOException("Interrupted while waiting for a connection");
		}
	}

	void release() {
		this.free.release();
	}

	/**
	 * Let all go that wait. They find out that the transport is closed.
	 */
	void open() {
		this.free.release(Integer.MAX_VALUE - this.max);
	}

}
