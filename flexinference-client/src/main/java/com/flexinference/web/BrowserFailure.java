package com.flexinference.web;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

import com.flexinference.client.FlexInferenceResponseException;
import com.flexinference.client.FlexInferenceTimeoutException;
import com.flexinference.client.FlexInferenceTransportException;
import com.flexinference.client.InvalidRequestException;
import com.flexinference.client.ModerationBlockedException;
import com.flexinference.client.RateLimitedException;
import com.flexinference.client.StreamFailedException;

/**
 * What a browser may know of a failure. Messages of exceptions are for developers: they
 * can quote the service, which can quote a prompt.
 */
final class BrowserFailure {

	private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

	private BrowserFailure() {
	}

	static Map<String, Object> describe(Throwable failure) {
		Map<String, Object> data = new LinkedHashMap<>();
		data.put("code", code(failure));
		data.put("message", message(failure));
		Duration retryAfter = (failure instanceof FlexInferenceResponseException response) ? response.retryAfter()
				: null;
		if (retryAfter != null) {
			data.put("retryAfterSeconds", retryAfter.plusMillis(999).toSeconds());
		}
		return data;
	}

	private static String code(Throwable failure) {
		String code = (failure instanceof FlexInferenceResponseException response) ? response.code() : null;
		return (code != null && CODE.matcher(code).matches()) ? code : kind(failure);
	}

	private static String kind(Throwable failure) {
		if (failure instanceof InvalidRequestException) {
			return "invalid_request";
		}
		if (failure instanceof FlexInferenceTimeoutException) {
			return "timeout";
		}
		if (failure instanceof StreamFailedException) {
			return "stream_failed";
		}
		return (failure instanceof FlexInferenceTransportException) ? "connection_failed" : "failed";
	}

	private static String message(Throwable failure) {
		if (failure instanceof RateLimitedException) {
			return "There are too many requests. Try again later.";
		}
		if (failure instanceof ModerationBlockedException) {
			return "Moderation blocked the request.";
		}
		if (failure instanceof FlexInferenceTimeoutException) {
			return "The answer took too long.";
		}
		return (failure instanceof StreamFailedException) ? "The answer ended early." : "The answer is not available.";
	}

}
