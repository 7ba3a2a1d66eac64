package com.flexinference.batch.internal.plan;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import com.flexinference.batch.progress.JobProgress;
import com.flexinference.batch.progress.JobReport;
import com.flexinference.client.StartWithin;

/**
 * Keeps as many requests in flight as the service takes and the plan allows, and gives
 * each the window of the plan, which it makes anew every two seconds.
 */
final class AdaptivePacing implements Pacing {

	private static final Log logger = LogFactory.getLog(AdaptivePacing.class);

	private static final Duration INTERVAL = Duration.ofSeconds(2);

	private static final Duration LONGEST_HOLD = Duration.ofSeconds(30);

	private final PacingSettings settings;

	private final @Nullable Instant deadline;

	private final InstantSource clock;

	private final Instant began;

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition changed = this.lock.newCondition();

	private final AdaptiveLimit limit;

	private final AdaptiveLimit raceLimit;

	private final Latencies latencies = new Latencies();

	private final Spending spending;

	private final Throughput throughput;

	private final Tally tally = new Tally();

	private Plan plan;

	private Instant nextPlan;

	private Instant heldUntil = Instant.MIN;

	private Duration hold = Duration.ZERO;

	private int inFlight;

	private int racing;

	private boolean racesWanted = true;

	private boolean stopped;

	private @Nullable String stopReason;

	AdaptivePacing(PacingSettings settings, @Nullable Instant deadline, Forecast forecast, long spentMicroUsd,
			InstantSource clock) {
		this.settings = settings;
		this.deadline = deadline;
		this.clock = clock;
		this.began = clock.instant();
		int slots = (forecast.raceSlots() != null) ? (int) Math.min(forecast.raceSlots(), settings.concurrency())
				: settings.concurrency();
		this.limit = new AdaptiveLimit(settings.concurrency(), this.began);
		this.raceLimit = new AdaptiveLimit(slots, this.began);
		this.spending = new Spending(settings.budgetMicroUsd(), spentMicroUsd);
		this.throughput = new Throughput(this.began);
		this.plan = choose(this.began);
		this.nextPlan = this.began.plus(INTERVAL);
		if (forecast.paused() != null) {
			stop("The service refuses every request at present: " + forecast.paused()
					+ ". Start the job again when the account is in order.");
		}
	}

	@Override
	public @Nullable Permit acquire() throws InterruptedException {
		this.lock.lockInterruptibly();
		try {
			while (!isOver()) {
				Permit permit = tryAcquire();
				if (permit != null) {
					return permit;
				}
				long wait = Math.min(INTERVAL.toNanos(), Math.max(1, pause().toNanos()));
				this.changed.await(wait, TimeUnit.NANOSECONDS);
			}
			return null;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Return a permit if there is one.
	 * @return the permit, or {@code null}
	 */
	@Nullable PacedPermit tryAcquire() {
		return locked(() -> {
			Instant now = this.clock.instant();
			renewPlan(now);
			this.limit.update(this.inFlight, now);
			this.raceLimit.update(this.racing, now);
			int races = Math.min(this.plan.races(), this.raceLimit.value());
			int most = Math.min(this.limit.value(), Math.max(1, races + this.plan.direct()));
			boolean allowed = this.inFlight < most && !now.isBefore(this.heldUntil)
					&& this.spending.allows(this.inFlight);
			if (!allowed || isOver()) {
				return null;
			}
			this.inFlight++;
			boolean race = this.racing < races;
			this.racing += race ? 1 : 0;
			return new PacedPermit(this, race ? this.plan.window() : StartWithin.DEFAULT, race);
		});
	}

	/**
	 * Return when it is worth trying again if nothing is answered until then.
	 * @return the time from now
	 */
	Duration pause() {
		Instant now = this.clock.instant();
		return now.isBefore(this.heldUntil) ? Duration.between(now, this.heldUntil) : INTERVAL;
	}

	private boolean isOver() {
		if (!this.stopped && this.inFlight == 0 && !this.spending.allows(0)) {
			stop(this.spending.reason());
		}
		return this.stopped;
	}

	private void renewPlan(Instant now) {
		if (now.isBefore(this.nextPlan)) {
			return;
		}
		this.nextPlan = now.plus(INTERVAL);
		Plan last = this.plan;
		this.plan = choose(now);
		if (!last.window().equals(this.plan.window())) {
			logger.info("Requests can now wait " + this.plan.window() + " to start: " + this.plan.why());
		}
		if (last.inTime() && !this.plan.inTime()) {
			logger.warn("The deadline will be missed: " + this.plan.why());
		}
	}

	private Plan choose(Instant now) {
		Duration left = (this.deadline != null) ? Duration.between(now, this.deadline) : null;
		int concurrency = this.limit.reachable();
		int races = this.racesWanted ? Math.min(concurrency, this.raceLimit.reachable()) : 0;
		return WindowPlanner.choose(new Situation(left, remaining(), concurrency, races, this.latencies));
	}

	private @Nullable Long remaining() {
		Long items = this.settings.items();
		return (items != null) ? Math.max(0, items - this.tally.settled()) : null;
	}

	/**
	 * Take note of a request that is about to be sent.
	 * @param permit the permit of the request
	 * @param canRace whether its model can race
	 */
	void scheduled(PacedPermit permit, boolean canRace) {
		locked(() -> {
			this.racesWanted = canRace;
			permit.sentAt(this.clock.instant());
			if (permit.isRace() && !canRace) {
				permit.giveUpRace();
				this.racing--;
			}
			return null;
		});
	}

	void answered(PacedPermit permit, Served served) {
		locked(() -> {
			Instant now = this.clock.instant();
			if (served.sentAgain()) {
				this.limit.refused(permit.sent(), now);
			}
			else {
				this.limit.accepted();
			}
			this.hold = Duration.ZERO;
			boolean noSlot = "flex_slots_full".equals(served.reason());
			if (permit.isRace() && noSlot) {
				this.raceLimit.refused(permit.sent(), now);
			}
			else if (permit.isRace()) {
				this.raceLimit.accepted();
			}
			this.latencies.add(noSlot ? StartWithin.DEFAULT : permit.window(), "flex_deadline".equals(served.reason()),
					Duration.between(permit.sent(), now));
			boolean flex = "flex".equals(served.tier());
			if (served.microUsd() != null) {
				this.spending.priced(served.microUsd(), flex);
			}
			else {
				this.spending.unpriced();
			}
			Tally.count(this.tally.tiers, (served.tier() != null) ? served.tier() : "unknown");
			Tally.count(this.tally.windows, permit.window().toString());
			return null;
		});
	}

	void refused(PacedPermit permit, String code, @Nullable Duration retryAfter) {
		locked(() -> {
			Instant now = this.clock.instant();
			this.limit.refused(permit.sent(), now);
			Tally.count(this.tally.refusals, code);
			if (retryAfter == null && !permit.sent().isBefore(this.heldUntil)) {
				Duration doubled = this.hold.isZero() ? Duration.ofSeconds(1) : this.hold.multipliedBy(2);
				this.hold = (doubled.compareTo(LONGEST_HOLD) < 0) ? doubled : LONGEST_HOLD;
			}
			Instant until = now.plus((retryAfter != null) ? retryAfter : this.hold);
			if (until.isAfter(this.heldUntil)) {
				this.heldUntil = until;
			}
			return null;
		});
	}

	void failed(String code, boolean charged) {
		locked(() -> {
			Tally.count(this.tally.refusals, code);
			if (charged) {
				this.spending.unpriced();
			}
			return null;
		});
	}

	void released(PacedPermit permit) {
		locked(() -> {
			this.inFlight--;
			this.racing -= permit.isRace() ? 1 : 0;
			this.changed.signal();
			return null;
		});
	}

	@Override
	public void completed() {
		locked(() -> {
			this.tally.completed++;
			this.throughput.add(this.clock.instant());
			return null;
		});
	}

	@Override
	public void gaveUp(String code) {
		locked(() -> {
			Tally.count(this.tally.failures, code);
			this.throughput.add(this.clock.instant());
			return null;
		});
	}

	@Override
	public void skipped() {
		locked(() -> this.tally.skipped++);
	}

	@Override
	public void stop() {
		stop(null);
	}

	void stop(@Nullable String reason) {
		locked(() -> {
			if (!this.stopped) {
				this.stopped = true;
				this.stopReason = reason;
				if (reason != null) {
					logger.warn(reason);
				}
			}
			this.changed.signalAll();
			return null;
		});
	}

	@Override
	public @Nullable String stopReason() {
		return locked(() -> this.stopReason);
	}

	@Override
	public JobProgress progress() {
		return locked(() -> {
			Instant now = this.clock.instant();
			double rate = this.throughput.perSecond(now);
			Long remaining = remaining();
			double expected = (rate > 0) ? rate : this.plan.perSecond();
			Instant finish = (remaining != null) ? now.plusMillis((long) (remaining / expected * 1000)) : null;
			return new JobProgress(this.settings.items(), this.tally.completed, this.tally.failed(), this.tally.skipped,
					this.inFlight, this.limit.value(), rate, this.spending.spent(), this.spending.standard(),
					this.plan.window().toString(), this.plan.why(), this.plan.inTime(), finish);
		});
	}

	@Override
	public JobReport report() {
		return locked(() -> new JobReport(Duration.between(this.began, this.clock.instant()), this.tally.completed,
				this.tally.skipped, this.tally.failures, this.tally.refusals, this.tally.tiers, this.tally.windows,
				this.spending.unpricedAnswers(), this.spending.spent(), this.spending.standard()));
	}

	private <T extends @Nullable Object> T locked(Supplier<T> action) {
		this.lock.lock();
		try {
			return action.get();
		}
		finally {
			this.lock.unlock();
		}
	}

}
