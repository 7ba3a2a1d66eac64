package com.flexinference.client;

import java.time.Duration;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Retries of the settled tier by the service itself, the field {@code retry}
 * (docs/wire-contract.md, section 3.1).
 *
 * @param count the maximum number of further attempts, 1 to 5
 * @param backoff how the waits grow, or {@code null} for the service's default,
 * exponential
 * @param jitter whether waits vary at random, or {@code null} for the service's default,
 * yes
 */
public record ServiceRetry(int count, @Nullable Backoff backoff, @Nullable Boolean jitter) {

	/**
	 * The longest that the service waits before a further attempt.
	 */
	static final Duration MAX_WAIT = Duration.ofSeconds(60);

	/**
	 * Create retries with the service's default delays.
	 * @param count the maximum number of further attempts, 1 to 5
	 * @return a new value
	 */
	public static ServiceRetry of(int count) {
		return new ServiceRetry(count, null, null);
	}

	/**
	 * How the waits between attempts grow.
	 */
	public enum Backoff {

		/**
		 * Doubling, from half a second up to eight.
		 */
		@JsonProperty("exponential")
		EXPONENTIAL,

		/**
		 * By half a second each time, up to eight.
		 */
		@JsonProperty("linear")
		LINEAR

	}

}
