package com.flexinference.router;

import org.jspecify.annotations.Nullable;

/**
 * A request the router refuses.
 */
final class RouterException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final ErrorCode code;

	private final @Nullable String param;

	private final @Nullable Route route;

	RouterException(ErrorCode code, @Nullable String param, String message) {
		this(code, param, message, null);
	}

	RouterException(ErrorCode code, @Nullable String param, String message, @Nullable Route route) {
		super(message, null, false, false);
		this.code = code;
		this.param = param;
		this.route = route;
	}

	ErrorCode code() {
		return this.code;
	}

	@Nullable String param() {
		return this.param;
	}

	@Nullable String provider() {
		return (this.route != null) ? this.route.errorName() : null;
	}

}
