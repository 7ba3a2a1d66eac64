package com.flexinference.batch.internal.plan;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import com.flexinference.batch.internal.plan.NightSimulation.Policy;
import com.flexinference.batch.internal.plan.NightSimulation.Result;
import com.flexinference.batch.internal.text.Texts;
import com.flexinference.client.StartWithin;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A million items from ten in the evening to six in the morning.
 */
class NightSimulationTests {

	private static final long ITEMS = 1_000_000;

	private static final Duration NIGHT = Duration.ofHours(8);

	@Test
	void meetsTheDeadlineCloseToTheFlexPrice() {
		Result planned = run(NIGHT, Policy.PLANNED, 2_000);
		Result flex = run(null, Policy.always(StartWithin.of(StartWithin.LONGEST)), 2_000);
		Result standard = run(null, Policy.always(StartWithin.DEFAULT), 2_000);
		print(planned, flex, standard);
		assertThat(planned.took()).isLessThan(NIGHT);
		assertThat(planned.report().answered()).isEqualTo(ITEMS);
		assertThat(planned.microUsd()).isLessThan(flex.microUsd() * 103 / 100);
		assertThat(planned.microUsd()).isLessThan(standard.microUsd() * 55 / 100);
	}

	@Test
	void buysTimeWhenConcurrencyIsShort() {
		Result planned = run(NIGHT, Policy.PLANNED, 500);
		print(planned);
		assertThat(planned.took()).isLessThan(NIGHT);
		assertThat(planned.report().tiers()).containsKeys("flex", "default");
		assertThat(planned.report().costMicroUsd()).isLessThan(planned.report().standardMicroUsd() * 80 / 100);
	}

	private static void print(Result... results) {
		for (Result result : results) {
			System.out.println(Texts.duration(result.took()) + ", " + result.inFlight() + " in flight at most\n"
					+ result.report());
		}
	}

	private static Result run(@Nullable Duration time, Policy policy, int concurrency) {
		Instant deadline = (time != null) ? NightSimulation.START.plus(time) : null;
		return new NightSimulation(new PacingSettings(concurrency, null, null, ITEMS), deadline, policy).run(ITEMS);
	}

}
