package com.flexinference.client;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import tools.jackson.core.JacksonException;

import com.flexinference.client.format.CallerFormat;
import com.flexinference.client.internal.format.ErrorDetail;
import com.flexinference.client.internal.json.JsonProblem;

/**
 * An answer, streamed or not, with the facts that are known once its headers have
 * arrived.
 */
public abstract sealed class FlexReply permits FlexResponse, FlexStream {

	private final Call call;

	private final HttpStatusCode status;

	private final HttpHeaders headers;

	FlexReply(Call call, HttpStatusCode status, HttpHeaders headers) {
		this.call = call;
		this.status = status;
		this.headers = HttpHeaders.readOnlyHttpHeaders(headers);
	}

	/**
	 * Return the format of the answer.
	 * @return the caller format
	 */
	public CallerFormat format() {
		return this.call.format();
	}

	/**
	 * Return the HTTP status.
	 * @return a status of the 2xx series
	 */
	public HttpStatusCode status() {
		return this.status;
	}

	/**
	 * Return the response headers, which are there before the first event of a stream.
	 * @return the headers, read-only
	 */
	public HttpHeaders headers() {
		return this.headers;
	}

	/**
	 * Return the reason for the value of {@code start_within}.
	 * @return the reason of {@link RequestOptions#withStartWithinReason}, or {@code null}
	 * if none was given
	 */
	public @Nullable String startWithinReason() {
		return this.call.startWithinReason();
	}

	/**
	 * Return how often the client sent the request; more than once only if
	 * {@link FlexInferenceClient.Builder#maxAttempts(int)} allows it.
	 * @return the number of attempts, 1 or more
	 */
	public int attempts() {
		return this.call.attempts();
	}

	FlexInferenceResponseException unreadable(String part, byte[] json, JacksonException problem) {
		return unreadable(part, json, JsonProblem.describe(problem));
	}

	FlexInferenceResponseException unreadable(String part, byte[] json, String problem) {
		return exception(new ErrorAnswer(this.status, this.headers, json,
				ErrorDetail.message("The " + part + " cannot be read: " + problem)));
	}

	FlexInferenceResponseException exception(ErrorAnswer answer) {
		FlexInferenceResponseException exception = answer.exception();
		exception.attempts(attempts());
		return exception;
	}

	/**
	 * Return the retries that the service spent.
	 * @return the number, or {@code null} if not reported
	 */
	public @Nullable Integer retries() {
		return ServiceHeaders.retries(this.headers);
	}

	/**
	 * Return what can still be spent on managed keys.
	 * @return the remaining amount, or {@code null} if not reported
	 */
	public @Nullable SpendRemaining spendRemaining() {
		return SpendRemaining.read(this.headers);
	}

	/**
	 * The call that is answered, as far as its answer knows it.
	 */
	record Call(CallerFormat format, @Nullable String startWithinReason, int attempts) {

	}

}
