package com.flexinference.router;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

import com.flexinference.router.internal.Json;
import com.flexinference.router.internal.error.ErrorEnvelope;
import com.flexinference.router.internal.error.Failure;
import com.flexinference.router.internal.format.Event;
import com.flexinference.router.internal.routing.Routing;

/**
 * What is answered to a request: a body, or the events of a stream. The failure is what
 * the response is, or what a stream ends with. The cost is in micro-dollars.
 */
record RouterResponse(int status, Map<String, String> headers, byte[] body, @Nullable List<Event> events,
		@Nullable Routing routing, @Nullable Long cost, @Nullable Failure failure) {

	private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

	private static final Map<String, String> EVENTS = Map.of("Content-Type", "text/event-stream; charset=utf-8",
			"Cache-Control", "no-cache");

	static RouterResponse of(int status, String contentType, byte[] body) {
		return new RouterResponse(status, Map.of("Content-Type", contentType), body, null, null, null, null);
	}

	static RouterResponse ok(Map<String, String> headers, ObjectNode body) {
		return served(headers, body, null, null);
	}

	static RouterResponse served(Map<String, String> headers, ObjectNode body, @Nullable Routing routing,
			@Nullable Long cost) {
		return new RouterResponse(200, join(JSON, headers), Json.write(body), null, routing, cost, null);
	}

	static RouterResponse stream(Map<String, String> headers, List<Event> events, Routing routing, @Nullable Long cost,
			@Nullable Failure failure) {
		return new RouterResponse(200, join(EVENTS, headers), new byte[0], events, routing, cost, failure);
	}

	static RouterResponse failed(Failure failure, ErrorEnvelope envelope) {
		return new RouterResponse(failure.status(), join(JSON, failure.headers()), Json.write(envelope.write(failure)),
				null, null, null, failure);
	}

	private static Map<String, String> join(Map<String, String> headers, Map<String, String> more) {
		Map<String, String> joined = new HashMap<>(headers);
		joined.putAll(more);
		return joined;
	}

	@Nullable String code() {
		return (this.failure != null) ? this.failure.code() : null;
	}

}
