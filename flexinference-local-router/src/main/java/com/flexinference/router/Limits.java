package com.flexinference.router;

import java.time.Instant;
import java.util.Map;

import tools.jackson.databind.node.ObjectNode;

/**
 * What an organization with its own provider keys can run out of (contract section 12).
 */
final class Limits {

	static final int BODY_BYTES = 1_000_000;

	private Limits() {
	}

	static Reply reply(Instant now) {
		return Reply.ok(Map.of("x-flexinference-spend-remaining", "unlimited"), toJson(now));
	}

	private static ObjectNode toJson(Instant now) {
		ObjectNode limits = Json.object().put("object", "limits").put("as_of", now.toEpochMilli());
		limits.putObject("own_keys")
			.put("unlimited", true)
			.putObject("flex_race_slots")
			.put("limit", 50)
			.put("scope", "organization")
			.put("on_exceed", "degrade_to_standard");
		limits.putNull("managed");
		// Not in the contract: tells a health check that nothing real answers.
		limits.put("simulated", true);
		limits.putObject("abuse_limits")
			.put("counted_per_cloudflare_location", true)
			.put("request_body_bytes", BODY_BYTES)
			.putArray("rates")
			.addObject()
			.put("name", "requests")
			.put("scope", "organization")
			.put("window_seconds", 60)
			.putNull("limit")
			.put("on_exceed", "refuse");
		return limits;
	}

}
