package com.flexinference.router;

import java.io.IOException;
import java.time.Duration;
import java.util.SplittableRandom;

/**
 * The simulated race for the flex tier (contract section 2.4). A seed and the order of
 * the races decide their ends. Time is scaled: a window of thirty seconds passes in three
 * milliseconds.
 */
final class FlexRace {

	private static final int TIME_SCALE = 10_000;

	private final SplittableRandom random;

	private final double capacity;

	FlexRace(long seed, double capacity) {
		this.random = new SplittableRandom(seed);
		this.capacity = capacity;
	}

	RoutingReason run(Duration window) throws IOException {
		double draw = draw();
		Duration scaled = window.dividedBy(TIME_SCALE);
		if (draw < this.capacity) {
			Pause.of(scaled.dividedBy(2));
			return RoutingReason.FLEX_WON;
		}
		// Half of the lost races are refused at once, the others wait in vain
		if (draw < (1 + this.capacity) / 2) {
			return RoutingReason.FLEX_CAPACITY;
		}
		Pause.of(scaled);
		return RoutingReason.FLEX_DEADLINE;
	}

	private synchronized double draw() {
		return this.random.nextDouble();
	}

}
