package com.flexinference.client.transport;

import java.io.IOException;
import java.time.Duration;

/**
 * Thrown when a clock ran out. The exchange has been aborted by then.
 */
public class ClockExpiredException extends IOException {

	private static final long serialVersionUID = 1L;

	private final Clock clock;

	private final Duration limit;

	/**
	 * Create an exception for the given clock.
	 * @param clock the clock that ran out
	 * @param limit what the clock was set to
	 */
	public ClockExpiredException(Clock clock, Duration limit) {
		super("The " + clock.id() + " clock ran out: " + clock.missing() + " within " + format(limit)
				+ ". To wait longer raise '" + clock.property() + "' or the timeout of the request.");
		this.clock = clock;
		this.limit = limit;
	}

	/**
	 * Return the clock that ran out.
	 * @return the clock
	 */
	public Clock clock() {
		return this.clock;
	}

	/**
	 * Return what the clock was set to.
	 * @return the limit, greater than zero
	 */
	public Duration limit() {
		return this.limit;
	}

	private static String format(Duration limit) {
		return (limit.toMillisPart() == 0) ? limit.toSeconds() + "s" : limit.toMillis() + "ms";
	}

}
