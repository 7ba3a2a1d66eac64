package com.flexinference.router;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import tools.jackson.databind.JsonNode;

import com.flexinference.router.internal.Json;

/**
 * Calls a {@link LocalRouter} over HTTP. JSON is written with single quotes.
 */
public final class RouterClient {

	private static final HttpClient HTTP = HttpClient.newHttpClient();

	private static final Pattern DATA = Pattern.compile("(?m)^data: (.*)$");

	private final LocalRouter router;

	public RouterClient(LocalRouter router) {
		this.router = router;
	}

	public static String json(String singleQuoted) {
		return singleQuoted.replace('\'', '"');
	}

	public HttpResponse<String> post(String path, String body) {
		return send(request(path).POST(BodyPublishers.ofString(json(body))), BodyHandlers.ofString());
	}

	JsonNode create(String path, String body) {
		HttpResponse<String> response = post(path, body);
		return Json.read(response.body());
	}

	List<JsonNode> stream(String path, String body) {
		return data(post(path, streamed(body)).body()).stream()
			.filter((data) -> !"[DONE]".equals(data))
			.map(Json::read)
			.toList();
	}

	InputStream open(String path, String body) {
		return send(request(path).POST(BodyPublishers.ofString(json(body))), BodyHandlers.ofInputStream()).body();
	}

	static String streamed(String body) {
		return "{'stream':true," + body.substring(1);
	}

	public HttpResponse<String> get(String path) {
		return send(request(path), BodyHandlers.ofString());
	}

	HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(URI.create(this.router.baseUrl() + path))
			.header("Authorization", "Bearer flex_live_test");
	}

	<T> HttpResponse<T> send(HttpRequest.Builder request, BodyHandler<T> handler) {
		try {
			return HTTP.send(request.build(), handler);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	static List<String> data(String events) {
		return DATA.matcher(events).results().map((MatchResult result) -> result.group(1)).toList();
	}

}
