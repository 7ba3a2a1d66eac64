package com.flexinference.router;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;

import com.flexinference.router.http.HttpHandler;
import com.flexinference.router.http.HttpRequest;
import com.flexinference.router.http.HttpResponse;

/**
 * Leads a request through the router: recorded, dispatched, answered.
 */
final class ExchangeHandler implements HttpHandler {

	private final RequestLog log;

	private final LiveFeed feed;

	private final Script script;

	private final SimulatedTime time;

	private final Knobs knobs;

	private volatile Endpoints endpoints;

	ExchangeHandler(RequestLog log, LiveFeed feed, Script script, SimulatedTime time, Knobs knobs,
			Endpoints endpoints) {
		this.log = log;
		this.feed = feed;
		this.script = script;
		this.time = time;
		this.knobs = knobs;
		this.endpoints = endpoints;
	}

	void setEndpoints(Endpoints endpoints) {
		this.endpoints = endpoints;
	}

	@Override
	public void handle(HttpRequest http, HttpResponse response) throws IOException {
		RecordedRequest request = new RecordedRequest(http.method(), http.path(), http.headers(), http.body(),
				new CompletableFuture<>(), new CompletableFuture<>());
		Timeline timeline = new Timeline(this.time);
		this.log.add(request);
		this.feed.add(request);
		RecordedRequest.Outcome outcome = RecordedRequest.Outcome.ABORTED;
		try {
			Call call = new Call(request, answer(request), timeline);
			answer(call, response);
			outcome = RecordedRequest.Outcome.COMPLETED;
		}
		finally {
			request.answer().cancel(false);
			request.outcome().complete(outcome);
		}
	}

	private LocalAnswer answer(RecordedRequest request) {
		try {
			LocalAnswer answer = this.script.dispatch(request);
			return (answer != null) ? answer : LocalAnswer.simulated();
		}
		catch (RuntimeException ex) {
			return LocalAnswer.error(ErrorCode.INTERNAL_ERROR.code()).message("The dispatcher failed: " + ex);
		}
	}

	private void answer(Call call, HttpResponse response) throws IOException {
		Delivery delivery = call.answer().delivery();
		call.timeline().pauseReal(delivery.delay());
		Reply reply = this.endpoints.reply(call);
		call.request().answer().complete(RecordedAnswer.of(reply, delivery.failure(), call.timeline().elapsed()));
		new AnswerWriter(delivery, this.knobs.latency(), response).write(reply, call.answer().headers());
	}

}
