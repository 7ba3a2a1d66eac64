package com.flexinference.router;

import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A pause of the thread that answers a request, ended early when the router closes.
 */
final class Pause {

	private Pause() {
	}

	static void of(Duration duration) throws InterruptedIOException {
		if (duration.isZero()) {
			return;
		}
		try {
			TimeUnit.NANOSECONDS.sleep(duration.toNanos());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new InterruptedIOException("The router was closed");
		}
	}

}
