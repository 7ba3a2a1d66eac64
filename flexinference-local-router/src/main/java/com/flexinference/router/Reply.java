package com.flexinference.router;

import java.io.IOException;
import java.util.Map;

import tools.jackson.databind.node.ObjectNode;

/**
 * What is answered to a request.
 */
sealed interface Reply {

	/**
	 * Return the headers that go out besides the content type.
	 * @return the headers
	 */
	Map<String, String> headers();

	static Reply ok(ObjectNode body) {
		return new Whole(200, Map.of(), body);
	}

	/**
	 * An answer in one piece.
	 *
	 * @param status the HTTP status
	 * @param headers the headers
	 * @param body the body
	 */
	record Whole(int status, Map<String, String> headers, ObjectNode body) implements Reply {

	}

	/**
	 * An answer event by event.
	 *
	 * @param headers the headers
	 * @param events the events
	 */
	record Streamed(Map<String, String> headers, EventSource events) implements Reply {

	}

	/**
	 * Writes the events of an answer.
	 */
	interface EventSource {

		void writeTo(EventSink sink) throws IOException;

	}

}
