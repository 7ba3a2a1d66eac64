package com.flexinference.client;

/**
 * Thrown when a rate or concurrency limit refuses the request (status 429); see
 * {@link #retryAfter()}.
 */
public final class RateLimitedException extends FlexInferenceResponseException {

	private static final long serialVersionUID = 1L;

	RateLimitedException(ErrorAnswer answer) {
		super(answer, null);
	}

}
