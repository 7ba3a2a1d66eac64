package com.flexinference.router.internal.routing;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * How a request is to be served, as far as it can be said before.
 *
 * @param routes the routes to try, in order
 * @param tiers the tier that serves on each of them without a race
 * @param window how long the race for the flex tier may take or {@code null} if there is
 * none
 * @param mode whose keys serve, {@code byok} or {@code managed}
 */
public record RoutingPlan(List<Route> routes, List<String> tiers, @Nullable Duration window, String mode) {

	public String tier(int index) {
		return this.tiers.get(index);
	}

	public Routing routing(int index, String tier, RoutingReason reason) {
		return new Routing(this.routes.get(index), this.routes.get(0), tier, reason.wireName(), index, this.mode);
	}

}
