package com.flexinference.batch.internal.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.PriorityQueue;
import java.util.Random;

import org.jspecify.annotations.Nullable;

import com.flexinference.batch.progress.JobReport;
import com.flexinference.client.StartWithin;

/**
 * A night in virtual time: the pacing sends requests to a service that starts flex
 * requests after a lognormal time, which is longer from two to three o'clock, and that
 * refuses requests above a rate.
 */
final class NightSimulation {

	static final Instant START = new VirtualClock().instant();

	private static final int RATE = 120;

	private final VirtualClock clock = new VirtualClock();

	private final Random random = new Random(19);

	private final PriorityQueue<Event> events = new PriorityQueue<>();

	private final Policy policy;

	private final Pacing pacing;

	private long second;

	private int inSecond;

	private long costs;

	private long refusals;

	private int most;

	NightSimulation(PacingSettings settings, @Nullable Instant deadline, Policy policy) {
		this.pacing = new Pacing(settings, deadline, Forecast.UNKNOWN, PacingTests.spending(null), this.clock);
		this.policy = policy;
	}

	Result run(long items) {
		long unsent = items;
		while (unsent > 0 || !this.events.isEmpty()) {
			Permit permit = (unsent > 0) ? this.pacing.tryAcquire(null) : null;
			if (permit != null) {
				unsent--;
				send(permit);
				this.most = Math.max(this.most, this.events.size());
				continue;
			}
			Event next = this.events.peek();
			Instant retry = this.clock.instant().plus(this.pacing.pause());
			if (next == null || unsent > 0 && retry.isBefore(next.at)) {
				this.clock.advanceTo(retry);
				continue;
			}
			this.events.remove();
			this.clock.advanceTo(next.at);
			unsent += settle(next) ? 0 : 1;
		}
		return new Result(Duration.between(START, this.clock.instant()), this.costs, this.refusals, this.most,
				this.pacing.report(0));
	}

	private void send(Permit permit) {
		Instant now = this.clock.instant();
		this.inSecond = (now.getEpochSecond() == this.second) ? this.inSecond + 1 : 1;
		this.second = now.getEpochSecond();
		if (this.inSecond > RATE) {
			this.events.add(new Event(now.plusMillis(20), permit, null));
			return;
		}
		StartWithin window = this.policy.window(permit);
		long standard = (long) lognormal(400);
		double work = lognormal(6);
		if (window.duration() == null) {
			this.events.add(new Event(now.plusMillis((long) (work * 1000)), permit,
					new Served("default", "tier_direct", standard, false)));
			return;
		}
		double start = lognormal(isSagging() ? 240 : 8);
		boolean won = start <= window.duration().toSeconds();
		double seconds = Math.min(start, window.duration().toSeconds()) + work;
		this.events.add(new Event(now.plusMillis((long) (seconds * 1000)), permit,
				won ? new Served("flex", "flex_won", standard / 2, false)
						: new Served("default", "flex_deadline", standard, false)));
	}

	private boolean isSagging() {
		long minutes = Duration.between(START, this.clock.instant()).toMinutes();
		return minutes >= 240 && minutes < 300;
	}

	private double lognormal(double median) {
		return median * Math.exp(0.8 * this.random.nextGaussian());
	}

	private boolean settle(Event event) {
		if (event.served == null) {
			this.refusals++;
			this.pacing.refused(event.permit, "rate_limit_exceeded", Duration.ofSeconds(5));
		}
		else {
			this.costs += event.served.microUsd();
			this.pacing.answered(event.permit, event.served);
			this.pacing.completed();
		}
		this.pacing.release(event.permit);
		return event.served != null;
	}

	/**
	 * Which window a request really gets.
	 */
	interface Policy {

		Policy PLANNED = Permit::window;

		static Policy always(StartWithin window) {
			return (permit) -> window;
		}

		StartWithin window(Permit permit);

	}

	/**
	 * How the night went.
	 *
	 * @param took the time it took
	 * @param microUsd what it cost
	 * @param refusals the requests that were refused
	 * @param inFlight the most requests in flight
	 * @param report what the pacing reports
	 */
	record Result(Duration took, long microUsd, long refusals, int inFlight, JobReport report) {

	}

	private record Event(Instant at, Permit permit, @Nullable Served served) implements Comparable<Event> {

		@Override
		public int compareTo(Event other) {
			return this.at.compareTo(other.at);
		}

	}

}
