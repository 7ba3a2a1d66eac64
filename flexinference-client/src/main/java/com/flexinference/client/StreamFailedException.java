package com.flexinference.client;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;

import com.flexinference.client.internal.format.ErrorDetail;
import com.flexinference.client.message.Answer;

/**
 * Thrown when a stream reported a failure, was cut before its end, or was not a stream
 * (docs/wire-contract.md, section 10.6).
 */
public final class StreamFailedException extends FlexInferenceResponseException {

	private static final long serialVersionUID = 1L;

	private final Answer partial;

	StreamFailedException(HttpHeaders headers, byte[] body, ErrorDetail detail, Answer partial,
			@Nullable Throwable cause) {
		super(status(detail), headers, body, detail, cause);
		this.partial = partial;
	}

	/**
	 * Return the status of a failure that came with a status of the 2xx series.
	 * @param detail what is known of the failure
	 * @return the status that it would have had, or 502
	 */
	static HttpStatusCode status(ErrorDetail detail) {
		Integer status = detail.status();
		return (status != null && status >= 100 && status <= 999) ? HttpStatusCode.valueOf(status)
				: HttpStatus.BAD_GATEWAY;
	}

	/**
	 * Return the part of the answer that arrived.
	 * @return the answer so far, never complete
	 */
	public Answer partial() {
		return this.partial;
	}

}
