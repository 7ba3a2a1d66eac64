package com.flexinference.client.internal.transport;

import java.io.IOException;

/**
 * Thrown when the server says that it has not processed the request at all, which HTTP/2
 * can tell: by the error {@code REFUSED_STREAM}, or by a {@code GOAWAY} for streams
 * before this one (RFC 9113, section 8.7).
 */
public class RequestNotProcessedException extends IOException {

	private static final long serialVersionUID = 1L;

	/**
	 * Create an exception.
	 * @param cause what the client underneath has thrown
	 */
	public RequestNotProcessedException(IOException cause) {
		super("The server has refused to process the request", cause);
	}

}
