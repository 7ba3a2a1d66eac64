package com.flexinference.client.transport;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * The clocks of an exchange. Each limits one kind of waiting.
 */
public enum Clock {

	/**
	 * Establishing a connection.
	 */
	CONNECT("no connection"),

	/**
	 * From sending the request to the headers of the response.
	 */
	START("no response headers"),

	/**
	 * Silence while the body is being read. Any bytes count as life; the time the reader
	 * takes between two reads does not count.
	 */
	IDLE("no bytes of the response body"),

	/**
	 * From the headers of the response to the end of its body.
	 */
	TOTAL("no end of the response body"),

	/**
	 * From when it was set to the end of the response body, through all that lies
	 * between, such as further attempts. Set by a call, not by a property.
	 */
	LIMIT("no end of the call");

	private final String missing;

	Clock(String missing) {
		this.missing = missing;
	}

	/**
	 * Return the name of the clock as used in messages.
	 * @return the name in lower case
	 */
	public String id() {
		return name().toLowerCase(Locale.ROOT);
	}

	/**
	 * Return the configuration property that sets the clock.
	 * @return the name of the property, or {@code null} for {@link #LIMIT}
	 */
	public @Nullable String property() {
		return (this != LIMIT) ? "flexinference.timeout." + id() : null;
	}

	String missing() {
		return this.missing;
	}

}
