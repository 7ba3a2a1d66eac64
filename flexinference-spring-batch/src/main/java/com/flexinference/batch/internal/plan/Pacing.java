package com.flexinference.batch.internal.plan;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import com.flexinference.batch.progress.JobProgress;
import com.flexinference.batch.progress.JobReport;
import com.flexinference.client.FlexResponse;
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

	private final Condition changed = this.lock.newCondition();

	private final Traffic traffic;

	private final Latencies latencies = new Latencies();

	private final Spending spending;

	private final Tally tally;

	private Plan plan;

	private @Nullable Plan logged;

	private Instant nextPlan;

	/** How many requests wait to be sent again. */
	private int again;

	/** Whether the latest request could race the flex tier. */
	private boolean canRace = true;

	private @Nullable Long share;

	private @Nullable String stopReason;

	Pacing(PacingSettings settings, @Nullable Instant deadline, Forecast forecast, Spending spending,
			InstantSource clock) {
		this.settings = settings;
		this.deadline = deadline;
		this.clock = clock;
		Instant now = clock.instant();
		this.traffic = new Traffic(settings.concurrency(), forecast.raceSlots(), now);
		this.spending = spending;
		this.tally = new Tally(now);
		this.plan = choose(now);
		this.nextPlan = now.plus(INTERVAL);
		if (forecast.paused() != null) {
			stop("The service refuses every request at present: " + forecast.paused()
					+ ". Start the job again when the account is in order.");
		}
	}

	/**
	 * Wait until a request may be sent.
	 * @param window the window that the request must have, or {@code null} to choose it
	 * @param again whether the request was sent before; it goes before first requests
	 * @param stopped returns whether the caller was stopped
	 * @return the permit to send one request, which must be given back, or {@code null}
	 * if no further request is to be sent, for which {@link #stopReason} has the reason
	 * unless the caller was stopped
	 */
	public @Nullable Permit acquire(@Nullable StartWithin window, boolean again, BooleanSupplier stopped)
			throws InterruptedException {
		this.lock.lockInterruptibly();
		this.again += again ? 1 : 0;
		try {
			while (!stopped.getAsBoolean() && !isOver()) {
				Permit permit = (again || this.again == 0) ? tryAcquire(window) : null;
				if (permit != null) {
					return permit;
				}
				this.changed.awaitNanos(pause().toNanos());
			}
			return null;
		}
		finally {
			if (again) {
				this.again--;
				wake();
			}
			this.lock.unlock();
		}
	}

	@Nullable Permit tryAcquire(@Nullable StartWithin window) {
		return locked(() -> {
			Instant now = this.clock.instant();
			this.canRace = window == null || window.duration() != null;
			renewPlan(now);
			if (isOver() || !this.traffic.allows(this.plan, now) || !this.spending.allows(this.traffic.inFlight())) {
				return null;
			}
			boolean race = this.traffic.begin(this.plan, this.canRace);
			StartWithin planned = race ? this.plan.window() : StartWithin.DEFAULT;
			return new Permit((window != null) ? window : planned, race, now);
		});
	}

	Duration pause() {
		Duration held = held();
		return held.isZero() ? AdaptiveLimit.ROUND : held;
	}

	public Duration held() {
		return locked(() -> this.traffic.held(this.clock.instant()));
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
		this.plan = choose(now);
		if (this.logged == null || !this.logged.window().equals(this.plan.window())) {
			logger.info("Requests can now wait " + this.plan.window() + " to start: " + this.plan.why());
		}
		if ((this.logged == null || this.logged.inTime()) && !this.plan.inTime()) {
			logger.warn("The deadline will be missed: " + this.plan.why());
		}
		this.logged = this.plan;
	}

	private Plan choose(Instant now) {
		Duration left = (this.deadline != null) ? Duration.between(now, this.deadline) : null;
		int races = this.canRace ? this.traffic.reachableRaces() : 0;
		return new WindowPlanner(left, remaining(), this.traffic.reachable(), races, this.latencies).choose();
	}

	private @Nullable Long remaining() {
		Long items = this.settings.items();
		return (this.share != null || items == null) ? this.share : Long.valueOf(this.tally.remaining(items));
	}

	public void answered(Permit permit, FlexResponse response) {
		answered(permit, Served.by(response));
	}

	void answered(Permit permit, Served served) {
		update(() -> {
			Instant now = this.clock.instant();
			this.traffic.answered(permit, served, now);
			this.latencies.add(served.isWithoutSlot() ? StartWithin.DEFAULT : permit.window(), served.isExpired(),
					Duration.between(permit.sent(), now));
			this.spending.add(served);
			this.tally.served(permit, served);
		});
	}

	/**
	 * Record that the service takes no requests for a time.
	 * @param permit the permit of the request
	 * @param code the code to count it by
	 * @param retryAfter how long it requires to wait, or {@code null} if it does not say
	 */
	public void refused(Permit permit, String code, @Nullable Duration retryAfter) {
		update(() -> {
			this.traffic.refused(permit, retryAfter, this.clock.instant());
			this.tally.refused(code);
		});
	}

	public void failed(String code, boolean charged) {
		update(() -> {
			this.tally.refused(code);
			if (charged) {
				this.spending.lost();
			}
		});
	}

	public void release(Permit permit) {
		update(() -> {
			this.traffic.end(permit);
			wake();
		});
	}

	/**
	 * Let all callers that wait for a permit check whether they were stopped.
	 */
	public void wake() {
		update(this.changed::signalAll);
	}

	/**
	 * Record what all processes have done that work on the job.
	 * @param left the items that are left for all of them
	 * @param spentMicroUsd what all of them have spent
	 * @param inFlight the requests in flight of all of them
	 * @param processes the number of processes
	 */
	public void share(long left, long spentMicroUsd, int inFlight, int processes) {
		update(() -> {
			this.share = left / processes;
			this.spending.share(spentMicroUsd, inFlight, this.traffic.inFlight(), processes);
			wake();
		});
	}

	public void hold(Duration time) {
		update(() -> this.traffic.hold(time, this.clock.instant()));
	}

	public void completed() {
		update(this.tally::completed);
	}

	public void gaveUp(String code) {
		update(() -> this.tally.gaveUp(code));
	}

	public void skipped() {
		update(this.tally::skipped);
	}

	public @Nullable String stopReason() {
		return locked(() -> this.stopReason);
	}

	public JobProgress progress() {
		return locked(() -> this.tally.progress(this.settings.items(), remaining(), this.traffic, this.spending,
				this.plan, this.clock.instant()));
	}

	public JobReport report(long repeated) {
		return locked(() -> this.tally.report(repeated, this.spending, this.clock.instant()));
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
