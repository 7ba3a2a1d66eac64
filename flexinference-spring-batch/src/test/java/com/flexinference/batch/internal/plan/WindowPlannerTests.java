package com.flexinference.batch.internal.plan;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import com.flexinference.client.StartWithin;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WindowPlanner}.
 */
class WindowPlannerTests {

	private final Latencies latencies = new Latencies();

	@Test
	void takesTheLongestWindowWithoutADeadline() {
		assertThat(choose(null, 1_000L, 10, 10).window()).isEqualTo(StartWithin.of(StartWithin.LONGEST));
	}

	@Test
	void takesTheLongestWindowWhileThereIsTime() {
		Plan plan = choose(Duration.ofHours(8), 400L, 10, 10);
		assertThat(plan.window()).hasToString("00h-10m-00s");
		assertThat(plan.inTime()).isTrue();
	}

	@Test
	void shortensTheWindowWhenEachRaceIsLost() {
		this.latencies.add(window(60), true, Duration.ofSeconds(70));
		assertThat(choose(Duration.ofHours(1), 1_000L, 10, 10).window()).hasToString("00h-00m-15s");
	}

	@Test
	void keepsTheWindowWhenRacesAreWonEarly() {
		this.latencies.add(window(60), false, Duration.ofSeconds(15));
		assertThat(choose(Duration.ofHours(1), 1_000L, 10, 10).window()).hasToString("00h-10m-00s");
	}

	@Test
	void leavesTimeForTheStandardTierWhenTheRacesInFlightAreLost() {
		this.latencies.add(window(60), false, Duration.ofSeconds(1));
		this.latencies.add(StartWithin.DEFAULT, false, Duration.ofSeconds(10));
		assertThat(choose(Duration.ofMinutes(18), 1_000L, 10, 10).window()).isEqualTo(StartWithin.DEFAULT);
		assertThat(choose(Duration.ofMinutes(20), 1_000L, 10, 10).window()).hasToString("00h-01m-00s");
	}

	@Test
	void takesNoWindowThatIsOverAfterTheDeadline() {
		this.latencies.add(StartWithin.DEFAULT, false, Duration.ofSeconds(10));
		assertThat(choose(Duration.ofSeconds(90), 10L, 10, 10).window()).hasToString("00h-01m-00s");
		assertThat(choose(Duration.ofSeconds(40), 1L, 10, 10).window()).hasToString("00h-00m-10s");
		assertThat(choose(Duration.ofSeconds(90), null, 10, 10).window()).hasToString("00h-01m-00s");
	}

	@Test
	void sendsTheRestDirectlyWhenRaceSlotsAreFew() {
		this.latencies.add(window(60), false, Duration.ofSeconds(10));
		Plan plan = choose(Duration.ofHours(1), 6_480L, 100, 10);
		assertThat(plan.window()).hasToString("00h-10m-00s");
		assertThat(plan.races()).isEqualTo(10);
		assertThat(plan.direct()).isEqualTo(10);
	}

	@Test
	void saysWhenTheDeadlineCannotBeMet() {
		Plan plan = choose(Duration.ofMinutes(10), 1_000L, 10, 10);
		assertThat(plan.window()).isEqualTo(StartWithin.DEFAULT);
		assertThat(plan.inTime()).isFalse();
		assertThat(plan.why()).isEqualTo("1,000 items in 10 min need 1.7 a second, "
				+ "10 requests at once on the standard tier give 0.3 a second, which is not enough");
	}

	@Test
	void sendsAllToTheStandardTierWhereTheModelCannotRace() {
		Plan plan = choose(Duration.ofHours(8), 1_000L, 10, 0);
		assertThat(plan.window()).isEqualTo(StartWithin.DEFAULT);
		assertThat(plan.direct()).isEqualTo(10);
		assertThat(choose(null, 1_000L, 10, 0).direct()).isEqualTo(10);
	}

	private Plan choose(@Nullable Duration left, @Nullable Long remaining, int concurrency, int races) {
		return new WindowPlanner(left, remaining, concurrency, races, this.latencies).choose();
	}

	private static StartWithin window(int seconds) {
		return StartWithin.of(Duration.ofSeconds(seconds));
	}

}
