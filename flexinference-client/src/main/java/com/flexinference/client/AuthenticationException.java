package com.flexinference.client;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;

import com.flexinference.client.internal.format.ErrorDetail;

/**
 * Thrown when the service does not accept the API key (status 401).
 */
public final class AuthenticationException extends FlexInferenceResponseException {

	private static final long serialVersionUID = 1L;

	AuthenticationException(HttpStatusCode status, HttpHeaders headers, byte[] body, ErrorDetail detail) {
		super(status, headers, body, detail, null);
	}

}
