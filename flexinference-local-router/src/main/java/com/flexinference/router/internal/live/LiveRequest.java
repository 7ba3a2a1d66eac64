package com.flexinference.router.internal.live;

import java.time.Duration;
import java.time.Instant;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import com.flexinference.router.internal.Json;
import com.flexinference.router.internal.routing.Routing;
import com.flexinference.router.internal.wire.RouterResponse;

/**
 * A request as the live page shows it: no keys, no prompts, no answers.
 */
public final class LiveRequest {

	private static final int LONGEST_TEXT = 100;

	private final ObjectNode json;

	LiveRequest(long id, Instant arrival, String method, String path, JsonNode body) {
		this.json = Json.object("id", id, "arrival", arrival.toEpochMilli(), "method", shorten(method), "path",
				shorten(path), "model", shorten(body.path("model").asString("")), "startWithin",
				shorten(body.path("start_within").asString("")), "stream", body.path("stream").asBoolean(false));
	}

	private static String shorten(String text) {
		return (text.length() > LONGEST_TEXT) ? text.substring(0, LONGEST_TEXT) + "…" : text;
	}

	public void answered(RouterResponse response, Duration startedAfter) {
		Routing routing = response.routing();
		Long cost = response.cost();
		// Flex costs half, so it saves what it costs
		boolean saved = routing != null && "flex".equals(routing.tier()) && cost != null;
		this.json.put("status", response.status())
			.put("code", response.code())
			.put("provider", (routing != null) ? routing.provider().wireName() : null)
			.put("tier", (routing != null) ? routing.tier() : null)
			.put("reason", (routing != null) ? routing.reason() : null)
			.put("microUsd", cost)
			.put("savedMicroUsd", saved ? cost : 0L)
			.put("startedAfterMillis", startedAfter.toMillis());
	}

	public void ended(String outcome) {
		this.json.put("outcome", outcome);
	}

	public ObjectNode toJson() {
		return this.json;
	}

}
