package com.flexinference.batch.internal.step;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import com.flexinference.client.AuthenticationException;
import com.flexinference.client.FlexInferenceException;
import com.flexinference.client.FlexInferenceResponseException;
import com.flexinference.client.FlexInferenceTimeoutException;
import com.flexinference.client.FlexInferenceTransportException;
import com.flexinference.client.InvalidConfigurationException;
import com.flexinference.client.PaymentRequiredException;
import com.flexinference.client.transport.TimeoutKind;

/**
 * What a failure means for an item and for the job.
 */
enum Failures {

	/** The item can be tried again. */
	AGAIN,

	/** The item cannot be answered. */
	FINAL,

	/** No item can be answered, until somebody has changed something. */
	STOP;

	private static final Set<String> ACCOUNT = Set.of("account_under_review", "payment_disputed",
			"upstream_auth_failed", "no_byok_key", "no_gemini_key", "no_anthropic_key");

	private static final Duration LONGEST_WAIT = Duration.ofHours(1);

	static Failures of(FlexInferenceException failure) {
		if (failure instanceof AuthenticationException || failure instanceof PaymentRequiredException
				|| failure instanceof InvalidConfigurationException || ACCOUNT.contains(code(failure))) {
			return STOP;
		}
		if (failure instanceof FlexInferenceTimeoutException || failure instanceof FlexInferenceTransportException
				|| failure instanceof AskFailedException) {
			return AGAIN;
		}
		if (failure instanceof FlexInferenceResponseException response) {
			boolean again = (response.retryable() != null) ? response.retryable()
					: response.status().is5xxServerError() || response.status().value() == 429;
			return again ? AGAIN : FINAL;
		}
		return FINAL;
	}

	static String code(FlexInferenceException failure) {
		if (failure instanceof FlexInferenceResponseException response && response.code() != null) {
			return response.code();
		}
		return failure.getClass()
			.getSimpleName()
			.replaceAll("^FlexInference|Exception$", "")
			.replaceAll("(?<=[a-z])(?=[A-Z])", "_")
			.toLowerCase(Locale.ROOT);
	}

	static boolean isRefusal(FlexInferenceException failure) {
		return failure instanceof FlexInferenceResponseException response && (response.status().value() == 429
				|| response.status().value() == 503 || response.retryAfter() != null);
	}

	static @Nullable Duration retryAfter(FlexInferenceException failure) {
		Duration time = (failure instanceof FlexInferenceResponseException response) ? response.retryAfter() : null;
		return (time != null && time.compareTo(LONGEST_WAIT) > 0) ? LONGEST_WAIT : time;
	}

	static boolean mayBeCharged(FlexInferenceException failure) {
		boolean unsent = failure instanceof FlexInferenceTimeoutException timeout
				&& timeout.kind() == TimeoutKind.CONNECT
				|| Stream.<Throwable>iterate(failure, Objects::nonNull, Throwable::getCause)
					.anyMatch((cause) -> cause instanceof ConnectException || cause instanceof NoRouteToHostException
							|| cause instanceof UnknownHostException);
		return !unsent && !(failure instanceof FlexInferenceResponseException);
	}

}
