package com.flexinference.client.internal.sse;

import java.io.IOException;

/**
 * Thrown when a server-sent event, or a single line of the stream, is larger than the
 * reader accepts. The rest of the stream cannot be read.
 */
public class SseEventTooLargeException extends IOException {

	private static final long serialVersionUID = 1L;

	private final int maxEventBytes;

	/**
	 * Create an exception for the given bound.
	 * @param maxEventBytes the bound that was exceeded, in bytes
	 */
	public SseEventTooLargeException(int maxEventBytes) {
		super("Server-sent event is larger than " + maxEventBytes + " bytes");
		this.maxEventBytes = maxEventBytes;
	}

	/**
	 * Return the bound that was exceeded.
	 * @return the bound in bytes
	 */
	public int maxEventBytes() {
		return this.maxEventBytes;
	}

}
