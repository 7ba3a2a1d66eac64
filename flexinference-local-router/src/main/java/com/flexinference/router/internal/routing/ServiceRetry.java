package com.flexinference.router.internal.routing;

import java.time.Duration;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import com.flexinference.router.internal.error.ErrorCode;
import com.flexinference.router.internal.error.RouterException;

/**
 * How often and how soon a request to a provider is repeated (docs/wire-contract.md,
 * section 3.1). Waits grow by steps or double; jitter shortens them by chance.
 */
public record ServiceRetry(int count, boolean linear, boolean jitter) {

	public static final ServiceRetry NONE = new ServiceRetry(0, false, false);

	private static final Set<String> FIELDS = Set.of("count", "backoff", "jitter");

	private static final Duration STEP = Duration.ofMillis(500);

	private static final Duration LONGEST_STEP = Duration.ofSeconds(8);

	private static final Duration LONGEST_RETRY_AFTER = Duration.ofSeconds(60);

	public static ServiceRetry parse(@Nullable JsonNode retry) {
		if (retry == null) {
			return NONE;
		}
		JsonNode count = retry.path("count");
		String backoff = retry.path("backoff").asString("");
		boolean valid = retry.isObject() && FIELDS.containsAll(retry.propertyNames())
				&& count.canConvertToExactIntegral() && count.intValue() >= 1 && count.intValue() <= 5
				&& (!retry.has("backoff") || "exponential".equals(backoff) || "linear".equals(backoff))
				&& (!retry.has("jitter") || retry.path("jitter").isBoolean());
		RouterException.check(valid, ErrorCode.INVALID_RETRY, "retry",
				"'retry' must be an object with a 'count' from 1 to 5 and, optionally, 'backoff' (\"exponential\" or "
						+ "\"linear\") and 'jitter' (boolean)");
		return new ServiceRetry(count.intValue(), "linear".equals(backoff), retry.path("jitter").asBoolean(true));
	}

	// The wait before a retry, after some were spent; random is from 0 to 1
	public Duration delay(int spent, @Nullable Duration retryAfter, double random) {
		if (retryAfter != null) {
			return shorter(retryAfter, LONGEST_RETRY_AFTER);
		}
		Duration step = STEP.multipliedBy(this.linear ? spent + 1 : 1L << spent);
		long nanos = shorter(step, LONGEST_STEP).toNanos();
		return Duration.ofNanos(this.jitter ? Math.round(nanos * (1 - 0.25 * random)) : nanos);
	}

	private static Duration shorter(Duration one, Duration other) {
		return (one.compareTo(other) < 0) ? one : other;
	}

}
