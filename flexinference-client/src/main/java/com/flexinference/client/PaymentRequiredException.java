package com.flexinference.client;

/**
 * Thrown when the balance does not cover the request (status 402); add funds, then send
 * the request again.
 */
public final class PaymentRequiredException extends FlexInferenceResponseException {

	private static final long serialVersionUID = 1L;

	PaymentRequiredException(ErrorAnswer answer) {
		super(answer, null);
	}

}
