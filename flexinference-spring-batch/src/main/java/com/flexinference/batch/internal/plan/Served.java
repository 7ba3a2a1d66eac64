package com.flexinference.batch.internal.plan;

import org.jspecify.annotations.Nullable;

import com.flexinference.client.FlexResponse;
import com.flexinference.client.message.Cost;
import com.flexinference.client.message.Routing;

/**
 * What matters of an answer.
 *
 * @param tier the tier that served, or {@code null} if not reported
 * @param reason the reason of the routing, or {@code null} if not reported
 * @param microUsd the cost in millionths of a US dollar, or {@code null} without a price
 * @param sentAgain whether the client had been refused before
 */
record Served(@Nullable String tier, @Nullable String reason, @Nullable Long microUsd, boolean sentAgain) {

	static Served by(FlexResponse response) {
		Routing routing = response.routing();
		Cost cost = response.cost();
		return new Served(response.servedTier(), (routing != null) ? routing.reason() : response.startWithinReason(),
				(cost != null) ? cost.microUsd() : null, response.attempts() > 1);
	}

	boolean isWithoutSlot() {
		return "flex_slots_full".equals(this.reason);
	}

	boolean isExpired() {
		return "flex_deadline".equals(this.reason);
	}

}
