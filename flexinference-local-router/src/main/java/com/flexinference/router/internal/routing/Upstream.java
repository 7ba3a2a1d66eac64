package com.flexinference.router.internal.routing;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import com.flexinference.router.internal.error.ErrorCode;
import com.flexinference.router.internal.error.Failure;

/**
 * The simulated providers. A script can make some of the attempts fail.
 */
public final class Upstream {

	private static final int TIMEOUT = 504;

	private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

	private final int status;

	private int failuresLeft;

	public Upstream(int status, int failures) {
		this.status = status;
		this.failuresLeft = failures;
	}

	// Returns why the provider fails, null if it serves
	@Nullable Failure attempt(Route route) {
		if (this.failuresLeft == 0) {
			return null;
		}
		this.failuresLeft--;
		return switch (this.status) {
			case 401, 403 -> Failure.of(ErrorCode.UPSTREAM_AUTH_FAILED,
					"The provider does not accept the stored credential", null, route.errorName(), "invalid_api_key");
			case 429 -> failure(route, "quota", "rate_limit_exceeded").withRetryAfter(RETRY_AFTER);
			case TIMEOUT -> failure(route, "upstream", "timeout");
			default -> (this.status < 500) ? failure(route, "validation", "invalid_request_error")
					: failure(route, "upstream", "server_error");
		};
	}

	private Failure failure(Route route, String errorClass, String providerCode) {
		return Failure.ofProvider(route.errorName(), this.status, errorClass, providerCode,
				"The provider failed with HTTP " + this.status);
	}

	// Whether to repeat the request to the same provider
	static boolean isRetryable(Failure failure) {
		return failure.isRetryable() && failure.status() != TIMEOUT;
	}

	// Whether to send the request to the next provider
	static boolean isFault(Failure failure) {
		return failure.isRetryable() || failure.status() == 403;
	}

}
