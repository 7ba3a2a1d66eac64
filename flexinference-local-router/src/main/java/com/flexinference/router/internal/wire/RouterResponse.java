package com.flexinference.router.internal.wire;

import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

import com.flexinference.router.internal.Json;
import com.flexinference.router.internal.error.ErrorEnvelope;
import com.flexinference.router.internal.error.Failure;
import com.flexinference.router.internal.format.Format;
import com.flexinference.router.internal.format.SimulatedResponse;
import com.flexinference.router.internal.routing.Routing;

/**
 * What is answered to a request. The failure is what the response is, or what a stream
 * ends with.
 */
public record RouterResponse(int status, Map<String, String> headers, Content content,
		@Nullable SimulatedResponse answer, @Nullable Failure failure) {

	public static RouterResponse ok(Map<String, String> headers, ObjectNode body) {
		return new RouterResponse(200, headers, Whole.of(body), null, null);
	}

	public static RouterResponse failed(Failure failure, ErrorEnvelope envelope) {
		return new RouterResponse(failure.status(), failure.headers(), Whole.of(envelope.write(failure)), null,
				failure);
	}

	public @Nullable String code() {
		return (this.failure != null) ? this.failure.code() : null;
	}

	public @Nullable Routing routing() {
		return (this.answer != null) ? this.answer.routing() : null;
	}

	// The cost in micro-dollars
	public @Nullable Long cost() {
		return (this.answer != null) ? this.answer.usage().cost() : null;
	}

	/**
	 * The body of a response.
	 */
	public sealed interface Content {

	}

	public record Whole(String type, byte[] bytes) implements Content {

		public static Whole of(ObjectNode json) {
			return new Whole("application/json", Json.write(json));
		}

	}

	public record Events(Format format, SimulatedResponse answer) implements Content {

	}

}
