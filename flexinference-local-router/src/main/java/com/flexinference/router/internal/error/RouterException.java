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

	public RouterException(ErrorCode code, @Nullable String param, String message, String provider) {
		this(Failure.of(code, message, param, provider, null));
	}

	// A request that a provider rejects
	public static RouterException rejected(String provider, String providerCode, String message) {
		return new RouterException(Failure.ofProvider(provider, 400, "validation", providerCode, message));
	}

	public Failure failure() {
		return this.failure;
	}

}
