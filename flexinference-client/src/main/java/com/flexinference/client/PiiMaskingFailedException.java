package com.flexinference.client;

/**
 * Thrown when personal data could not be masked, so that the prompt was not forwarded
 * (code {@code pii_masking_failed}).
 */
public final class PiiMaskingFailedException extends FlexInferenceResponseException {

	private static final long serialVersionUID = 1L;

	PiiMaskingFailedException(ErrorAnswer answer) {
		super(answer, null);
	}

}
