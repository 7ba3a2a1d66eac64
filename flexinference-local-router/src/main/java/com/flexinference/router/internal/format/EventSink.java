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

	void send(@Nullable String name, String data) throws IOException;

	// Sends an event that repeats its name in a field of the data
	default void send(String field, String name, ObjectNode data) throws IOException {
		send(name, Json.text(Json.object(field, name).setAll(data)));
	}

}
