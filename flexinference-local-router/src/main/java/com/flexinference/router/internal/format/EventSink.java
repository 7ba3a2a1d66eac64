package com.flexinference.router.internal.format;

import java.io.IOException;

import tools.jackson.databind.node.ObjectNode;

/**
 * Takes the events of a streamed answer, one after the other.
 */
public interface EventSink {

	/**
	 * Send an event with a name of its own.
	 * @param name the name
	 * @param data the data
	 * @throws IOException if the connection is gone
	 */
	void send(String name, ObjectNode data) throws IOException;

	/**
	 * Send data without an event name.
	 * @param data the data
	 * @throws IOException if the connection is gone
	 */
	void send(String data) throws IOException;

}
