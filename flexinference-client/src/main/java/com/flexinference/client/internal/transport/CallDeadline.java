package com.flexinference.client.internal.transport;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.springframework.util.Assert;

import com.flexinference.client.transport.TimeoutKind;

/**
 * The limit of {@link TimeoutKind#CALL}, which runs from when it was set.
 *
 * @param duration the time that was given, greater than zero
 * @param end when it is over, as {@link System#nanoTime()} tells it
 */
public record CallDeadline(Duration duration, long end) {

	/**
	 * Create a limit of a duration that is greater than zero.
	 */
	public CallDeadline {
		Assert.isTrue(!duration.isZero() && !duration.isNegative(),
				() -> "'limit' must be greater than zero but is " + duration);
	}

	/**
	 * Set a limit that runs from now.
	 * @param duration the time from now
	 * @return the limit
	 */
	public static CallDeadline of(Duration duration) {
		return new CallDeadline(duration, System.nanoTime() + TimeUnit.NANOSECONDS.convert(duration));
	}

	long remaining(long now) {
		return this.end - now;
	}

	TimeoutExpiredException expired() {
		return new TimeoutExpiredException(TimeoutKind.CALL, this.duration);
	}

}
