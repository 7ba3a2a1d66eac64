package com.flexinference.router.internal.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Passes on what is addressed to the loopback interface, and refuses the rest: pages of
 * other sites must not reach a server that only listens there.
 */
public record LoopbackHandler(HttpHandler handler) implements HttpHandler {

	private static final String AUTHORITY = "(([a-z0-9-]+\\.)*localhost\\.?|127(\\.[0-9]{1,3}){3}|\\[::1])"
			+ "(:[0-9]{0,5})?";

	private static final Pattern HOST = Pattern.compile("(?i)" + AUTHORITY);

	private static final Pattern ORIGIN = Pattern.compile("(?i)[a-z][a-z0-9+.-]*://" + AUTHORITY);

	@Override
	public void handle(HttpRequest request, HttpResponse response) throws IOException {
		if (matches(request, "Host", HOST) && matches(request, "Origin", ORIGIN)) {
			this.handler.handle(request, response);
			return;
		}
		byte[] body = "The local router answers on the loopback interface only: 'Host' and 'Origin' must be localhost or 127.0.0.1\n"
			.getBytes(StandardCharsets.UTF_8);
		response.start(403, Map.of("Content-Type", "text/plain; charset=utf-8"), body.length).write(body);
		response.end();
	}

	private static boolean matches(HttpRequest request, String name, Pattern pattern) {
		return request.headers()
			.getOrDefault(name, List.of())
			.stream()
			.allMatch((value) -> pattern.matcher(value).matches());
	}

}
