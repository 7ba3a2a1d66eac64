package com.flexinference.router;

import java.time.Instant;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A request as the live page shows it: no keys, no prompts, no answers.
 *
 * @param id its number
 * @param arrival when it arrived
 * @param request the request
 */
record LiveRequest(long id, Instant arrival, RecordedRequest request) {

	private static final int LONGEST_TEXT = 100;

	ObjectNode toJson() {
		JsonNode body = body();
		ObjectNode json = Json.object()
			.put("id", this.id)
			.put("arrival", this.arrival.toEpochMilli())
			.put("method", this.request.method())
			.put("path", shorten(this.request.path()))
			.put("model", shorten(body.path("model").asString("")))
			.put("startWithin", shorten(body.path("start_within").asString("")))
			.put("stream", body.path("stream").asBoolean(false));
		RecordedAnswer answer = this.request.answer().getNow(null);
		if (answer != null) {
			json.put("status", answer.status())
				.put("code", answer.code())
				.put("provider", answer.provider())
				.put("tier", answer.tier())
				.put("reason", answer.reason())
				.put("microUsd", answer.microUsd())
				.put("savedMicroUsd", answer.savedMicroUsd())
				.put("startedAfterMillis", answer.startedAfter().toMillis());
		}
		RecordedRequest.Outcome outcome = this.request.outcome().getNow(null);
		return (outcome != null) ? json.put("outcome", outcome.name()) : json;
	}

	private JsonNode body() {
		try {
			return this.request.json();
		}
		catch (JacksonException ex) {
			return MissingNode.getInstance();
		}
	}

	private static String shorten(String text) {
		return (text.length() > LONGEST_TEXT) ? text.substring(0, LONGEST_TEXT) + "…" : text;
	}

}
