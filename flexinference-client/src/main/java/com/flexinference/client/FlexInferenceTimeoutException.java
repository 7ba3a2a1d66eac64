package com.flexinference.client;

import java.time.Duration;

import com.flexinference.client.internal.transport.TimeoutExpiredException;
import com.flexinference.client.transport.TimeoutKind;

/**
 * Thrown when a timeout of a request expired. The connection is closed.
 */
public final class FlexInferenceTimeoutException extends FlexInferenceTransportException {

	private static final long serialVersionUID = 1L;

	private final TimeoutKind kind;

	private final Duration timeout;

	FlexInferenceTimeoutException(String arrived, TimeoutExpiredException cause) {
		super(cause.getMessage() + " " + arrived, cause);
		this.kind = cause.kind();
		this.timeout = cause.timeout();
	}

	/**
	 * Return the kind of the timeout that expired.
	 * @return the kind
	 */
	public TimeoutKind kind() {
		return this.kind;
	}

	/**
	 * Return the value of the timeout.
	 * @return the configured time, greater than zero
	 */
	public Duration timeout() {
		return this.timeout;
	}

}
