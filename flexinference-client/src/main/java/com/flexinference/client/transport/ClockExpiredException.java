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
		this(clock, limit, clock.missing() + " within " + format(limit) + ". To wait longer raise " + advice(clock));
	}

	private ClockExpiredException(Clock clock, Duration limit, String problem) {
		super("The " + clock.id() + " clock ran out: " + problem);
		this.clock = clock;
		this.limit = limit;
	}

	private static String advice(Clock clock) {
		return (clock.property() != null) ? "'" + clock.property() + "' or the timeout of the request."
				: "the limit of the request, or the deadline that set it.";
	}

	static ClockExpiredException poolExhausted(Duration limit, int maxConnections) {
		return new ClockExpiredException(Clock.CONNECT, limit,
				"all connections, at most " + maxConnections + ", were in use for " + format(limit)
						+ ". To have more raise 'flexinference.http.pool.max-connections', to wait longer '"
						+ Clock.CONNECT.property() + "'.");
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
