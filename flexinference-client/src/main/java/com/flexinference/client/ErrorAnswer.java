package com.flexinference.client;

import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.ClientHttpResponse;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

import com.flexinference.client.format.CallerFormat;
import com.flexinference.client.internal.format.ErrorDetail;
import com.flexinference.client.internal.format.FormatCodec;
import com.flexinference.client.internal.json.WireJson;
import com.flexinference.client.internal.sse.SseReader;
import com.flexinference.client.internal.text.ForeignText;
import com.flexinference.client.internal.transport.CallDeadline;
import com.flexinference.client.internal.transport.HttpTransport;
import com.flexinference.client.message.Answer;

/**
 * An answer that is an error, or that is not what was requested, with the bytes that are
 * kept of its body.
 */
record ErrorAnswer(HttpStatusCode status, HttpHeaders headers, byte[] body,
		ErrorDetail detail) implements Serializable {

	private static final int MAX_BODY = 64 * 1024;

	private static final int MAX_TYPE = 100;

	/**
	 * How long the body of an error is waited for. The timeouts of the call are made for
	 * answers.
	 */
	private static final Duration MAX_TIME = Duration.ofSeconds(5);

	static FlexInferenceResponseException read(ClientHttpResponse response) throws IOException {
		return read(response, MAX_TIME);
	}

	static FlexInferenceResponseException read(ClientHttpResponse response, Duration time) throws IOException {
		HttpStatusCode status = response.getStatusCode();
		HttpHeaders headers = response.getHeaders();
		// In JSON, what matters may follow a long message.
		byte[] arrived = body(response, isJson(headers) ? SseReader.MAX_EVENT_BYTES : MAX_BODY, time);
		byte[] kept = (arrived.length > MAX_BODY) ? Arrays.copyOf(arrived, MAX_BODY) : arrived;
		ErrorDetail told = ErrorDetail.ofBody(json(arrived));
		return new ErrorAnswer(status, headers, kept,
				(told.message() != null) ? told : told.withMessage(describe(status, headers, kept)))
			.exception();
	}

	private static boolean isJson(HttpHeaders headers) {
		String type = headers.getFirst(HttpHeaders.CONTENT_TYPE);
		return type != null && type.toLowerCase(Locale.ROOT).contains("json");
	}

	/**
	 * Create an answer for a failure that came with a status of the 2xx series. It has
	 * the status that the failure would have had, or 502.
	 */
	static ErrorAnswer ofFailure(HttpHeaders headers, byte[] body, ErrorDetail detail) {
		Integer told = detail.status();
		HttpStatusCode status = (told != null && told >= 100 && told <= 999) ? HttpStatusCode.valueOf(told)
				: HttpStatus.BAD_GATEWAY;
		return new ErrorAnswer(status, headers, body, detail);
	}

	ErrorAnswer toKeep() {
		// The whole message may be as long as the body.
		return new ErrorAnswer(this.status, HttpHeaders.readOnlyHttpHeaders(this.headers), this.body,
				this.detail.withMessage(null));
	}

	FlexInferenceResponseException exception() {
		if ("moderation_blocked".equals(this.detail.code())) {
			return new ModerationBlockedException(this);
		}
		if ("pii_masking_failed".equals(this.detail.code())) {
			return new PiiMaskingFailedException(this);
		}
		return switch (this.status.value()) {
			case 401 -> new AuthenticationException(this);
			case 402 -> new PaymentRequiredException(this);
			case 429 -> new RateLimitedException(this);
			default -> new FlexInferenceResponseException(this, null);
		};
	}

	static StreamFailedException notStream(CallerFormat format, String type, ClientHttpResponse response)
			throws IOException {
		HttpHeaders headers = response.getHeaders();
		byte[] body = body(response, SseReader.MAX_EVENT_BYTES, MAX_TIME);
		JsonNode json = json(body);
		ErrorDetail told = ErrorDetail.ofBody(json);
		ErrorDetail detail = (told.message() != null) ? told : told.withMessage("The service answered with '"
				+ ForeignText.neutralize(type, MAX_TYPE) + "' although a stream of events was requested.");
		Answer partial = ServiceHeaders.complete(FormatCodec.of(format).partialAnswer(json), headers);
		return new StreamFailedException(ofFailure(headers, body, detail), partial, null);
	}

	static FlexInferenceResponseException unreadable(ClientHttpResponse response, RuntimeException failure)
			throws IOException {
		try (response) {
			// Without the cause, which may quote the answer.
			return problem(response, "The response cannot be read (" + failure.getClass().getSimpleName() + ").");
		}
	}

	static FlexInferenceResponseException problem(ClientHttpResponse response, String message) throws IOException {
		return new ErrorAnswer(response.getStatusCode(), response.getHeaders(), new byte[0],
				ErrorDetail.message(message))
			.exception();
	}

	private static byte[] body(ClientHttpResponse response, int limit, Duration time) {
		try (response) {
			HttpTransport.endBy(response.getBody(), CallDeadline.of(time));
			return BodyReader.readArrived(response, limit);
		}
		catch (IOException ex) {
			// There is no body at all.
			return new byte[0];
		}
	}

	private static JsonNode json(byte[] body) {
		try {
			return WireJson.tree(body);
		}
		catch (JacksonException ex) {
			return WireJson.damagedTree(body);
		}
	}

	private static String describe(HttpStatusCode status, HttpHeaders headers, byte[] body) {
		if (status.is3xxRedirection()) {
			return "Redirects are not followed, so that the API key is not sent to another host. "
					+ "Check 'flexinference.base-url'.";
		}
		String type = headers.getFirst(HttpHeaders.CONTENT_TYPE);
		String reason = (status instanceof HttpStatus known) ? known.getReasonPhrase() + ". " : "";
		return reason + "The body is not an error of the service: " + body.length + " bytes"
				+ ((type != null) ? " of " + ForeignText.neutralize(type.toLowerCase(Locale.ROOT), MAX_TYPE) : "")
				+ ".";
	}

}
