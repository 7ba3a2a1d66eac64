package com.flexinference.router.internal.routing;

import tools.jackson.databind.node.ObjectNode;

import com.flexinference.router.internal.Json;

/**
 * Who served a request, on which tier and why (docs/wire-contract.md, section 5.2).
 */
public record Routing(Route provider, Route requested, String tier, String reason, int fallbackAttempts, String mode) {

	public ObjectNode toJson() {
		return Json.object("provider", this.provider.wireName(), "requested_provider", this.requested.wireName(),
				"tier", this.tier, "reason", this.reason, "fallback_attempts", this.fallbackAttempts, "mode",
				this.mode);
	}

}
