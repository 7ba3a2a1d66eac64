package com.flexinference.router;

import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Serves a request in any caller format: checks it, routes it, completes it, charges it.
 */
final class Inference {

	private final AtomicLong served = new AtomicLong();

	private final TierRules rules;

	private final FlexRace race;

	private final Meter meter;

	Inference(ModelCatalog catalog, FlexRace race) {
		this.rules = new TierRules(catalog);
		this.race = race;
		this.meter = new Meter(catalog);
	}

	Reply serve(Format format, Call call, Account account) throws IOException {
		Instant now = call.timeline().now();
		ObjectNode request = parse(call.request().body());
		RoutingFields fields = RoutingFields.parse(request, account.defaultStartWithin());
		Ask ask = format.read(request);
		Plan plan = plan(fields, account);
		account.checkRoute(plan.routes().get(0));
		Map<String, String> headers = new HashMap<>(account.admit(now));
		checkContent(ask, fields, account);
		format.checkAsProvider(request, plan.routes().get(0));
		Scripted.Simulation script = call.simulation();
		Routing routing = route(plan, fields, call, headers);
		Completion completion = (script.completion() != null) ? script.completion() : SimulatedModel.complete(ask);
		Usage usage = this.meter.measure(ask, fields, completion, routing.tier(), script.cost());
		account.spend((usage.cost() != null) ? usage.cost() : 0, now);
		boolean stream = request.path("stream").asBoolean(false);
		Served served = new Served(nextId(), now.getEpochSecond(), request, completion, usage, routing,
				!stream || fields.includeCost());
		return stream ? Reply.served(headers, events(format, served), served) : whole(format, served, call, headers);
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

	private Plan plan(RoutingFields fields, Account account) {
		try {
			return this.rules.plan(fields, account);
		}
		catch (RouterException ex) {
			if (fields.keyDefault() && "start_within".equals(ex.failure().param())) {
				throw new RouterException(ErrorCode.KEY_DEFAULT_NOT_APPLICABLE, "start_within",
						"The default of the key does not fit this request: " + ex.getMessage());
			}
			throw ex;
		}
	}

	private void checkContent(Ask ask, RoutingFields fields, Account account) {
		if (account.isManaged() && fields.moderate() && ask.cues().has(ErrorCode.MODERATION_BLOCKED.code())) {
			throw new RouterException(ErrorCode.MODERATION_BLOCKED, null, ErrorCode.MODERATION_BLOCKED.describe());
		}
		if (account.isManaged() && fields.piiMask() && ask.cues().has(ErrorCode.PII_MASKING_FAILED.code())) {
			throw new RouterException(ErrorCode.PII_MASKING_FAILED, null, ErrorCode.PII_MASKING_FAILED.describe());
		}
	}

	private Routing route(Plan plan, RoutingFields fields, Call call, Map<String, String> headers) throws IOException {
		Scripted.Simulation script = call.simulation();
		ProviderChain chain = new ProviderChain(this.race, script.newUpstream(), fields.retry(), call.timeline());
		try {
			Routing routing = script.apply(chain.serve(plan, script.forcedReason()));
			headers.put("x-flexinference-served-provider", routing.provider().wireName());
			headers.put("x-flexinference-routing-reason", routing.reason());
			headers.put("x-flexinference-pricing", routing.mode());
			headers.putAll(retries(fields, chain));
			return routing;
		}
		catch (RouterException ex) {
			throw new RouterException(ex.failure().withHeaders(retries(fields, chain)));
		}
	}

	private Map<String, String> retries(RoutingFields fields, ProviderChain chain) {
		return (fields.retry() != Retry.NONE) ? Map.of("x-flexinference-retries", String.valueOf(chain.retries()))
				: Map.of();
	}

	private String nextId() {
		return String.format("local%012d", this.served.incrementAndGet());
	}

	private Reply.Events events(Format format, Served served) {
		return new Reply.Events((sink) -> format.stream(served, sink),
				(sink, failure, eventsBefore) -> format.fail(served,
						failure.isUpstream() ? failure.withRoute(served.routing().provider()) : failure, eventsBefore,
						sink));
	}

	private Reply whole(Format format, Served served, Call call, Map<String, String> headers) {
		Failure failure = call.answer().delivery().failure();
		if (failure != null) {
			throw new RouterException(failure);
		}
		if (served.usage().cost() != null) {
			headers.put("x-flexinference-cost", String.valueOf(served.usage().cost()));
		}
		return Reply.served(headers, Reply.Whole.of(format.write(served)), served);
	}

}
