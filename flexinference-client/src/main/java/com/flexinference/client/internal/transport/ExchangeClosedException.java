package com.flexinference.client.internal.transport;

import java.io.IOException;

/**
 * Thrown to a reader whose exchange has been closed on this side: by the caller, or with
 * the transport. The network has not failed.
 */
public class ExchangeClosedException extends IOException {

	private static final long serialVersionUID = 1L;

	ExchangeClosedException(String message) {
		super(message);
	}

}
