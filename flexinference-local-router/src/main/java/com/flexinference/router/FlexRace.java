package com.flexinference.router;

import java.io.IOException;
import java.time.Duration;
import java.util.SplittableRandom;

import org.jspecify.annotations.Nullable;

/**
 * The simulated race for the flex tier (contract section 2.4). A seed and the order of
 * the races decide their ends.
 */
final class FlexRace {

	private final SplittableRandom random;

	private final Knobs knobs;

	FlexRace(long seed, Knobs knobs) {
		this.random = new SplittableRandom(seed);
		this.knobs = knobs;
	}

	/**
	 * Run a race.
	 * @param window how long it may take
	 * @param forced how it ends or {@code null} to let it run
	 * @param timeline where its time passes
	 * @return how it ended
	 * @throws IOException if the router is closed
	 */
	RoutingReason run(Duration window, @Nullable RoutingReason forced, Timeline timeline) throws IOException {
		RoutingReason reason = (forced != null) ? forced : draw(random());
		timeline.pause(duration(window, reason));
		return reason;
	}

	private Duration duration(Duration window, RoutingReason reason) {
		return switch (reason) {
			case FLEX_DEADLINE -> window;
			case FLEX_WON, FLEX_NOT_STARTED -> window.dividedBy(2);
			default -> Duration.ZERO;
		};
	}

	private RoutingReason draw(double random) {
		double capacity = this.knobs.capacity();
		if (random < capacity) {
			return RoutingReason.FLEX_WON;
		}
		// Half of the lost races are refused at once, the others wait in vain
		return (random < (1 + capacity) / 2) ? RoutingReason.FLEX_CAPACITY : RoutingReason.FLEX_DEADLINE;
	}

	private synchronized double random() {
		return this.random.nextDouble();
	}

}
