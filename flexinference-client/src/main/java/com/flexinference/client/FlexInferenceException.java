package com.flexinference.client;

import org.jspecify.annotations.Nullable;

/**
 * Base of all exceptions of the client.
 */
public abstract class FlexInferenceException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	/**
	 * Create an exception.
	 * @param message what went wrong
	 * @param cause what caused it, or {@code null}
	 */
	protected FlexInferenceException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
