package com.flexinference.client;

import java.io.IOException;

/**
 * Thrown when the connection to the service failed: it could not be opened or was lost.
 */
public class FlexInferenceTransportException extends FlexInferenceException {

	private static final long serialVersionUID = 1L;

	FlexInferenceTransportException(String message, IOException cause) {
		super(message, cause);
	}

}
