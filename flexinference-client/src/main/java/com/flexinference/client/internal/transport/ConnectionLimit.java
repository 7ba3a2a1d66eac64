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

	private final @Nullable Semaphore free;

	private final int max;

	private final Duration timeout;

	ConnectionLimit(@Nullable Integer max, Duration timeout) {
		this.free = (max != null) ? new Semaphore(max, true) : null;
		this.max = (max != null) ? max : Integer.MAX_VALUE;
		this.timeout = timeout;
	}

	void acquire(@Nullable CallDeadline deadline) throws IOException {
		if (this.free == null) {
			return;
		}
		long nanos = TimeUnit.NANOSECONDS.convert(this.timeout);
		long left = (deadline != null) ? deadline.remaining(System.nanoTime()) : nanos;
		if (!tryAcquire(this.free, Math.min(nanos, left))) {
			throw (deadline != null && left < nanos) ? deadline.expired()
					: TimeoutExpiredException.poolExhausted(this.timeout, this.max);
		}
	}

	private static boolean tryAcquire(Semaphore free, long nanos) throws InterruptedIOException {
		try {
			return free.tryAcquire(nanos, TimeUnit.NANOSECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new InterruptedIOException("Interrupted while waiting for a connection");
		}
	}

	void release() {
		if (this.free != null) {
			this.free.release();
		}
	}

	/**
	 * Let all go that wait. They find out that the transport is closed.
	 */
	void open() {
		if (this.free != null) {
			this.free.release(Integer.MAX_VALUE - this.max);
		}
	}

}
