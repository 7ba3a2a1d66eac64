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

}
