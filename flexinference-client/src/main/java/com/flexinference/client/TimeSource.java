package com.flexinference.client;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The time, as far as waiting between attempts needs it.
 */
interface TimeSource {

	TimeSource SYSTEM = new TimeSource() {
	};

	default long nanos() {
		return System.nanoTime();
	}

	default Instant now() {
		return Instant.now();
	}

	default boolean await(CountDownLatch end, Duration wait) throws InterruptedException {
		return end.await(TimeUnit.MILLISECONDS.convert(wait), TimeUnit.MILLISECONDS);
	}

}
