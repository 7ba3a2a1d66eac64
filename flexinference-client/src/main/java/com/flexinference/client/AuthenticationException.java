package com.flexinference.client;

/**
 * Thrown when the service does not accept the API key (status 401).
 */
public final class AuthenticationException extends FlexInferenceResponseException {

	private static final long serialVersionUID = 1L;

	AuthenticationException(ErrorAnswer answer) {
		super(answer, null);
	}

}
