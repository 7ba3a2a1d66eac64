package com.flexinference.router.internal.routing;

import java.time.Duration;

import com.flexinference.router.internal.error.ErrorCode;
import com.flexinference.router.internal.error.Failure;

/**
 * The simulated providers. The first attempts of a request can fail with an HTTP status.
 */
public record Upstream(int status, int failures) {

	public static final Upstream SERVING = new Upstream(0, 0);

	private static final int TIMEOUT = 504;

	private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

	Failure failure(Route route) {
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
