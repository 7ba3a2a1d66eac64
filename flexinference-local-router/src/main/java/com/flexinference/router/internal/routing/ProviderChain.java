package com.flexinference.router.internal.routing;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import com.flexinference.router.internal.error.Failure;
import com.flexinference.router.internal.error.RouterException;

/**
 * Asks the providers one after the other until one serves (docs/wire-contract.md,
 * sections 2.4, 3.1 and 3.2).
 */
public final class ProviderChain {

	private final FlexRace race;

	private final Upstream upstream;

	private final ServiceRetry retry;

	private final Timeline timeline;

	private int attempts;

	private int retries;

	public ProviderChain(FlexRace race, Upstream upstream, ServiceRetry retry, Timeline timeline) {
		this.race = race;
		this.upstream = upstream;
		this.retry = retry;
		this.timeline = timeline;
	}

	// Tells the number of retries spent so far if the request allows any
	public Map<String, String> headers() {
		return (this.retry != ServiceRetry.NONE) ? Map.of("x-flexinference-retries", String.valueOf(this.retries))
				: Map.of();
	}

	public Routing serve(RoutingPlan plan, @Nullable RoutingReason forced) throws IOException {
		Duration window = plan.window();
		RoutingReason reason = (window != null) ? race(plan.routes().get(0), window, forced)
				: RoutingReason.TIER_DIRECT;
		if (reason == RoutingReason.FLEX_WON) {
			return plan.routing(0, "flex", reason);
		}
		List<Route> routes = plan.routes();
		Failure failure = ask(routes.get(0));
		int served = 0;
		while (failure != null && Upstream.isFault(failure) && served + 1 < routes.size()) {
			served++;
			failure = ask(routes.get(served));
		}
		if (failure != null) {
			throw new RouterException(failure);
		}
		return plan.routing(served, plan.servedTier(served), (served > 0) ? RoutingReason.CHAIN_ADVANCED : reason);
	}

	private RoutingReason race(Route route, Duration window, @Nullable RoutingReason forced) throws IOException {
		boolean fault = forced == null && attempt(route) != null;
		return this.race.run(window, fault ? RoutingReason.FLEX_UPSTREAM_ERROR : forced, this.timeline);
	}

	private @Nullable Failure ask(Route route) throws IOException {
		Failure failure = attempt(route);
		while (failure != null && Upstream.isRetryable(failure) && this.retries < this.retry.count()) {
			this.timeline.pause(this.retry.delay(this.retries, failure.retryAfter(), this.race.random()));
			this.retries++;
			failure = attempt(route);
		}
		return failure;
	}

	private @Nullable Failure attempt(Route route) {
		return (this.attempts++ < this.upstream.failures()) ? this.upstream.failure(route) : null;
	}

}
