package com.flexinference.autoconfigure.actuate;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * A service that gives one answer to everything, after a number of requests, or none.
 */
final class StubService implements AutoCloseable {

	private final AtomicInteger requests = new AtomicInteger();

	private final List<HttpExchange> waiting = new ArrayList<>();

	private final int needed;

	private final int status;

	private final String body;

	private final HttpServer server;

	private StubService(int needed, int status, String body) {
		this.needed = needed;
		this.status = status;
		this.body = body;
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		this.server.createContext("/", this::answer);
		this.server.start();
	}

	static StubService answering(String body) {
		return answering(200, body);
	}

	static StubService answering(int status, String body) {
		return new StubService(1, status, body.replace('\'', '"'));
	}

	/**
	 * Return a service that answers no request before it has that many.
	 */
	static StubService answeringTogether(int requests, String body) {
		return new StubService(requests, 200, body);
	}

	/**
	 * Return a service that has an answer to calls, and tells nothing of itself.
	 */
	static StubService answeringCalls(String body) {
		StubService service = answering(body);
		service.server.createContext("/v1/limits", (exchange) -> answer(exchange, 200, "{}"));
		service.server.createContext("/v1/models", (exchange) -> answer(exchange, 200, "{}"));
		return service;
	}

	static StubService silent() {
		return answeringTogether(Integer.MAX_VALUE, "");
	}

	private void answer(HttpExchange exchange) throws IOException {
		this.waiting.add(exchange);
		if (this.requests.incrementAndGet() >= this.needed) {
			for (HttpExchange each : this.waiting) {
				answer(each, this.status, this.body);
			}
			this.waiting.clear();
		}
	}

	private static void answer(HttpExchange exchange, int status, String body) throws IOException {
		byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
		exchange.getResponseHeaders().set("Content-Type", "application/json");
		exchange.sendResponseHeaders(status, bytes.length);
		exchange.getResponseBody().write(bytes);
		exchange.close();
	}

	String property() {
		return "flexinference.base-url=http://" + host();
	}

	String host() {
		return "127.0.0.1:" + this.server.getAddress().getPort();
	}

	int requests() {
		return this.requests.get();
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

}
