package com.flexinference.router.internal.format;

import java.io.IOException;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

import com.flexinference.router.internal.Json;

/**
 * Takes the events of a streamed answer, one after the other.
 */
@FunctionalInterface
public interface EventSink {

	/**
	 * Send an event.
	 * @param name the name of the event or {@code null} if it has none
	 * @param data the data, one line
	 * @throws IOException if the connection is gone
	 */
	void send(@Nullable String name, String data) throws IOException;

	/**
	 * Send an event that repeats its name in a field of the data.
	 * @param field the field for the name
	 * @param name the name
	 * @param data the other fields
	 * @throws IOException if the connection is gone
	 */
	default void send(String field, String name, ObjectNode data) throws IOException {
		send(name, Json.text(Json.object(field, name).setAll(data)));
	}

}
