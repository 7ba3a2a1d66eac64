package com.flexinference.batch.internal.plan;

import org.jspecify.annotations.Nullable;

import com.flexinference.client.FlexResponse;
import com.flexinference.client.message.Cost;
import com.flexinference.client.message.Routing;

/**
 * What matters of an answer. It was sent again if the client had been refused before.
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
