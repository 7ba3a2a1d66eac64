package com.flexinference.template.declared;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when the interface of a declared client is invalid. The message names the
 * interface, and the method if one of them is the cause.
 */
public final class InvalidDeclaredClientException extends IllegalArgumentException {

	private static final long serialVersionUID = 1L;

	/**
	 * Create an exception.
	 * @param message what is wrong, and where
	 * @param cause the cause, or {@code null}
	 */
	public InvalidDeclaredClientException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
