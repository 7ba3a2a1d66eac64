package com.flexinference.router.internal.live;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;

import com.flexinference.router.internal.http.HttpHandler;
import com.flexinference.router.internal.http.HttpRequest;
import com.flexinference.router.internal.http.HttpResponse;

/**
 * Serves the page that shows live what the router does, and the feed of the page. All
 * other requests are for the simulated service.
 */
public record LivePage(LiveFeed feed, HttpHandler service) implements HttpHandler {

	private static final String POLICY = "default-src 'none'; connect-src 'self'; img-src data:; "
			+ "script-src 'unsafe-inline'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'";

	@Override
	public void handle(HttpRequest request, HttpResponse response) throws IOException {
		switch (request.method() + " " + request.path()) {
			case "GET /" -> writePage(response);
			case "GET /feed" -> writeFeed(response);
			default -> this.service.handle(request, response);
		}
	}

	private void writePage(HttpResponse response) throws IOException {
		byte[] page;
		try (InputStream in = Objects.requireNonNull(LivePage.class.getResourceAsStream("live.html"))) {
			page = in.readAllBytes();
		}
		Map<String, String> headers = Map.of("Content-Type", "text/html; charset=utf-8", "Content-Security-Policy",
				POLICY, "X-Content-Type-Options", "nosniff");
		response.start(200, headers, page.length).write(page);
		response.end();
	}

	private void writeFeed(HttpResponse response) throws IOException {
		Map<String, String> headers = Map.of("Content-Type", "text/event-stream; charset=utf-8", "Cache-Control",
				"no-cache");
		this.feed.writeTo(response.start(200, headers, HttpResponse.UNKNOWN_LENGTH));
	}

}
