package com.flexinference.router.internal.error;

import org.jspecify.annotations.Nullable;

/**
 * A request the router refuses.
 */
public final class RouterException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final transient Failure failure;

	public RouterException(Failure failure) {
		super(failure.message(), null, false, false);
		this.failure = failure;
	}

	public RouterException(ErrorCode code) {
		this(Failure.of(code, code.describe()));
	}

	public RouterException(ErrorCode code, @Nullable String param, String message) {
		this(Failure.of(code, message, param, null, null));
	}

	public static void check(boolean fine, ErrorCode code, @Nullable String param, String message) {
		if (!fine) {
			throw new RouterException(code, param, message);
		}
	}

	public Failure failure() {
		return this.failure;
	}

}
