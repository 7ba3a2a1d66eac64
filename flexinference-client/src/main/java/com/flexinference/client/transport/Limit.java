package com.flexinference.client.transport;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.springframework.util.Assert;

/**
 * The limit of {@link Clock#LIMIT}, which runs from when it was set.
 *
 * @param duration the time that was given, greater than zero
 * @param end when it is over, as {@link System#nanoTime()} tells it
 */
public record Limit(Duration duration, long end) {

	/**
	 * Create a limit of a duration that is greater than zero.
	 */
	public Limit {
		Assert.isTrue(!duration.isZero() && !duration.isNegative(),
				() -> "'limit' must be greater than zero but is " + duration);
	}

	/**
	 * Set a limit that runs from now.
	 * @param duration the time from now
	 * @return the limit
	 */
	public static Limit of(Duration duration) {
		return new Limit(duration, System.nanoTime() + TimeUnit.NANOSECONDS.convert(duration));
	}

	long remaining(long now) {
		return this.end - now;
	}

	ClockExpiredException expired() {
		return new ClockExpiredException(Clock.LIMIT, this.duration);
	}

}
