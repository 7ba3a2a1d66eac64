package com.flexinference.router;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import com.flexinference.router.internal.Json;
import com.flexinference.router.internal.routing.StartWithin;

/**
 * A request that arrived at the {@link LocalRouter}.
 *
 * @param method the HTTP method
 * @param path the decoded path, without a query, such as {@code /v1/responses}
 * @param headers the headers; names are looked up in any letter case
 * @param body the body, cut off one byte after the limit of 1,000,000 bytes
 * @param answer what is answered; completed just before the answer begins, cancelled if
 * none does
 * @param outcome how the answer ended; completed when it did
 */
public record RecordedRequest(String method, String path, Map<String, List<String>> headers, byte[] body,
		CompletableFuture<RecordedAnswer> answer, CompletableFuture<Outcome> outcome) {

	public RecordedRequest {
		Map<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		headers.forEach((name, values) -> copy.put(name, List.copyOf(values)));
		headers = Collections.unmodifiableMap(copy);
	}

	/**
	 * Return the first value of a header.
	 * @param name the header's name in any letter case
	 * @return the value or {@code null} if the header was not sent
	 */
	public @Nullable String header(String name) {
		List<String> values = this.headers.get(name);
		return (values != null && !values.isEmpty()) ? values.get(0) : null;
	}

	/**
	 * Return the body as JSON.
	 * @return the root of the body, a missing node if the body is empty
	 * @throws tools.jackson.core.JacksonException if the body is not JSON
	 */
	public JsonNode json() {
		return Json.read(this.body);
	}

	/**
	 * Return the {@code start_within} of the body as it was sent.
	 * @return the value or {@code null} if none was sent
	 */
	public @Nullable String startWithin() {
		return json().path("start_within").stringValue(null);
	}

	/**
	 * Return the {@code start_within} of the body if it is a duration.
	 * @return the duration or {@code null} if a tier or nothing was sent
	 */
	public @Nullable Duration window() {
		String startWithin = startWithin();
		StartWithin parsed = (startWithin != null) ? StartWithin.parse(startWithin) : null;
		return (parsed != null) ? parsed.window() : null;
	}

	/**
	 * Return the method and the path; headers and bodies hold secrets.
	 */
	@Override
	public String toString() {
		return this.method + " " + this.path;
	}

	/**
	 * How an answer ended.
	 */
	public enum Outcome {

		/**
		 * All of the answer was handed to the connection.
		 */
		COMPLETED,

		/**
		 * The connection ended before all of the answer was written: the caller
		 * disconnected, the router was closed or a {@link LocalAnswer} ended it.
		 */
		ABORTED

	}

}
