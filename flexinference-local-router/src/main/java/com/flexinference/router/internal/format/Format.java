package com.flexinference.router.internal.format;

import java.util.List;

import tools.jackson.databind.node.ObjectNode;

import com.flexinference.router.internal.error.Failure;
import com.flexinference.router.internal.model.ParsedRequest;
import com.flexinference.router.internal.routing.Route;

/**
 * Reads the requests and writes the answers of one caller format.
 */
public interface Format {

	ParsedRequest read(ObjectNode request);

	// Checks what providers check, not the router
	default void checkAsProvider(ObjectNode request, Route route) {
	}

	ObjectNode write(SimulatedResponse answer);

	List<Event> events(SimulatedResponse answer);

	// The event of a failure that ends a stream (docs/wire-contract.md, section 10.6)
	Event failure(SimulatedResponse answer, Failure failure, int eventsBefore);

}
