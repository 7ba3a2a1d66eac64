package com.flexinference.router;

import org.jspecify.annotations.Nullable;

/**
 * A request the router refuses.
 */
final class RouterException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final transient Failure failure;

	RouterException(Failure failure) {
		super(failure.message(), null, false, false);
		this.failure = failure;
	}

	RouterException(ErrorCode code, @Nullable String param, String message) {
		this(Failure.of(code, message).withParam(param));
	}

	RouterException(ErrorCode code, @Nullable String param, String message, Route route) {
		this(Failure.of(code, message).withParam(param).withRoute(route));
	}

	Failure failure() {
		return this.failure;
	}

}
