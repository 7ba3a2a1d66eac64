package com.flexinference.client;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
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
 * Makes exceptions of answers that are errors, or that are not what was requested.
 */
final class ErrorAnswers {

	private static final int MAX_BODY = 64 * 1024;

	private static final int MAX_TYPE = 100;

	/**
	 * How long the body of an error is waited for. The timeouts of the call are made for
	 * answers.
	 */
	private static final Duration MAX_TIME = Duration.ofSeconds(5);

	private ErrorAnswers() {
	}

	static FlexInferenceResponseException read(ClientHttpResponse response) throws IOException {
		return read(response, MAX_TIME);
	}

	static FlexInferenceResponseException read(ClientHttpResponse response, Duration time) throws IOException {
		HttpStatusCode status = response.getStatusCode();
		HttpHeaders headers = response.getHeaders();
		// In JSON, what matters may follow a long message.
		byte[] body = body(response, isJson(headers) ? SseReader.MAX_EVENT_BYTES : MAX_BODY, time);
		ErrorDetail detail = ErrorDetail.ofBody(json(body));
		body = (body.length > MAX_BODY) ? Arrays.copyOf(body, MAX_BODY) : body;
		if (detail.message() == null) {
			detail = detail.withMessage(describe(status, headers, body));
		}
		return exception(status, headers, body, detail);
	}

	private static boolean isJson(HttpHeaders headers) {
		String type = headers.getFirst(HttpHeaders.CONTENT_TYPE);
		return type != null && type.toLowerCase(Locale.ROOT).contains("json");
	}

	static FlexInferenceResponseException exception(HttpStatusCode status, HttpHeaders headers, byte[] body,
			ErrorDetail detail) {
		if ("moderation_blocked".equals(detail.code())) {
			return new ModerationBlockedException(status, headers, body, detail);
		}
		if ("pii_masking_failed".equals(detail.code())) {
			return new PiiMaskingFailedException(status, headers, body, detail);
		}
		return switch (status.value()) {
			case 401 -> new AuthenticationException(status, headers, body, detail);
			case 402 -> new PaymentRequiredException(status, headers, body, detail);
			case 429 -> new RateLimitedException(status, headers, body, detail);
			default -> new FlexInferenceResponseException(status, headers, body, detail, null);
		};
	}

	static StreamFailedException notStream(CallerFormat format, String type, ClientHttpResponse response)
			throws IOException {
		HttpHeaders headers = response.getHeaders();
		byte[] body = body(response, SseReader.MAX_EVENT_BYTES, MAX_TIME);
		JsonNode json = json(body);
		ErrorDetail detail = ErrorDetail.ofBody(json);
		if (detail.message() == null) {
			detail = detail.withMessage("The service answered with '" + ForeignText.neutralize(type, MAX_TYPE)
					+ "' although a stream of events was requested.");
		}
		Answer partial = ServiceHeaders.complete(FormatCodec.of(format).partialAnswer(json), headers);
		return new StreamFailedException(headers, body, detail, partial, null);
	}

	static FlexInferenceResponseException unreadable(ClientHttpResponse response, RuntimeException failure)
			throws IOException {
		try (response) {
			// Without the cause, which may quote the answer.
			return problem(response, "The response cannot be read (" + failure.getClass().getSimpleName() + ").");
		}
	}

	static FlexInferenceResponseException problem(ClientHttpResponse response, String message) throws IOException {
		return new FlexInferenceResponseException(response.getStatusCode(), response.getHeaders(), new byte[0],
				ErrorDetail.message(message), null);
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
		return reason(status) + "The body is not an error of the service: " + body.length + " bytes"
				+ ((type != null) ? " of " + ForeignText.neutralize(type.toLowerCase(Locale.ROOT), MAX_TYPE) : "")
				+ ".";
	}

	private static String reason(HttpStatusCode status) {
		@Nullable HttpStatus known = HttpStatus.resolve(status.value());
		return (known != null) ? known.getReasonPhrase() + ". " : "";
	}

}
