package com.flexinference.client.observation;

/**
 * How a call ended.
 */
public enum Outcome {

	/**
	 * The answer arrived to its end.
	 */
	SUCCESS,

	/**
	 * The service, the connection or the stream failed.
	 */
	ERROR,

	/**
	 * A timeout expired.
	 */
	TIMEOUT,

	/**
	 * The caller cancelled the call: it closed the stream before its end or did not close
	 * it, was interrupted, or closed the client.
	 */
	CANCELLED

}
