package com.flexinference.batch.internal.plan;

import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import com.flexinference.batch.internal.ledger.Totals;
import com.flexinference.client.StartWithin;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Pacing}.
 */
class PacingTests {

	private final VirtualClock clock = new VirtualClock();

	@Test
	void startsLow() {
		assertThat(acquireAll(pacing(100, null, Forecast.UNKNOWN))).hasSize(16);
	}

	@Test
	void holdsAllRequestsAsLongAsTheServiceSays() {
		Pacing pacing = pacing(100, null, Forecast.UNKNOWN);
		Permit permit = send(pacing);
		pacing.refused(permit, "rate_limit_exceeded", Duration.ofSeconds(5));
		pacing.release(permit);
		assertThat(pacing.tryAcquire(null)).isNull();
		assertThat(pacing.pause()).isEqualTo(Duration.ofSeconds(5));
		this.clock.advance(Duration.ofSeconds(5));
		assertThat(acquireAll(pacing)).hasSize(12);
	}

	@Test
	void holdsAllRequestsAsLongAsAnotherProcessIsHeld() {
		Pacing pacing = pacing(100, null, Forecast.UNKNOWN);
		pacing.hold(Duration.ofSeconds(5));
		pacing.hold(Duration.ZERO);
		assertThat(pacing.held()).isEqualTo(Duration.ofSeconds(5));
		assertThat(pacing.tryAcquire(null)).isNull();
		this.clock.advance(Duration.ofSeconds(5));
		assertThat(acquireAll(pacing)).hasSize(16);
	}

	@Test
	void choosesTheWindowAnewForARequestThatIsSentAgain() {
		Pacing pacing = new Pacing(new PacingSettings(8, null, null, 1L), this.clock.instant().plusSeconds(900),
				Forecast.UNKNOWN, spending(null), this.clock);
		Permit permit = send(pacing);
		assertThat(permit.window()).hasToString("00h-10m-00s");
		this.clock.advance(Duration.ofSeconds(600));
		pacing.release(permit);
		permit = send(pacing);
		assertThat(permit.window()).hasToString("00h-02m-00s");
		pacing.release(permit);
		assertThat(pacing.progress().inFlight()).isZero();
	}

	@Test
	void sendsAgainBeforeFirstRequests() throws Exception {
		Pacing pacing = pacing(1, null, Forecast.UNKNOWN);
		Permit permit = send(pacing);
		FutureTask<Permit> first = new FutureTask<>(() -> pacing.acquire(null, false, () -> false));
		await(first);
		FutureTask<Permit> again = new FutureTask<>(() -> pacing.acquire(null, true, () -> false));
		await(again);
		pacing.release(permit);
		pacing.release(again.get(10, TimeUnit.SECONDS));
		assertThat(first.get(10, TimeUnit.SECONDS)).isNotNull();
	}

	private void await(FutureTask<Permit> task) {
		Thread thread = new Thread(task);
		thread.start();
		while (thread.getState() != Thread.State.TIMED_WAITING) {
			Thread.onSpinWait();
		}
	}

	@Test
	void racesNoMoreThanTheServiceHasSlotsFor() {
		Pacing pacing = pacing(100, null, new Forecast(4L, null));
		assertThat(acquireAll(pacing)).hasSize(4).allMatch(Permit::race);
	}

	@Test
	void racesLessWhenTheSlotsAreFull() {
		Pacing pacing = pacing(100, null, Forecast.UNKNOWN);
		List<Permit> permits = acquireAll(pacing);
		permits.forEach((permit) -> answer(pacing, permit, new Served("default", "flex_slots_full", 10L, false)));
		assertThat(acquireAll(pacing)).hasSize(12);
	}

	@Test
	void takesTheStandardTierWhereTheModelCannotRace() {
		Pacing pacing = pacing(100, null, Forecast.UNKNOWN);
		Permit permit = pacing.tryAcquire(StartWithin.DEFAULT);
		assertThat(permit).isNotNull();
		assertThat(permit.window()).hasToString("default");
		assertThat(permit.race()).isFalse();
	}

	@Test
	void staysWithinABudget() throws Exception {
		Random random = new Random(1);
		Pacing pacing = pacing(64, 1_000_000L, Forecast.UNKNOWN);
		long spent = 0;
		List<Permit> permits = acquireAll(pacing);
		while (!permits.isEmpty()) {
			for (Permit permit : permits) {
				long cost = (long) (200 * Math.exp(0.8 * random.nextGaussian()));
				spent += cost;
				answer(pacing, permit, new Served("flex", "flex_won", cost, false));
			}
			permits = acquireAll(pacing);
		}
		assertThat(spent).isBetween(980_000L, 1_010_000L);
		assertThat(pacing.acquire(null, false, () -> false)).isNull();
		assertThat(pacing.stopReason()).startsWith("The budget of 1.00 USD does not cover another request: ")
			.endsWith("Start the job again with a larger budget to continue.");
	}

	@Test
	void processesKeepABudgetTogether() {
		Random random = new Random(1);
		List<Pacing> processes = new ArrayList<>();
		long spent = 0;
		for (int second = 0; second < 60; second++) {
			// A process more every two seconds, which the others do not know yet.
			if (second % 2 == 0 && processes.size() < 4) {
				processes.add(pacing(64, 1_000_000L, Forecast.UNKNOWN));
				processes.get(processes.size() - 1).share(10_000, spent, 0, processes.size());
			}
			for (Pacing pacing : processes) {
				List<Permit> permits = acquireAll(pacing);
				for (Permit permit : permits) {
					long cost = (long) (800 * Math.exp(0.8 * random.nextGaussian()));
					spent += cost;
					answer(pacing, permit, new Served("flex", "flex_won", cost, false));
				}
			}
			this.clock.advance(Duration.ofSeconds(1));
			for (Pacing pacing : processes) {
				pacing.share(10_000, spent, 0, processes.size());
			}
		}
		assertThat(spent).isBetween(950_000L, 1_010_000L);
		assertThat(processes).extracting(Pacing::stopReason)
			.allSatisfy((reason) -> assertThat(reason).contains("The budget of 1.00 USD"));
	}

	@Test
	void countsWhatEarlierExecutionsSpent() throws Exception {
		Pacing pacing = new Pacing(new PacingSettings(8, null, 1_000L, null), null, Forecast.UNKNOWN,
				new Spending(1_000L, earlier(10, 1_000), 0), this.clock);
		assertThat(pacing.acquire(null, false, () -> false)).isNull();
	}

	@Test
	void countsWhatACrashRepeats() {
		assertThat(new Spending(1_000L, earlier(10, 600), 6).before()).isEqualTo(960);
		assertThat(new Spending(1_000L, earlier(10, 600), 6).allows(0)).isFalse();
		assertThat(new Spending(1_000L, earlier(10, 600), 4).allows(0)).isTrue();
	}

	@Test
	void countsWhatACrashRepeatsWhenThereIsAPrice() {
		Spending spending = new Spending(1_000L, earlier(5, 0), 5);
		assertThat(spending.before()).isZero();
		spending.add(new Served("flex", "flex_won", 90L, false));
		assertThat(spending.before()).isEqualTo(900);
		assertThat(spending.allows(0)).isFalse();
	}

	@Test
	void estimatesFirstAnswersByThoseOfEarlierExecutions() {
		Spending spending = new Spending(null, earlier(10, 600), 0);
		spending.add(new Served("flex", "flex_won", null, false));
		assertThat(spending.spent()).isEqualTo(60);
		assertThat(spending.standard()).isEqualTo(120);
	}

	@Test
	void estimatesAnswersWithoutAPrice() {
		Pacing pacing = pacing(64, null, Forecast.UNKNOWN);
		answer(pacing, send(pacing), new Served("flex", "flex_won", null, false));
		assertThat(pacing.report(0)).asString().contains("Cost      unknown, because 1 answers have no price");
		answer(pacing, send(pacing), new Served("flex", "flex_won", 300L, false));
		assertThat(pacing.report(0).costMicroUsd()).isEqualTo(600);
		assertThat(pacing.report(0).standardMicroUsd()).isEqualTo(1_200);
		assertThat(pacing.report(0).unpriced()).isEqualTo(1);
	}

	@Test
	void doesNotTakeFailuresForAnswersWithoutAPrice() {
		Pacing pacing = pacing(64, 1_000_000L, Forecast.UNKNOWN);
		for (int i = 0; i < 20; i++) {
			Permit permit = send(pacing);
			pacing.failed("transport", true);
			pacing.release(permit);
		}
		assertThat(pacing.tryAcquire(null)).isNotNull();
		assertThat(pacing.stopReason()).isNull();
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void warnsOfADeadlineThatCannotBeMet(CapturedOutput output) {
		Pacing pacing = new Pacing(new PacingSettings(8, null, null, 1_000L), this.clock.instant().plusSeconds(60),
				Forecast.UNKNOWN, spending(null), this.clock);
		this.clock.advance(Duration.ofSeconds(2));
		send(pacing);
		assertThat(output).contains("The deadline will be missed: 1,000 items in 58 s");
	}

	@Test
	void endsWhereABudgetCannotBeKept() throws Exception {
		Pacing pacing = pacing(64, 1_000_000L, Forecast.UNKNOWN);
		for (int i = 0; i < 20; i++) {
			answer(pacing, send(pacing), new Served("default", null, null, false));
		}
		assertThat(pacing.acquire(null, false, () -> false)).isNull();
		assertThat(pacing.stopReason()).contains("cannot be kept because the answers have no price");
	}

	@Test
	void asksNothingWhileTheServiceIsPaused() throws Exception {
		Pacing pacing = pacing(64, null, ForecastTests.managed("paused", "insufficient_balance"));
		assertThat(pacing.acquire(null, false, () -> false)).isNull();
		assertThat(pacing.stopReason()).contains("insufficient_balance");
	}

	@Test
	void tellsTheProgress() {
		Pacing pacing = new Pacing(new PacingSettings(8, null, null, 100L), null, Forecast.UNKNOWN, spending(null),
				this.clock);
		Permit permit = send(pacing);
		this.clock.advance(Duration.ofSeconds(10));
		answer(pacing, permit, new Served("flex", "flex_won", 1_000_000L, false));
		pacing.completed();
		pacing.gaveUp("moderation_blocked");
		pacing.skipped();
		assertThat(pacing.progress())
			.hasToString("3/100 done, 1 failed, 0.2/s, 0 in flight, 1.00 USD, 1.00 USD saved, done by " + finish(485));
		assertThat(pacing.report(0)).hasToString("""
				Answered 1, failed 1, answered before 1 in 10.0 s (0.1 a second)
				  Cost      1.00 USD (2.00 USD on the standard tier, 1.00 USD saved)
				  Tiers     flex 1
				  Windows   00h-10m-00s 1
				  Failures  moderation_blocked 1
				  Refusals  none
				  Repeated  0, in flight when earlier executions died""");
	}

	private String finish(int seconds) {
		return this.clock.instant().plusSeconds(seconds).atZone(ZoneId.systemDefault()).toLocalTime().toString();
	}

	static Spending spending(@Nullable Long budget) {
		return new Spending(budget, earlier(0, 0), 0);
	}

	static Totals earlier(long answered, long microUsd) {
		return new Totals(answered, Map.of(), Map.of(), Map.of(), 0, microUsd, 2 * microUsd);
	}

	private Pacing pacing(int concurrency, @Nullable Long budget, Forecast forecast) {
		return new Pacing(new PacingSettings(concurrency, null, budget, null), null, forecast, spending(budget),
				this.clock);
	}

	private List<Permit> acquireAll(Pacing pacing) {
		List<Permit> permits = new ArrayList<>();
		Permit permit = pacing.tryAcquire(null);
		while (permit != null) {
			permits.add(permit);
			permit = pacing.tryAcquire(null);
		}
		return permits;
	}

	private Permit send(Pacing pacing) {
		Permit permit = pacing.tryAcquire(null);
		assertThat(permit).isNotNull();
		return permit;
	}

	private void answer(Pacing pacing, Permit permit, Served served) {
		pacing.answered(permit, served);
		pacing.release(permit);
	}

}
