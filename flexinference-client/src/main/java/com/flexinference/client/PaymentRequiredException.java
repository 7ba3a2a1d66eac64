package com.flexinference.client;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;

import com.flexinference.client.internal.format.ErrorDetail;

/**
 * Thrown when the balance does not cover the request (status 402); add funds, then send
 * the request again.
 */
public final class PaymentRequiredException extends FlexInferenceResponseException {

	private static final long serialVersionUID = 1L;

	PaymentRequiredException(HttpStatusCode status, HttpHeaders headers, byte[] body, ErrorDetail detail) {
		super(status, headers, body, detail, null);
	}

}
