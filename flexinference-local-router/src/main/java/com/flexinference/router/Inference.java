package com.flexinference.router;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Serves a request in any caller format: checks it, dispatches it, completes it.
 */
final class Inference {

	private final AtomicLong served = new AtomicLong();

	private final ModelCatalog catalog;

	private final Dispatcher dispatcher;

	Inference(ModelCatalog catalog, FlexRace race) {
		this.catalog = catalog;
		this.dispatcher = new Dispatcher(catalog, race);
	}

	Reply serve(Format format, RecordedRequest recorded) throws IOException {
		ObjectNode request = parse(recorded.body());
		RoutingFields fields = RoutingFields.parse(request);
		Ask ask = format.read(request);
		Routing routing = this.dispatcher.dispatch(fields);
		Completion completion = Completion.of(ask);
		Usage usage = Usage.of(ask, completion, this.catalog.find(fields.model()), routing);
		boolean stream = request.path("stream").asBoolean(false);
		Served served = new Served(nextId(), System.currentTimeMillis() / 1000, request, completion, usage, routing,
				!stream || fields.includeCost());
		recorded.answer().complete(RecordedAnswer.of(served));
		Map<String, String> headers = headers(fields, routing);
		if (stream) {
			return new Reply.Streamed(headers, (sink) -> format.stream(served, sink));
		}
		if (usage.cost() != null) {
			headers.put("x-flexinference-cost", String.valueOf(usage.cost()));
		}
		return new Reply.Whole(200, headers, format.write(served));
	}

	private ObjectNode parse(byte[] body) {
		if (body.length > Limits.BODY_BYTES) {
			throw new RouterException(ErrorCode.REQUEST_TOO_LARGE, null,
					"The request body is over " + Limits.BODY_BYTES + " bytes");
		}
		try {
			JsonNode request = Json.read(body);
			if (request instanceof ObjectNode object) {
				return object;
			}
		}
		catch (JacksonException ex) {
			throw new RouterException(ErrorCode.INVALID_JSON, null,
					"The request body is not JSON: " + ex.getOriginalMessage());
		}
		throw new RouterException(ErrorCode.INVALID_JSON, null, "The request body must be a JSON object");
	}

	private String nextId() {
		return String.format("local%012d", this.served.incrementAndGet());
	}

	private Map<String, String> headers(RoutingFields fields, Routing routing) {
		Map<String, String> headers = new LinkedHashMap<>();
		headers.put("x-flexinference-served-provider", routing.provider().wireName());
		headers.put("x-flexinference-routing-reason", routing.reason().wireName());
		headers.put("x-flexinference-pricing", Routing.MODE);
		headers.put("x-flexinference-spend-remaining", "unlimited");
		if (fields.retry()) {
			headers.put("x-flexinference-retries", "0");
		}
		return headers;
	}

}
