package com.flexinference.client;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;

import com.flexinference.client.internal.format.ErrorDetail;

/**
 * Thrown when moderation flagged the prompt, which never reached a provider (code
 * {@code moderation_blocked}).
 */
public final class ModerationBlockedException extends FlexInferenceResponseException {

	private static final long serialVersionUID = 1L;

	ModerationBlockedException(HttpStatusCode status, HttpHeaders headers, byte[] body, ErrorDetail detail) {
		super(status, headers, body, detail, null);
	}

}
