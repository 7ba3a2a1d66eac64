package com.flexinference.router.internal.routing;

import tools.jackson.databind.node.ObjectNode;

import com.flexinference.router.internal.Json;

/**
 * Who served a request, on which tier and why (docs/wire-contract.md, section 5.2).
 *
 * @param provider the route that served
 * @param requested the first route of the requested chain
 * @param tier the tier that served
 * @param reason the reason
 * @param fallbackAttempts the number of routes tried before the one that served
 * @param mode whose keys served, {@code byok} or {@code managed}
 */
public record Routing(Route provider, Route requested, String tier, String reason, int fallbackAttempts, String mode) {

	public ObjectNode toJson() {
		return Json.object("provider", this.provider.wireName(), "requested_provider", this.requested.wireName(),
				"tier", this.tier, "reason", this.reason, "fallback_attempts", this.fallbackAttempts, "mode",
				this.mode);
	}

}
