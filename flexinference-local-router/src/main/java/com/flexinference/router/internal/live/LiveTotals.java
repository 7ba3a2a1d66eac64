package com.flexinference.router.internal.live;

import tools.jackson.databind.node.ObjectNode;

import com.flexinference.router.internal.Json;

/**
 * The sums that the live page shows.
 */
final class LiveTotals {

	private long requests;

	private long windows;

	private long flex;

	private long refused;

	private long microUsd;

	private long savedMicroUsd;

	long addRequest() {
		return ++this.requests;
	}

	// An answer as the page shows it
	void add(ObjectNode answer) {
		this.windows += answer.path("reason").asString("").startsWith("flex_") ? 1 : 0;
		this.flex += "flex".equals(answer.path("tier").asString("")) ? 1 : 0;
		this.refused += (answer.path("status").asInt() >= 400) ? 1 : 0;
		this.microUsd += answer.path("microUsd").asLong(0);
		this.savedMicroUsd += answer.path("savedMicroUsd").asLong();
	}

	ObjectNode toJson() {
		return Json.object("requests", this.requests, "windows", this.windows, "flex", this.flex, "refused",
				this.refused, "microUsd", this.microUsd, "savedMicroUsd", this.savedMicroUsd);
	}

}
