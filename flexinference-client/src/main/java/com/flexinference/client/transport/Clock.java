package com.flexinference.client.transport;

import java.util.Locale;

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
	TOTAL("no end of the response body");

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
	 * @return the name of the property
	 */
	public String property() {
		return "flexinference.timeout." + id();
	}

	String missing() {
		return this.missing;
	}

}
