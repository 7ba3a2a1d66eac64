package com.flexinference.client;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;

import com.flexinference.client.internal.format.ErrorDetail;

/**
 * Thrown when personal data could not be masked, so that the prompt was not forwarded
 * (code {@code pii_masking_failed}).
 */
public final class PiiMaskingFailedException extends FlexInferenceResponseException {

	private static final long serialVersionUID = 1L;

	PiiMaskingFailedException(HttpStatusCode status, HttpHeaders headers, byte[] body, ErrorDetail detail) {
		super(status, headers, body, detail, null);
	}

}
