package com.flexinference.template;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when the interface of a declared client is wrong. The message names the
 * interface, and the method if it is the one that is wrong.
 */
public final class InvalidDeclaredClientException extends IllegalArgumentException {

	private static final long serialVersionUID = 1L;

	InvalidDeclaredClientException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
