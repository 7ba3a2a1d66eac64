package com.flexinference.router.internal.routing;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link FlexRace}.
 */
class FlexRaceTests {

	@Test
	void fullCapacityAlwaysWins() throws IOException {
		assertThat(run(1, 1)).containsOnly(RoutingReason.FLEX_WON);
	}

	@Test
	void noCapacityNeverWins() throws IOException {
		assertThat(run(1, 0)).containsOnly(RoutingReason.FLEX_CAPACITY, RoutingReason.FLEX_DEADLINE,
				RoutingReason.FLEX_NOT_STARTED, RoutingReason.FLEX_UPSTREAM_ERROR);
	}

	@Test
	void capacityIsChanceToWin() throws IOException {
		assertThat(run(1, 0.7)).filteredOn((reason) -> reason == RoutingReason.FLEX_WON).hasSizeBetween(600, 800);
	}

	@Test
	void seedDecides() throws IOException {
		assertThat(run(7, 0.5)).isEqualTo(run(7, 0.5)).isNotEqualTo(run(8, 0.5));
	}

	@Test
	void raceWithoutSlotIsNotRun() throws IOException {
		FlexRace race = new FlexRace(1, 1, 0);
		assertThat(race.run(Duration.ofHours(1), null, timeline())).isEqualTo(RoutingReason.FLEX_SLOTS_FULL);
	}

	private Timeline timeline() {
		return new Timeline(new SimulatedTime(1), () -> {
		});
	}

	private List<RoutingReason> run(long seed, double capacity) throws IOException {
		FlexRace race = new FlexRace(seed, capacity, 50);
		List<RoutingReason> reasons = new ArrayList<>();
		for (int i = 0; i < 1_000; i++) {
			reasons.add(race.run(Duration.ZERO, null, timeline()));
		}
		return reasons;
	}

}
