package com.flexinference.router.internal.routing;

import java.io.IOException;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.Semaphore;

import org.jspecify.annotations.Nullable;

/**
 * The simulated race for the flex tier (docs/wire-contract.md, section 2.4). A seed and
 * the order of the races decide their ends.
 */
public final class FlexRace {

	private final SplittableRandom random;

	private final Semaphore slots;

	private volatile double capacity;

	public FlexRace(long seed, double capacity, int slots) {
		this.random = new SplittableRandom(seed);
		this.capacity = capacity;
		this.slots = new Semaphore(slots);
	}

	public void capacity(double capacity) {
		this.capacity = capacity;
	}

	// Returns how the race ended: as forced, if that is not null
	public RoutingReason run(Duration window, @Nullable RoutingReason forced, Timeline timeline) throws IOException {
		if (forced != null) {
			return pass(window, forced, 0.5, timeline);
		}
		if (!this.slots.tryAcquire()) {
			return RoutingReason.FLEX_SLOTS_FULL;
		}
		try {
			double capacity = this.capacity;
			double draw = random();
			return (draw < capacity) ? pass(window, RoutingReason.FLEX_WON, draw / capacity, timeline)
					: pass(window, lost((draw - capacity) / (1 - capacity)), 0.5, timeline);
		}
		finally {
			this.slots.release();
		}
	}

	private RoutingReason lost(double draw) {
		if (draw < 0.5) {
			return RoutingReason.FLEX_CAPACITY;
		}
		if (draw < 0.9) {
			return RoutingReason.FLEX_DEADLINE;
		}
		return (draw < 0.95) ? RoutingReason.FLEX_NOT_STARTED : RoutingReason.FLEX_UPSTREAM_ERROR;
	}

	private RoutingReason pass(Duration window, RoutingReason reason, double share, Timeline timeline)
			throws IOException {
		Duration duration = switch (reason) {
			case FLEX_DEADLINE -> window;
			case FLEX_WON, FLEX_NOT_STARTED -> Duration.ofNanos((long) (share * window.toNanos()));
			default -> Duration.ZERO;
		};
		timeline.pause(duration);
		return reason;
	}

	synchronized double random() {
		return this.random.nextDouble();
	}

}
