package com.flexinference.samples.quickstart;

import java.time.Duration;
import java.util.Map;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

import com.flexinference.client.FlexInferenceException;
import com.flexinference.client.FlexInferenceResponseException;
import com.flexinference.client.FlexInferenceTimeoutException;
import com.flexinference.client.InvalidRequestException;
import com.flexinference.client.PaymentRequiredException;
import com.flexinference.client.RateLimitedException;
import com.flexinference.template.DeadlineExceededException;

/**
 * Answers failures of calls with problem details, which never quote a prompt.
 */
@RestControllerAdvice
class FlexInferenceProblems {

	private static final Map<Class<?>, HttpStatus> STATUS = Map.of(InvalidRequestException.class,
			HttpStatus.INTERNAL_SERVER_ERROR, PaymentRequiredException.class, HttpStatus.PAYMENT_REQUIRED,
			RateLimitedException.class, HttpStatus.TOO_MANY_REQUESTS, FlexInferenceTimeoutException.class,
			HttpStatus.GATEWAY_TIMEOUT, DeadlineExceededException.class, HttpStatus.GATEWAY_TIMEOUT);

	@ExceptionHandler
	ErrorResponse problem(FlexInferenceException ex) {
		HttpStatus status = STATUS.getOrDefault(ex.getClass(), HttpStatus.SERVICE_UNAVAILABLE);
		ErrorResponse.Builder problem = ErrorResponse.builder(ex, status, "The answer is not available.");
		Duration retryAfter = (ex instanceof FlexInferenceResponseException response) ? response.retryAfter() : null;
		if (retryAfter != null) {
			problem.header(HttpHeaders.RETRY_AFTER, String.valueOf(retryAfter.toSeconds()));
		}
		return problem.build();
	}

}
