package com.flexinference.router.internal.routing;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * How a request is to be served: the routes to try in order, the tier of each without a
 * race, and the window of the race if there is one.
 */
public record RoutingPlan(List<Route> routes, List<String> tiers, @Nullable Duration window, String mode) {

	public String tier(int index) {
		return this.tiers.get(index);
	}

	public Routing routing(int index, String tier, RoutingReason reason) {
		return new Routing(this.routes.get(index), this.routes.get(0), tier, reason.wireName(), index, this.mode);
	}

}
