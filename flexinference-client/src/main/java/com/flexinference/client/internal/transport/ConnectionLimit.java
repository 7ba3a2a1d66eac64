package com.flexinference.client.internal.transport;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * Limits how many exchanges are open at once, in the order in which they come.
 */
final class ConnectionLimit {

	private final @Nullable Semaphore free;

	private final int size;

	private final Duration limit;

	/**
	 * Create slots.
	 * @param size how many, or {@code null} for as many as are asked for
	 * @param limit how long to wait for one
	 */
	ConnectionLimit(@Nullable Integer size, Duration limit) {
		this.free = (size != null) ? new Semaphore(size, true) : null;
		this.size = (size != null) ? size : Integer.MAX_VALUE;
		this.limit = limit;
	}

	/**
	 * Take a slot, to be released.
	 * @param callLimit the limit of the call, or {@code null} for none
	 * @throws IOException if there is none in time
	 */
	void acquire(@Nullable CallDeadline callLimit) throws IOException {
		if (this.free == null) {
			return;
		}
		long nanos = TimeUnit.NANOSECONDS.convert(this.limit);
		long left = (callLimit != null) ? callLimit.remaining(System.nanoTime()) : nanos;
		if (!tryAcquire(this.free, Math.min(nanos, left))) {
			throw (callLimit != null && left < nanos) ? callLimit.expired()
					: TimeoutExpiredException.poolExhausted(this.limit, this.size);
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
	 * Let all go that wait, to find out that the transport is closed.
	 */
	void open() {
		if (this.free != null) {
			this.free.release(Integer.MAX_VALUE - this.size);
		}
	}

}
