package com.flexinference.client;

import java.time.Duration;

import com.flexinference.client.transport.Clock;
import com.flexinference.client.transport.ClockExpiredException;

/**
 * Thrown when one of the clocks of a request ran out. The connection is closed.
 */
public final class FlexInferenceTimeoutException extends FlexInferenceTransportException {

	private static final long serialVersionUID = 1L;

	private final Clock clock;

	private final Duration limit;

	FlexInferenceTimeoutException(String arrived, ClockExpiredException cause) {
		super(cause.getMessage() + " " + arrived, cause);
		this.clock = cause.clock();
		this.limit = cause.limit();
	}

	/**
	 * Return the clock that ran out.
	 * @return the clock
	 */
	public Clock clock() {
		return this.clock;
	}

	/**
	 * Return the time that the clock was set to.
	 * @return the configured limit
	 */
	public Duration limit() {
		return this.limit;
	}

}
