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

	private final Meter meter;

	private final TierRules rules;

	Inference(ModelCatalog catalog, FlexRace race) {
		this.meter = new Meter(catalog);
		this.rules = new TierRules(catalog, race);
	}

	Reply serve(Format format, Call call, Scripted.Simulation script) throws IOException {
		ObjectNode request = parse(call.request().body());
		RoutingFields fields = RoutingFields.parse(request);
		Ask ask = format.read(request);
		Routing routing = script.apply(this.rules.dispatch(fields, script, call.timeline()));
		Completion completion = (script.completion() != null) ? script.completion() : SimulatedModel.complete(ask);
		Usage usage = this.meter.measure(ask, fields, completion, routing.tier(), script.cost());
		boolean stream = request.path("stream").asBoolean(false);
		Served served = new Served(nextId(), call.timeline().now().getEpochSecond(), request, completion, usage,
				routing, !stream || fields.includeCost());
		Map<String, String> headers = headers(fields, routing);
		if (stream) {
			return Reply.served(headers, events(format, served), served);
		}
		Failure failure = call.answer().delivery().failure();
		if (failure != null) {
			throw new RouterException(failure);
		}
		if (usage.cost() != null) {
			headers.put("x-flexinference-cost", String.valueOf(usage.cost()));
		}
		return Reply.served(headers, Reply.Whole.of(format.write(served)), served);
	}

	private Reply.Events events(Format format, Served served) {
		return new Reply.Events((sink) -> format.stream(served, sink),
				(sink, failure, eventsBefore) -> format.fail(served, failure, eventsBefore, sink));
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
		headers.put("x-flexinference-routing-reason", routing.reason());
		headers.put("x-flexinference-pricing", Routing.MODE);
		headers.put("x-flexinference-spend-remaining", "unlimited");
		if (fields.retry()) {
			headers.put("x-flexinference-retries", "0");
		}
		return headers;
	}

}
