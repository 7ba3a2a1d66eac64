package com.flexinference.client.internal.sse;

import java.io.IOException;

/**
 * Thrown when a server-sent event, or a single line of the stream, is larger than the
 * reader accepts. The rest of the stream cannot be read.
 */
final class SseEventTooLargeException extends IOException {

	private static final long serialVersionUID = 1L;

	SseEventTooLargeException(int maxEventBytes) {
		super("Server-sent event is larger than " + maxEventBytes + " bytes");
	}

}
