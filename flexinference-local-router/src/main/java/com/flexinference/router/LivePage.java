package com.flexinference.router;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;

/**
 * Serves the page that shows live what the router does, and the feed of the page. All
 * other requests are for the simulated service.
 */
final class LivePage implements HttpHandler {

	private static final String POLICY = "default-src 'none'; connect-src 'self'; img-src data:; "
			+ "script-src 'unsafe-inline'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'";

	private final LiveFeed feed;

	private final HttpHandler service;

	LivePage(LiveFeed feed, HttpHandler service) {
		this.feed = feed;
		this.service = service;
	}

	@Override
	public void handle(HttpExchange exchange) throws IOException {
		switch (exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath()) {
			case "GET /" -> writePage(exchange);
			case "GET /feed" -> writeFeed(exchange);
			default -> this.service.handle(exchange);
		}
	}

	private void writePage(HttpExchange exchange) throws IOException {
		byte[] page = page();
		Headers headers = exchange.getResponseHeaders();
		headers.set("Content-Type", "text/html; charset=utf-8");
		headers.set("Content-Security-Policy", POLICY);
		headers.set("X-Content-Type-Options", "nosniff");
		exchange.sendResponseHeaders(200, page.length);
		try (OutputStream out = exchange.getResponseBody()) {
			out.write(page);
		}
	}

	private static byte[] page() {
		try (InputStream in = LivePage.class.getResourceAsStream("live.html")) {
			if (in == null) {
				throw new IllegalStateException("live.html is not on the class path");
			}
			return in.readAllBytes();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void writeFeed(HttpExchange exchange) throws IOException {
		exchange.getResponseHeaders().set("Content-Type", "text/event-stream; charset=utf-8");
		exchange.getResponseHeaders().set("Cache-Control", "no-cache");
		exchange.sendResponseHeaders(200, 0);
		this.feed.writeTo(exchange.getResponseBody());
	}

}
