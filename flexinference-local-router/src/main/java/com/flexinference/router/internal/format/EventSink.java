package com.flexinference.router.internal.format;

import java.io.IOException;

import org.jspecify.annotations.Nullable;

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

}
