package com.flexinference.router.internal.format;

import java.io.IOException;

import tools.jackson.databind.node.ObjectNode;

import com.flexinference.router.internal.error.Failure;
import com.flexinference.router.internal.error.RouterException;
import com.flexinference.router.internal.model.ParsedRequest;
import com.flexinference.router.internal.routing.Route;

/**
 * Reads the requests and writes the answers of one caller format.
 */
public interface Format {

	/**
	 * Read what is asked for.
	 * @param request the request
	 * @return what is asked for, in no format
	 * @throws RouterException if a required field is missing
	 */
	ParsedRequest read(ObjectNode request);

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
	 * @param answer the request as it was answer
	 * @return the body
	 */
	ObjectNode write(SimulatedResponse answer);

	/**
	 * Write the answer event by event.
	 * @param answer the request as it was answer
	 * @param sink where the events go
	 * @throws IOException if the connection is gone
	 */
	void stream(SimulatedResponse answer, EventSink sink) throws IOException;

	/**
	 * Write the event of a failure that ends a stream (docs/wire-contract.md, section
	 * 10.6).
	 * @param answer the request as it was answer
	 * @param failure the failure
	 * @param eventsBefore the number of events before
	 * @param sink where the event goes
	 * @throws IOException if the connection is gone
	 */
	void fail(SimulatedResponse answer, Failure failure, int eventsBefore, EventSink sink) throws IOException;

}
