package com.flexinference.router;

import org.jspecify.annotations.Nullable;

import com.flexinference.router.internal.model.Completion;
import com.flexinference.router.internal.routing.Routing;
import com.flexinference.router.internal.routing.RoutingReason;

/**
 * What a script determines of a simulated answer. The rest, which is {@code null}, is
 * simulated.
 */
record Simulation(@Nullable Completion completion, @Nullable String tier, @Nullable String reason, @Nullable Long cost,
		int upstreamStatus, int upstreamFailures) {

	static final Simulation NOTHING = new Simulation(null, null, null, null, 0, 0);

	Simulation withCompletion(Completion completion) {
		return new Simulation(completion, this.tier, this.reason, this.cost, this.upstreamStatus,
				this.upstreamFailures);
	}

	Simulation withTier(String tier) {
		return new Simulation(this.completion, tier, this.reason, this.cost, this.upstreamStatus,
				this.upstreamFailures);
	}

	Simulation withReason(String reason) {
		return new Simulation(this.completion, this.tier, reason, this.cost, this.upstreamStatus,
				this.upstreamFailures);
	}

	Simulation withCost(long cost) {
		return new Simulation(this.completion, this.tier, this.reason, cost, this.upstreamStatus,
				this.upstreamFailures);
	}

	Simulation withUpstream(int status, int failures) {
		return new Simulation(this.completion, this.tier, this.reason, this.cost, status, failures);
	}

	boolean isScripted() {
		return !equals(NOTHING);
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
