package com.flexinference.router;

import org.jspecify.annotations.Nullable;

import com.flexinference.router.internal.model.Completion;
import com.flexinference.router.internal.routing.Routing;
import com.flexinference.router.internal.routing.RoutingReason;
import com.flexinference.router.internal.routing.Upstream;

/**
 * What a script determines of a simulated answer. The rest, which is {@code null}, is
 * simulated.
 */
record Simulation(@Nullable Completion completion, @Nullable String tier, @Nullable String reason, @Nullable Long cost,
		Upstream upstream) {

	static final Simulation NOTHING = new Simulation(null, null, null, null, Upstream.SERVING);

	Simulation withCompletion(Completion completion) {
		return new Simulation(completion, this.tier, this.reason, this.cost, this.upstream);
	}

	Simulation withTier(String tier) {
		return new Simulation(this.completion, tier, this.reason, this.cost, this.upstream);
	}

	Simulation withReason(String reason) {
		return new Simulation(this.completion, this.tier, reason, this.cost, this.upstream);
	}

	Simulation withCost(long cost) {
		return new Simulation(this.completion, this.tier, this.reason, cost, this.upstream);
	}

	Simulation withUpstream(Upstream upstream) {
		return new Simulation(this.completion, this.tier, this.reason, this.cost, upstream);
	}

	// How a race has to end, null to let it run
	@Nullable RoutingReason forcedReason() {
		if (this.reason != null || this.tier == null) {
			return RoutingReason.of(this.reason);
		}
		return "flex".equals(this.tier) ? RoutingReason.FLEX_WON : RoutingReason.FLEX_DEADLINE;
	}

	Routing apply(Routing routing) {
		boolean flex = "flex".equals(this.tier) || "flex_won".equals(this.reason);
		String tier = (this.tier != null) ? this.tier : flex ? "flex" : routing.tier();
		String reason = (this.reason != null) ? this.reason : flex ? "flex_won" : routing.reason();
		return new Routing(routing.provider(), routing.requested(), tier, reason, routing.fallbackAttempts(),
				routing.mode());
	}

}
