package com.flexinference.router;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is answered to a request.
 *
 * @param status the HTTP status
 * @param headers the headers besides the content type
 * @param content the body
 * @param served the simulated answer inside or {@code null} if there is none
 * @param failure the failure inside or {@code null} if there is none
 */
record Reply(int status, Map<String, String> headers, Content content, @Nullable Served served,
		@Nullable Failure failure) {

	static Reply ok(ObjectNode body) {
		return ok(Map.of(), body);
	}

	static Reply ok(Map<String, String> headers, ObjectNode body) {
		return new Reply(200, headers, Whole.of(body), null, null);
	}

	static Reply served(Map<String, String> headers, Content content, Served served) {
		return new Reply(200, headers, content, served, null);
	}

	static Reply failed(Failure failure, ErrorEnvelope envelope) {
		return new Reply(failure.status(), failure.headers(), Whole.of(envelope.write(failure)), null, failure);
	}

	/**
	 * The body of a reply.
	 */
	sealed interface Content {

	}

	/**
	 * A body in one piece.
	 *
	 * @param type the content type
	 * @param bytes the bytes
	 */
	record Whole(String type, byte[] bytes) implements Content {

		static Whole of(ObjectNode json) {
			return new Whole("application/json", Json.write(json));
		}

		static Whole of(Scripted.Body body) {
			return new Whole(body.type(), body.body().getBytes(StandardCharsets.UTF_8));
		}

	}

	/**
	 * A body event by event.
	 *
	 * @param source what writes the events
	 * @param failureSource what writes the event of a failure
	 */
	record Events(EventSource source, FailureSource failureSource) implements Content {

	}

	/**
	 * Writes the events of an answer.
	 */
	interface EventSource {

		void writeTo(EventSink sink) throws IOException;

	}

	/**
	 * Writes the event of a failure, as the last one.
	 */
	interface FailureSource {

		void writeTo(EventSink sink, Failure failure, int eventsBefore) throws IOException;

	}

}
