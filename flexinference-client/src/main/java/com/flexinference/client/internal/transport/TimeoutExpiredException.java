package com.flexinference.client.internal.transport;

import java.io.IOException;
import java.time.Duration;

import com.flexinference.client.transport.TimeoutKind;

/**
 * Thrown when a timeout of an exchange expired. The exchange has been aborted by then.
 */
public class TimeoutExpiredException extends IOException {

	private static final long serialVersionUID = 1L;

	private final TimeoutKind kind;

	private final Duration timeout;

	TimeoutExpiredException(TimeoutKind kind, Duration timeout) {
		this(kind, timeout, missing(kind) + " within " + format(timeout) + ". To wait longer raise " + advice(kind));
	}

	private TimeoutExpiredException(TimeoutKind kind, Duration timeout, String problem) {
		super("The " + kind.id() + " timeout expired: " + problem);
		this.kind = kind;
		this.timeout = timeout;
	}

	private static String missing(TimeoutKind kind) {
		return switch (kind) {
			case CONNECT -> "no connection";
			case START -> "no response headers";
			case IDLE -> "no bytes of the response body";
			case TOTAL -> "no end of the response body";
			case CALL -> "no end of the call";
		};
	}

	private static String advice(TimeoutKind kind) {
		return (kind.property() != null) ? "'" + kind.property() + "' or the timeout of the request."
				: "the call timeout of the request, or the deadline that set it.";
	}

	static TimeoutExpiredException poolExhausted(Duration timeout, int maxConnections) {
		return new TimeoutExpiredException(TimeoutKind.CONNECT, timeout,
				"all connections, at most " + maxConnections + ", were in use for " + format(timeout)
						+ ". Increase 'flexinference.http.pool.max-connections' to allow more connections, or '"
						+ TimeoutKind.CONNECT.property() + "' to wait longer.");
	}

	public TimeoutKind kind() {
		return this.kind;
	}

	public Duration timeout() {
		return this.timeout;
	}

	private static String format(Duration timeout) {
		return (timeout.toMillisPart() == 0) ? timeout.toSeconds() + "s" : timeout.toMillis() + "ms";
	}

}
