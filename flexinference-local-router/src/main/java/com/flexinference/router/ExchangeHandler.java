package com.flexinference.router;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;

/**
 * Carries requests and replies over HTTP.
 */
final class ExchangeHandler implements HttpHandler {

	private static final int MOST_DISCARDED_BYTES = 64 * Limits.BODY_BYTES;

	private final Endpoints endpoints;

	private final RequestLog log;

	private final LiveFeed feed;

	private final Duration latency;

	ExchangeHandler(Endpoints endpoints, RequestLog log, LiveFeed feed, Duration latency) {
		this.endpoints = endpoints;
		this.log = log;
		this.feed = feed;
		this.latency = latency;
	}

	@Override
	public void handle(HttpExchange exchange) throws IOException {
		RecordedRequest request = record(exchange);
		this.log.add(request);
		this.feed.add(request);
		RecordedRequest.Outcome outcome = RecordedRequest.Outcome.ABORTED;
		try {
			Reply reply = this.endpoints.reply(request);
			request.answer().complete(RecordedAnswer.of(reply));
			write(exchange, reply);
			outcome = RecordedRequest.Outcome.COMPLETED;
		}
		finally {
			request.answer().cancel(false);
			request.outcome().complete(outcome);
		}
	}

	private RecordedRequest record(HttpExchange exchange) throws IOException {
		return new RecordedRequest(exchange.getRequestMethod(), exchange.getRequestURI().getPath(),
				exchange.getRequestHeaders(), body(exchange.getRequestBody()), new CompletableFuture<>(),
				new CompletableFuture<>());
	}

	private byte[] body(InputStream in) throws IOException {
		byte[] body = in.readNBytes(Limits.BODY_BYTES + 1);
		// A caller that is still sending cannot read the refusal
		byte[] buffer = new byte[8192];
		for (int discarded = 0, n = 0; n >= 0 && discarded < MOST_DISCARDED_BYTES; discarded += n) {
			n = in.read(buffer);
		}
		return body;
	}

	private void write(HttpExchange exchange, Reply reply) throws IOException {
		reply.headers().forEach(exchange.getResponseHeaders()::set);
		if (reply instanceof Reply.Whole whole) {
			write(exchange, whole);
		}
		else if (reply instanceof Reply.Streamed streamed) {
			write(exchange, streamed);
		}
	}

	private void write(HttpExchange exchange, Reply.Whole reply) throws IOException {
		byte[] body = Json.write(reply.body());
		exchange.getResponseHeaders().set("Content-Type", "application/json");
		exchange.sendResponseHeaders(reply.status(), body.length);
		try (OutputStream out = exchange.getResponseBody()) {
			out.write(body);
		}
	}

	private void write(HttpExchange exchange, Reply.Streamed reply) throws IOException {
		exchange.getResponseHeaders().set("Content-Type", "text/event-stream; charset=utf-8");
		exchange.getResponseHeaders().set("Cache-Control", "no-cache");
		exchange.sendResponseHeaders(200, 0);
		OutputStream out = exchange.getResponseBody();
		reply.events().writeTo(new SseWriter(out, this.latency));
		// Not closed on failure, which would make it look complete
		out.close();
	}

}
