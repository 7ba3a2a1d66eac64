package com.flexinference.client.internal.transport;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import com.flexinference.client.transport.TimeoutKind;

/**
 * The end of {@link TimeoutKind#CALL}, counted from when it was set.
 *
 * @param timeout the time that was given, greater than zero
 * @param end the end, by {@link System#nanoTime()}
 */
public record CallDeadline(Duration timeout, long end) {

	public static CallDeadline of(Duration timeout) {
		return new CallDeadline(timeout, System.nanoTime() + TimeUnit.NANOSECONDS.convert(timeout));
	}

	long remaining(long now) {
		return this.end - now;
	}

	TimeoutExpiredException expired() {
		return new TimeoutExpiredException(TimeoutKind.CALL, this.timeout);
	}

}
