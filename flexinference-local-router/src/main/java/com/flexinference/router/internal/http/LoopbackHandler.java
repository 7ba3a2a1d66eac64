package com.flexinference.router.internal.http;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Passes on what is addressed to the loopback interface, and refuses the rest: pages of
 * other sites must not reach a server that only listens there.
 */
public final class LoopbackHandler implements HttpHandler {

	private static final Pattern NAME = Pattern
		.compile("(?i)([a-z0-9-]+\\.)*localhost\\.?|127(\\.[0-9]{1,3}){3}|\\[::1]");

	private static final Pattern AUTHORITY = Pattern.compile("(" + NAME + ")(:[0-9]{0,5})?");

	private final HttpHandler handler;

	public LoopbackHandler(HttpHandler handler) {
		this.handler = handler;
	}

	@Override
	public void handle(HttpRequest request, HttpResponse response) throws IOException {
		Stream<String> hosts = values(request, "Host");
		Stream<String> origins = values(request, "Origin").map(LoopbackHandler::authority);
		if (Stream.concat(hosts, origins).allMatch((host) -> AUTHORITY.matcher(host).matches())) {
			this.handler.handle(request, response);
			return;
		}
		byte[] body = "The local router answers on the loopback interface only: 'Host' and 'Origin' must be localhost or 127.0.0.1\n"
			.getBytes(StandardCharsets.UTF_8);
		response.start(403, Map.of("Content-Type", "text/plain; charset=utf-8"), body.length).write(body);
		response.end();
	}

	private static Stream<String> values(HttpRequest request, String name) {
		return request.headers().getOrDefault(name, List.of()).stream();
	}

	private static String authority(String origin) {
		try {
			String authority = URI.create(origin).getRawAuthority();
			return (authority != null) ? authority : "";
		}
		catch (IllegalArgumentException ex) {
			return "";
		}
	}

}
