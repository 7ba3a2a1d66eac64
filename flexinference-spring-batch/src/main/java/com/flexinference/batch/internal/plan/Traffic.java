package com.flexinference.batch.internal.plan;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * The requests in flight and their bounds, which shrink with refusals. A refusal also
 * holds all requests for as long as the service requires. Not thread-safe.
 */
final class Traffic {

	private static final Duration LONGEST_HOLD = Duration.ofSeconds(30);

	private final AdaptiveLimit limit;

	private final AdaptiveLimit raceLimit;

	private Instant heldUntil = Instant.MIN;

	private Duration hold = Duration.ZERO;

	private int inFlight;

	private int racing;

	Traffic(int concurrency, @Nullable Long raceSlots, Instant now) {
		this.limit = new AdaptiveLimit(concurrency, now);
		this.raceLimit = new AdaptiveLimit((raceSlots != null) ? (int) Math.min(raceSlots, concurrency) : concurrency,
				now);
	}

	int inFlight() {
		return this.inFlight;
	}

	int bound() {
		return this.limit.value();
	}

	int reachable() {
		return this.limit.reachable();
	}

	int reachableRaces() {
		return Math.min(reachable(), this.raceLimit.reachable());
	}

	boolean allows(Plan plan, Instant now) {
		this.limit.update(this.inFlight, now);
		this.raceLimit.update(this.racing, now);
		int most = Math.min(this.limit.value(), Math.max(1, races(plan) + plan.direct()));
		return this.inFlight < most && held(now).isZero();
	}

	private int races(Plan plan) {
		return Math.min(plan.races(), this.raceLimit.value());
	}

	boolean begin(Plan plan, boolean canRace) {
		boolean race = canRace && this.racing < races(plan);
		this.inFlight++;
		this.racing += race ? 1 : 0;
		return race;
	}

	void end(Permit permit) {
		this.inFlight--;
		this.racing -= permit.race() ? 1 : 0;
	}

	Duration held(Instant now) {
		return now.isBefore(this.heldUntil) ? Duration.between(now, this.heldUntil) : Duration.ZERO;
	}

	void answered(Permit permit, Served served, Instant now) {
		this.hold = Duration.ZERO;
		if (served.sentAgain()) {
			this.limit.refused(permit.sent(), now);
		}
		if (permit.race() && served.isWithoutSlot()) {
			this.raceLimit.refused(permit.sent(), now);
		}
	}

	// Without a time of the service, the hold doubles with each refusal.
	void refused(Permit permit, @Nullable Duration retryAfter, Instant now) {
		this.limit.refused(permit.sent(), now);
		if (retryAfter == null && !permit.sent().isBefore(this.heldUntil)) {
			Duration doubled = this.hold.isZero() ? Duration.ofSeconds(1) : this.hold.multipliedBy(2);
			this.hold = (doubled.compareTo(LONGEST_HOLD) < 0) ? doubled : LONGEST_HOLD;
		}
		hold((retryAfter != null) ? retryAfter : this.hold, now);
	}

	void hold(Duration time, Instant now) {
		Instant until = now.plus(time);
		if (until.isAfter(this.heldUntil)) {
			this.heldUntil = until;
		}
	}

}
