package com.flexinference.template;

import java.util.EnumSet;
import java.util.Set;

import com.flexinference.client.FlexInferenceException;
import com.flexinference.client.FlexInferenceResponseException;
import com.flexinference.client.FlexInferenceTimeoutException;
import com.flexinference.client.StreamFailedException;
import com.flexinference.client.transport.TimeoutKind;

/**
 * The failures after which an escalation goes on: those before the answer has started
 * that another attempt can clear.
 */
final class Escalation {

	private static final Set<TimeoutKind> BEFORE_START = EnumSet.of(TimeoutKind.CONNECT, TimeoutKind.START);

	private Escalation() {
	}

	static boolean appliesTo(FlexInferenceException failure) {
		if (failure instanceof FlexInferenceTimeoutException timeout) {
			return BEFORE_START.contains(timeout.kind());
		}
		return failure instanceof FlexInferenceResponseException response
				&& !(response instanceof StreamFailedException) && Boolean.TRUE.equals(response.retryable());
	}

}
