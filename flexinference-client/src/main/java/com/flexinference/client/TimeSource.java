package com.flexinference.client;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The time, as far as waiting between attempts needs it.
 */
interface TimeSource {

	/**
	 * The time of the system.
	 */
	TimeSource SYSTEM = new TimeSource() {
	};

	default long nanos() {
		return System.nanoTime();
	}

	default Instant now() {
		return Instant.now();
	}

	/**
	 * Wait.
	 * @param end ends the wait early
	 * @param wait how long to wait, 0 or more
	 * @return whether the wait was ended early
	 * @throws InterruptedException if the thread is interrupted
	 */
	default boolean await(CountDownLatch end, Duration wait) throws InterruptedException {
		return end.await(TimeUnit.MILLISECONDS.convert(wait), TimeUnit.MILLISECONDS);
	}

}
