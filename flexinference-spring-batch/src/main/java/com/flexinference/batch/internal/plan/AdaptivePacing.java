package com.flexinference.batch.internal.plan;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
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

	private final PacingSettings settings;

	private final @Nullable Instant deadline;

	private final InstantSource clock;

	private final Instant began;

	private final ReentrantLock lock = new ReentrantLock();

	/** Those who ask again wait here, and go before first requests. */
	private final Condition again = this.lock.newCondition();

	private final Condition first = this.lock.newCondition();

	private final Traffic traffic;

	private final Latencies latencies = new Latencies();

	private final Spending spending;

	private final Throughput throughput;

	private final Tally tally = new Tally();

	private Plan plan;

	private Instant nextPlan;

	private boolean racesWanted = true;

	private int renewing;

	private @Nullable Long share;

	private boolean stopped;

	private @Nullable String stopReason;

	AdaptivePacing(PacingSettings settings, @Nullable Instant deadline, Forecast forecast, long spentMicroUsd,
			InstantSource clock) {
		this.settings = settings;
		this.deadline = deadline;
		this.clock = clock;
		this.began = clock.instant();
		this.traffic = new Traffic(settings.concurrency(), forecast.raceSlots(), this.began);
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
		return acquire(() -> false);
	}

	@Nullable PacedPermit acquire(BooleanSupplier over) throws InterruptedException {
		PacedPermit permit = await(this.first, over, () -> (this.renewing == 0) ? tryAcquire() : null);
		if (permit != null) {
			permit.unless(over);
		}
		return permit;
	}

	/**
	 * Exchange a permit for another one.
	 * @param permit the permit to give back
	 * @return another permit, or {@code null} if no further request is to be sent
	 * @throws InterruptedException if the thread is interrupted
	 */
	@Nullable PacedPermit renew(PacedPermit permit) throws InterruptedException {
		this.lock.lockInterruptibly();
		try {
			this.renewing++;
			released(permit);
			return await(this.again, permit.over(), this::tryAcquire);
		}
		finally {
			this.renewing--;
			this.first.signal();
			this.lock.unlock();
		}
	}

	private @Nullable PacedPermit await(Condition turn, BooleanSupplier over, Supplier<@Nullable PacedPermit> permits)
			throws InterruptedException {
		this.lock.lockInterruptibly();
		try {
			while (!over.getAsBoolean() && !isOver()) {
				PacedPermit permit = permits.get();
				if (permit != null) {
					return permit;
				}
				long wait = Math.min(INTERVAL.toNanos(), Math.max(1, pause().toNanos()));
				turn.await(wait, TimeUnit.NANOSECONDS);
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
			boolean allowed = this.traffic.allows(this.plan, now) && this.spending.allows(this.traffic.inFlight());
			if (!allowed || isOver()) {
				return null;
			}
			boolean race = this.traffic.begin(this.plan);
			return new PacedPermit(this, race ? this.plan.window() : StartWithin.DEFAULT, race);
		});
	}

	/**
	 * Return when it is worth trying again if nothing is answered until then.
	 * @return the time from now
	 */
	Duration pause() {
		Duration held = this.traffic.held(this.clock.instant());
		return held.isZero() ? INTERVAL : held;
	}

	private boolean isOver() {
		if (!this.stopped && this.traffic.inFlight() == 0 && this.spending.isOver()) {
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
		int races = this.racesWanted ? this.traffic.reachableRaces() : 0;
		return WindowPlanner.choose(new Situation(left, remaining(), this.traffic.reachable(), races, this.latencies));
	}

	private @Nullable Long remaining() {
		if (this.share != null) {
			return this.share;
		}
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
				this.traffic.giveUpRace();
			}
			return null;
		});
	}

	void answered(PacedPermit permit, Served served) {
		locked(() -> {
			Instant now = this.clock.instant();
			boolean noSlot = "flex_slots_full".equals(served.reason());
			this.traffic.answered(permit.sent(), served.sentAgain(), now);
			if (permit.isRace()) {
				this.traffic.raced(permit.sent(), noSlot, now);
			}
			this.latencies.add(noSlot ? StartWithin.DEFAULT : permit.window(), "flex_deadline".equals(served.reason()),
					Duration.between(permit.sent(), now));
			if (served.microUsd() != null) {
				this.spending.priced(served.microUsd(), "flex".equals(served.tier()));
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
			this.traffic.refused(permit.sent(), retryAfter, this.clock.instant());
			Tally.count(this.tally.refusals, code);
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
			this.traffic.end(permit.isRace());
			((this.renewing > 0) ? this.again : this.first).signal();
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
			wake();
			return null;
		});
	}

	/**
	 * Let all who wait for a permit look again.
	 */
	void wake() {
		locked(() -> {
			this.again.signalAll();
			this.first.signalAll();
			return null;
		});
	}

	/**
	 * Take note of what all processes have done that work on the job.
	 * @param left the items that are left for all of them
	 * @param spentMicroUsd what all of them have spent
	 * @param processes the number of processes
	 */
	void share(long left, long spentMicroUsd, int processes) {
		locked(() -> {
			this.share = left / processes;
			this.spending.share(spentMicroUsd, processes);
			wake();
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
					this.traffic.inFlight(), this.traffic.bound(), rate, this.spending.spent(),
					this.spending.standard(), this.plan.window().toString(), this.plan.why(), this.plan.inTime(),
					finish);
		});
	}

	@Override
	public JobReport report(long repeated) {
		return locked(() -> new JobReport(Duration.between(this.began, this.clock.instant()), this.tally.completed,
				this.tally.skipped, this.tally.failures, this.tally.refusals, this.tally.tiers, this.tally.windows,
				repeated, this.spending.unpricedAnswers(), this.spending.spent(), this.spending.standard()));
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
