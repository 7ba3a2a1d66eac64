package com.flexinference.router;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

import tools.jackson.databind.node.ObjectNode;

import com.flexinference.router.internal.account.Account;
import com.flexinference.router.internal.account.LimitsReport;
import com.flexinference.router.internal.error.ErrorCode;
import com.flexinference.router.internal.error.Failure;
import com.flexinference.router.internal.error.RouterException;
import com.flexinference.router.internal.format.Event;
import com.flexinference.router.internal.format.Format;
import com.flexinference.router.internal.format.SimulatedResponse;
import com.flexinference.router.internal.model.Completion;
import com.flexinference.router.internal.model.ParsedRequest;
import com.flexinference.router.internal.model.SimulatedModel;
import com.flexinference.router.internal.model.Usage;
import com.flexinference.router.internal.routing.FlexRace;
import com.flexinference.router.internal.routing.ModelCatalog;
import com.flexinference.router.internal.routing.ProviderChain;
import com.flexinference.router.internal.routing.Routing;
import com.flexinference.router.internal.routing.RoutingFields;
import com.flexinference.router.internal.routing.RoutingPlan;
import com.flexinference.router.internal.routing.UsageMeter;

/**
 * Serves a request in any caller format: checks it, routes it, completes it, charges it.
 */
final class Inference {

	private final AtomicLong served = new AtomicLong();

	private final ModelCatalog catalog;

	private final FlexRace race;

	private final UsageMeter meter;

	Inference(ModelCatalog catalog, FlexRace race) {
		this.catalog = catalog;
		this.race = race;
		this.meter = new UsageMeter(catalog);
	}

	RouterResponse serve(Format format, Exchange exchange, Account account) throws IOException {
		Instant now = exchange.timeline().now();
		ObjectNode request = parse(exchange);
		RoutingFields fields = RoutingFields.parse(request, account.terms().defaultStartWithin());
		ParsedRequest parsed = format.read(request);
		RoutingPlan plan = plan(fields, account);
		Map<String, String> headers = new HashMap<>(account.admit(now));
		checkContent(parsed, fields, account);
		format.checkAsProvider(request, plan.routes().get(0));
		Simulation script = exchange.answer().simulation();
		Routing routing = route(plan, fields, exchange, headers);
		Completion completion = (script.completion() != null) ? script.completion() : SimulatedModel.complete(parsed);
		Usage usage = this.meter.measure(parsed, fields, completion, routing.tier(), script.cost());
		account.spend((usage.cost() != null) ? usage.cost() : 0, now);
		boolean stream = request.path("stream").asBoolean(false);
		SimulatedResponse answer = new SimulatedResponse(nextId(), now.getEpochSecond(), request, completion, usage,
				routing, !stream || fields.includeCost());
		Failure failure = exchange.answer().delivery().failure();
		if (stream) {
			return stream(format, answer, headers, exchange.answer().delivery());
		}
		if (failure != null) {
			throw new RouterException(failure);
		}
		if (usage.cost() != null) {
			headers.put("x-flexinference-cost", String.valueOf(usage.cost()));
		}
		return RouterResponse.served(headers, format.write(answer), routing, usage.cost());
	}

	private RouterResponse stream(Format format, SimulatedResponse answer, Map<String, String> headers,
			Delivery delivery) {
		List<Event> events = format.events(answer);
		if (delivery.endless()) {
			events.remove(events.size() - 1);
		}
		Failure failure = delivery.failure();
		if (failure != null) {
			failure = failure.withProvider(answer.routing().provider().errorName());
			events = new ArrayList<>(events.subList(0, Math.min(delivery.after(), events.size())));
			events.add(format.failure(answer, failure, events.size()));
		}
		return RouterResponse.stream(headers, events, answer.routing(), answer.usage().cost(), failure);
	}

	private ObjectNode parse(Exchange exchange) {
		RouterException.check(exchange.request().body().length <= LimitsReport.BODY_BYTES, ErrorCode.REQUEST_TOO_LARGE,
				null, "The request body is over " + LimitsReport.BODY_BYTES + " bytes");
		if (exchange.json() instanceof ObjectNode request) {
			return request;
		}
		throw new RouterException(ErrorCode.INVALID_JSON, null, "The request body must be a JSON object");
	}

	private RoutingPlan plan(RoutingFields fields, Account account) {
		try {
			return RoutingPlan.of(fields, account, this.catalog);
		}
		catch (RouterException ex) {
			if (fields.keyDefault() && "start_within".equals(ex.failure().param())) {
				throw new RouterException(ErrorCode.KEY_DEFAULT_NOT_APPLICABLE, "start_within",
						"The default of the key does not fit this request: " + ex.getMessage());
			}
			throw ex;
		}
	}

	private void checkContent(ParsedRequest parsed, RoutingFields fields, Account account) {
		if (account.isManaged() && fields.moderate()
				&& parsed.directives().containsKey(ErrorCode.MODERATION_BLOCKED.code())) {
			throw new RouterException(ErrorCode.MODERATION_BLOCKED);
		}
		if (account.isManaged() && fields.piiMask()
				&& parsed.directives().containsKey(ErrorCode.PII_MASKING_FAILED.code())) {
			throw new RouterException(ErrorCode.PII_MASKING_FAILED);
		}
	}

	private Routing route(RoutingPlan plan, RoutingFields fields, Exchange exchange, Map<String, String> headers)
			throws IOException {
		Simulation script = exchange.answer().simulation();
		ProviderChain chain = new ProviderChain(this.race, script.upstream(), fields.retry(), exchange.timeline());
		try {
			Routing routing = script.apply(chain.serve(plan, script.forcedReason()));
			headers.put("x-flexinference-served-provider", routing.provider().wireName());
			headers.put("x-flexinference-routing-reason", routing.reason());
			headers.put("x-flexinference-pricing", routing.mode());
			headers.putAll(chain.headers());
			return routing;
		}
		catch (RouterException ex) {
			throw new RouterException(ex.failure().withHeaders(chain.headers()));
		}
	}

	private String nextId() {
		return String.format("local%012d", this.served.incrementAndGet());
	}

}
