package com.flexinference.client;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;

import com.flexinference.client.internal.format.ErrorDetail;

/**
 * Thrown when a rate or concurrency limit refuses the request (status 429); see
 * {@link #retryAfter()}.
 */
public final class RateLimitedException extends FlexInferenceResponseException {

	private static final long serialVersionUID = 1L;

	RateLimitedException(HttpStatusCode status, HttpHeaders headers, byte[] body, ErrorDetail detail) {
		super(status, headers, body, detail, null);
	}

}
