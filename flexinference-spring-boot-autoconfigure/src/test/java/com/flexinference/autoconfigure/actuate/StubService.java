package com.flexinference.autoconfigure.actuate;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * A service that gives one answer to everything, or none.
 */
final class StubService implements AutoCloseable {

	private final AtomicInteger requests = new AtomicInteger();

	private final int status;

	private final String body;

	private final HttpServer server;

	private StubService(int status, String body) {
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
		return new StubService(status, body.replace('\'', '"'));
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
		return new StubService(0, "");
	}

	private void answer(HttpExchange exchange) throws IOException {
		this.requests.incrementAndGet();
		if (this.status != 0) {
			answer(exchange, this.status, this.body);
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
