package com.flexinference.router;

import java.io.IOException;

import tools.jackson.databind.node.ObjectNode;

/**
 * Reads the requests and writes the answers of one caller format.
 */
interface Format {

	/**
	 * Read what is asked for.
	 * @param request the request
	 * @return what is asked for, in no format
	 * @throws RouterException if a required field is missing
	 */
	Ask read(ObjectNode request);

	/**
	 * Check what is the provider's to check, not the router's.
	 * @param request the request
	 * @param route the way to the provider
	 * @throws RouterException if the provider rejects the request
	 */
	default void checkAsProvider(ObjectNode request, Route route) {
	}

	/**
	 * Write the whole answer.
	 * @param served the request as it was served
	 * @return the body
	 */
	ObjectNode write(Served served);

	/**
	 * Write the answer event by event.
	 * @param served the request as it was served
	 * @param sink where the events go
	 * @throws IOException if the connection is gone
	 */
	void stream(Served served, EventSink sink) throws IOException;

	/**
	 * Write the event of a failure that ends a stream (contract section 10.6).
	 * @param served the request as it was served
	 * @param failure the failure
	 * @param eventsBefore the number of events before
	 * @param sink where the event goes
	 * @throws IOException if the connection is gone
	 */
	void fail(Served served, Failure failure, int eventsBefore, EventSink sink) throws IOException;

}
