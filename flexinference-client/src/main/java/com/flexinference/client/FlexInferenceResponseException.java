package com.flexinference.client;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;

import com.flexinference.client.internal.format.ErrorDetail;
import com.flexinference.client.internal.text.ForeignText;

/**
 * Thrown when the service answered with an error (docs/wire-contract.md, section 10).
 * Codes are an open set; branch on {@link #code()} and {@link #status()}, never on
 * {@link #type()}.
 */
public class FlexInferenceResponseException extends FlexInferenceException {

	private static final long serialVersionUID = 1L;

	private static final int MAX_CODE = 100;

	private final ErrorAnswer answer;

	FlexInferenceResponseException(ErrorAnswer answer, @Nullable Throwable cause) {
		super(message(answer.status(), answer.detail()), cause);
		this.answer = answer.toKeep();
	}

	private static String message(HttpStatusCode status, ErrorDetail detail) {
		StringBuilder message = new StringBuilder("HTTP ").append(status.value());
		if (detail.code() != null) {
			message.append(" [").append(ForeignText.neutralize(detail.code(), MAX_CODE)).append(']');
		}
		if (detail.message() != null) {
			message.append(": ").append(ForeignText.neutralize(detail.message()));
		}
		if (detail.docUrl() != null) {
			message.append(" See ").append(ForeignText.neutralize(detail.docUrl()));
		}
		return message.toString();
	}

	/**
	 * Return the HTTP status; of a failure that came with status 200, streamed or not,
	 * the status that it would have had.
	 * @return the status
	 */
	public HttpStatusCode status() {
		return this.answer.status();
	}

	/**
	 * Return the kind of the error.
	 * @return {@code error.type}, or Google's {@code error.status}, or {@code null}
	 */
	public @Nullable String type() {
		return this.answer.detail().type();
	}

	/**
	 * Return the code of the error.
	 * @return {@code error.code} if it is a string, else that of the
	 * {@code flexinference} block, or {@code null}
	 */
	public @Nullable String code() {
		return this.answer.detail().code();
	}

	/**
	 * Return the request field at fault.
	 * @return the field, or {@code null}
	 */
	public @Nullable String param() {
		return this.answer.detail().param();
	}

	/**
	 * Return a link into the service's documentation.
	 * @return the link, or {@code null}
	 */
	public @Nullable String docUrl() {
		return this.answer.detail().docUrl();
	}

	/**
	 * Return the class of the error (docs/wire-contract.md, section 10.2).
	 * @return such as {@code validation}, {@code quota} or {@code upstream}, or
	 * {@code null}
	 */
	public @Nullable String errorClass() {
		return this.answer.detail().errorClass();
	}

	/**
	 * Return who refused the request or failed.
	 * @return {@code flexinference} or {@code provider}, or {@code null}
	 */
	public @Nullable String origin() {
		return this.answer.detail().origin();
	}

	/**
	 * Return the provider concerned.
	 * @return the provider, or {@code null}
	 */
	public @Nullable String provider() {
		return this.answer.detail().provider();
	}

	/**
	 * Return the provider's own code.
	 * @return the code, or {@code null}
	 */
	public @Nullable String providerCode() {
		return this.answer.detail().providerCode();
	}

	/**
	 * Return whether the same request could succeed later.
	 * @return the answer of the service, or {@code null} if not reported
	 */
	public @Nullable Boolean retryable() {
		return this.answer.detail().retryable();
	}

	/**
	 * Return how long to wait before another attempt, from the header
	 * {@code Retry-After}.
	 * @return the time from now, or {@code null} if not reported
	 */
	public @Nullable Duration retryAfter() {
		return ServiceHeaders.retryAfter(this.answer.headers(), Instant.now());
	}

	/**
	 * Return the response headers.
	 * @return the headers, read-only
	 */
	public HttpHeaders headers() {
		return this.answer.headers();
	}

	/**
	 * Return the body of the error, or the event of a stream that reported it.
	 * @return a copy of the bytes as they arrived, 64 KiB at most of an error's body
	 */
	public byte[] bytes() {
		return this.answer.body().clone();
	}

	/**
	 * Return the body of the error as text.
	 * @return the bytes, read as UTF-8
	 */
	public String body() {
		return new String(this.answer.body(), StandardCharsets.UTF_8);
	}

}
