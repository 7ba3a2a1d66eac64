package com.flexinference.benchmarks;

import java.util.Locale;

/**
 * What the server plays: the first part of the path.
 */
public enum Scene {

	/**
	 * Answers of 1 KB.
	 */
	SMALL,

	/**
	 * Answers of 200 KB.
	 */
	LARGE,

	/**
	 * Streams of 10,000 events as fast as they can be read.
	 */
	BULK,

	/**
	 * Streams of 50 events per second.
	 */
	PACED,

	/**
	 * Streams of a single event, with the time it was sent at.
	 */
	FIRST,

	/**
	 * Streams that stay open after their first event.
	 */
	HOLD;

	/**
	 * The text deltas of a bulk stream.
	 */
	public static final int BULK_EVENTS = 10_000;

	/**
	 * The text deltas of a paced stream.
	 */
	public static final int PACED_EVENTS = 100;

	/**
	 * The time between two events of a paced stream.
	 */
	public static final int PACE_MILLIS = 20;

	/**
	 * The system property with the address of the server.
	 */
	public static final String SERVER = "benchmarks.server";

	/**
	 * Return the address of the server, as it is given to a client.
	 * @return a base URL that ends with {@code /v1}
	 */
	public String baseUrl() {
		return System.getProperty(SERVER) + "/" + name().toLowerCase(Locale.ROOT) + "/v1";
	}

}
