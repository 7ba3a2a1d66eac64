package com.flexinference.client.transport;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * The timeouts of a request. Each limits one kind of waiting.
 */
public enum TimeoutKind {

	/**
	 * Establishing a connection.
	 */
	CONNECT,

	/**
	 * From sending the request to the headers of the response.
	 */
	START,

	/**
	 * Time without any byte while the body is being read. The time that the reader takes
	 * between two reads does not count.
	 */
	IDLE,

	/**
	 * From the headers of the response to the end of its body.
	 */
	TOTAL,

	/**
	 * The whole call, from its start through all attempts to the end of the response
	 * body. Set for a call, not by a property.
	 */
	CALL;

	/**
	 * Return the name of the timeout as used in messages.
	 * @return the name in lower case
	 */
	public String id() {
		return name().toLowerCase(Locale.ROOT);
	}

	/**
	 * Return the configuration property that sets the timeout.
	 * @return the name of the property, or {@code null} for {@link #CALL}
	 */
	public @Nullable String property() {
		return (this != CALL) ? "flexinference.timeout." + id() : null;
	}

}
