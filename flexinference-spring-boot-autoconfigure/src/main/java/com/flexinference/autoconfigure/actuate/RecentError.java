package com.flexinference.autoconfigure.actuate;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import com.flexinference.client.FlexInferenceResponseException;
import com.flexinference.client.observation.FlexInferenceRequestContext;

/**
 * What is kept of an error: no message, which could carry content.
 *
 * @param time when the call ended
 * @param format the caller format
 * @param code the code of the error, or {@code null}
 * @param httpStatus the status of the answer, or {@code null} if there was none
 * @param docUrl where the error is explained, or {@code null} if not said
 */
record RecentError(Instant time, String format, @Nullable String code, @Nullable Integer httpStatus,
		@Nullable String docUrl) {

	static RecentError of(FlexInferenceRequestContext context, RecentCall call) {
		String format = CallKey.of(context).format();
		if (context.getError() instanceof FlexInferenceResponseException response) {
			return new RecentError(call.end(), format, call.errorCode(), response.status().value(),
					ServiceText.url(response.docUrl()));
		}
		return new RecentError(call.end(), format, call.errorCode(), null, null);
	}

}
