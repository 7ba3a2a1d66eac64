package com.flexinference.router;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

import com.flexinference.router.internal.Json;
import com.flexinference.router.internal.http.HttpHandler;
import com.flexinference.router.internal.http.HttpRequest;
import com.flexinference.router.internal.http.HttpResponse;
import com.flexinference.router.internal.live.LiveFeed;
import com.flexinference.router.internal.routing.SimulatedTime;
import com.flexinference.router.internal.routing.Timeline;

/**
 * Leads a request through the router: recorded, scripted, answered.
 */
record ExchangeHandler(RequestLog log, LiveFeed feed, Script script, SimulatedTime time,
		Supplier<SimulatedService> service) implements HttpHandler {

	@Override
	public void handle(HttpRequest http, HttpResponse response) throws IOException {
		RecordedRequest request = new RecordedRequest(http.method(), http.path(), http.headers(), http.body(),
				new CompletableFuture<>(), new CompletableFuture<>());
		Timeline timeline = new Timeline(this.time, response::checkConnection);
		this.log.add(request);
		JsonNode json = json(http.body());
		ObjectNode live = this.feed.arrived(http.method(), http.path(), json);
		RecordedRequest.Outcome outcome = RecordedRequest.Outcome.ABORTED;
		try {
			answer(new Exchange(request, json, scripted(request, json), timeline), live, response);
			outcome = RecordedRequest.Outcome.COMPLETED;
		}
		finally {
			request.answer().cancel(false);
			request.outcome().complete(outcome);
			this.feed.ended(live, outcome.name());
		}
	}

	private static JsonNode json(byte[] body) {
		try {
			return Json.read(body);
		}
		catch (JacksonException ex) {
			return MissingNode.getInstance();
		}
	}

	private LocalAnswer scripted(RecordedRequest request, JsonNode json) {
		try {
			return this.script.answer(request, json);
		}
		catch (RuntimeException | Error ex) {
			return this.script.failed(ex);
		}
	}

	private void answer(Exchange exchange, ObjectNode live, HttpResponse http) throws IOException {
		Delivery delivery = exchange.answer().delivery();
		exchange.timeline().pauseReal(delivery.delay());
		SimulatedService service = this.service.get();
		RouterResponse response = service.answer(exchange);
		RecordedAnswer answer = RecordedAnswer.of(response, exchange.timeline().elapsed());
		exchange.request().answer().complete(answer);
		this.feed.answered(live, answer.toJson());
		new ResponseWriter(delivery, service.latency(), http).write(response, exchange.answer().headers());
	}

}
