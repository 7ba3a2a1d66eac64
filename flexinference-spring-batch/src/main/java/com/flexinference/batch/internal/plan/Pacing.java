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
 * Decides when a request is sent and how long it can wait to start. It keeps as many
 * requests in flight as the service accepts and the plan allows, and renews the plan
 * every two seconds. An instance is thread-safe.
 */
public final class Pacing {

	private static final Log logger = LogFactory.getLog(Pacing.class);

	private static final Duration INTERVAL = Duration.ofSeconds(2);

	private final PacingSettings settings;

	private final @Nullable Instant deadline;

	private final InstantSource clock;

	private final ReentrantLock lock = new ReentrantLock();

	/** Requests that are sent again wait here. They go before first requests. */
	private final Condition again = this.lock.newCondition();

	private final Condition first = this.lock.newCondition();

	private final Traffic traffic;

	private final Latencies latencies = new Latencies();

	private final Spending spending;

	private final Tally tally;

	private Plan plan;

	private Instant nextPlan;

	private boolean racesWanted = true;

	private int renewing;

	private @Nullable Long share;

	private @Nullable String stopReason;

	Pacing(PacingSettings settings, @Nullable Instant deadline, Forecast forecast, long spentMicroUsd,
			InstantSource clock) {
		this.settings = settings;
		this.deadline = deadline;
		this.clock = clock;
		Instant now = clock.instant();
		this.traffic = new Traffic(settings.concurrency(), forecast.raceSlots(), now);
		this.spending = new Spending(settings.budgetMicroUsd(), spentMicroUsd);
		this.tally = new Tally(clock);
		this.plan = choose(now);
		this.nextPlan = now.plus(INTERVAL);
		if (forecast.paused() != null) {
			stop("The service refuses every request at present: " + forecast.paused()
					+ ". Start the job again when the account is in order.");
		}
	}

	/**
	 * Wait until a request may be sent.
	 * @param stopped returns whether the caller was stopped
	 * @return the permit to send one request, or {@code null} if no further request is to
	 * be sent, for which {@link #stopReason} has the reason unless the caller was stopped
	 * @throws InterruptedException if the thread is interrupted
	 */
	public @Nullable Permit acquire(BooleanSupplier stopped) throws InterruptedException {
		return await(this.first, stopped, () -> (this.renewing == 0) ? tryAcquire() : null);
	}

	@Nullable Permit renew(Permit permit, BooleanSupplier stopped) throws InterruptedException {
		this.lock.lockInterruptibly();
		try {
			this.renewing++;
			released(permit);
			return await(this.again, stopped, this::tryAcquire);
		}
		finally {
			this.renewing--;
			this.first.signal();
			this.lock.unlock();
		}
	}

	private @Nullable Permit await(Condition turn, BooleanSupplier stopped, Supplier<@Nullable Permit> permits)
			throws InterruptedException {
		this.lock.lockInterruptibly();
		try {
			while (!stopped.getAsBoolean() && !isOver()) {
				Permit permit = permits.get();
				if (permit != null) {
					return permit;
				}
				turn.await(Math.min(INTERVAL.toNanos(), Math.max(1, pause().toNanos())), TimeUnit.NANOSECONDS);
			}
			return null;
		}
		finally {
			this.lock.unlock();
		}
	}

	@Nullable Permit tryAcquire() {
		return locked(() -> {
			Instant now = this.clock.instant();
			renewPlan(now);
			boolean allowed = this.traffic.allows(this.plan, now) && this.spending.allows(this.traffic.inFlight());
			if (!allowed || isOver()) {
				return null;
			}
			boolean race = this.traffic.begin(this.plan);
			return new Permit(this, race ? this.plan.window() : StartWithin.DEFAULT, race);
		});
	}

	Duration pause() {
		Duration held = this.traffic.held(this.clock.instant());
		return held.isZero() ? INTERVAL : held;
	}

	private boolean isOver() {
		if (this.stopReason == null && this.traffic.inFlight() == 0 && this.spending.isOver()) {
			stop(this.spending.reason());
		}
		return this.stopReason != null;
	}

	private void stop(String reason) {
		this.stopReason = reason;
		logger.warn(reason);
		wake();
	}

	private void renewPlan(Instant now) {
		if (now.isBefore(this.nextPlan)) {
			return;
		}
		this.nextPlan = now.plus(INTERVAL);
		Plan last = this.plan;
		this.plan = choose(now);
		this.plan.logChange(last);
	}

	private Plan choose(Instant now) {
		Duration left = (this.deadline != null) ? Duration.between(now, this.deadline) : null;
		int races = this.racesWanted ? this.traffic.reachableRaces() : 0;
		return WindowPlanner.choose(new Situation(left, remaining(), this.traffic.reachable(), races, this.latencies));
	}

	private @Nullable Long remaining() {
		Long items = this.settings.items();
		return (this.share != null || items == null) ? this.share : Long.valueOf(this.tally.remaining(items));
	}

	void scheduled(Permit permit, boolean canRace) {
		update(() -> {
			this.racesWanted = canRace;
			permit.sentAt(this.clock.instant());
			if (permit.isRace() && !canRace) {
				permit.giveUpRace();
				this.traffic.giveUpRace();
			}
		});
	}

	void answered(Permit permit, Served served) {
		update(() -> {
			Instant now = this.clock.instant();
			boolean noSlot = "flex_slots_full".equals(served.reason());
			this.traffic.answered(permit.sent(), served.sentAgain(), now);
			if (permit.isRace()) {
				this.traffic.raced(permit.sent(), noSlot, now);
			}
			this.latencies.add(noSlot ? StartWithin.DEFAULT : permit.window(), "flex_deadline".equals(served.reason()),
					Duration.between(permit.sent(), now));
			this.spending.add(served);
			this.tally.served(served.tier(), permit.window());
		});
	}

	void refused(Permit permit, String code, @Nullable Duration retryAfter) {
		update(() -> {
			this.traffic.refused(permit.sent(), retryAfter, this.clock.instant());
			this.tally.refused(code);
		});
	}

	void failed(String code, boolean charged) {
		update(() -> {
			this.tally.refused(code);
			if (charged) {
				this.spending.unpriced();
			}
		});
	}

	void released(Permit permit) {
		update(() -> {
			this.traffic.end(permit.isRace());
			((this.renewing > 0) ? this.again : this.first).signal();
		});
	}

	/**
	 * Let all callers that wait for a permit check whether they were stopped.
	 */
	public void wake() {
		update(() -> {
			this.again.signalAll();
			this.first.signalAll();
		});
	}

	/**
	 * Record what all processes have done that work on the job.
	 * @param left the items that are left for all of them
	 * @param spentMicroUsd what all of them have spent
	 * @param processes the number of processes
	 */
	public void share(long left, long spentMicroUsd, int processes) {
		update(() -> {
			this.share = left / processes;
			this.spending.share(spentMicroUsd, processes);
			wake();
		});
	}

	/**
	 * Return the counts of the execution.
	 * @return the counts
	 */
	public Tally tally() {
		return this.tally;
	}

	/**
	 * Return why no further request is to be sent.
	 * @return the reason for users, or {@code null} if requests may be sent
	 */
	public @Nullable String stopReason() {
		return locked(() -> this.stopReason);
	}

	/**
	 * Return the progress of the execution.
	 * @return the progress
	 */
	public JobProgress progress() {
		return locked(
				() -> this.tally.progress(this.settings.items(), remaining(), this.traffic, this.spending, this.plan));
	}

	/**
	 * Return what the execution has done.
	 * @param repeated the requests that earlier executions had sent as well
	 * @return the report
	 */
	public JobReport report(long repeated) {
		return locked(() -> this.tally.report(repeated, this.spending));
	}

	private void update(Runnable action) {
		locked(() -> {
			action.run();
			return null;
		});
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
