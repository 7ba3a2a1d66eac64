package com.flexinference.batch.internal.step;

import org.jspecify.annotations.Nullable;

import com.flexinference.client.FlexInferenceException;

/**
 * The failure of an item for which the user's function made no request.
 */
final class AskFailedException extends FlexInferenceException {

	private static final long serialVersionUID = 1L;

	AskFailedException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
