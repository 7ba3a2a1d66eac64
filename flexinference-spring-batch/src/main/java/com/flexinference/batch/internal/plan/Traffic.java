package com.flexinference.batch.internal.plan;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * The requests in flight and their bounds, which grow with the answers, shrink with
 * refusals and hold all requests for as long as the service requires. Not for several
 * threads.
 */
final class Traffic {

	private static final Duration LONGEST_HOLD = Duration.ofSeconds(30);

	private final AdaptiveLimit limit;

	private final AdaptiveLimit raceLimit;

	private Instant heldUntil = Instant.MIN;

	private Duration hold = Duration.ZERO;

	private int inFlight;

	private int racing;

	/**
	 * Create an instance.
	 * @param concurrency the most requests in flight
	 * @param raceSlots the most races of the organization, or {@code null} if that is not
	 * known
	 * @param now the present
	 */
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

	/**
	 * Return whether another request can be sent.
	 * @param plan the races and the other requests
	 * @param now the present
	 * @return whether it is within the bounds, and requests are not held
	 */
	boolean allows(Plan plan, Instant now) {
		this.limit.update(this.inFlight, now);
		this.raceLimit.update(this.racing, now);
		int most = Math.min(this.limit.value(), Math.max(1, races(plan) + plan.direct()));
		return this.inFlight < most && held(now).isZero();
	}

	private int races(Plan plan) {
		return Math.min(plan.races(), this.raceLimit.value());
	}

	boolean begin(Plan plan) {
		boolean race = this.racing < races(plan);
		this.inFlight++;
		this.racing += race ? 1 : 0;
		return race;
	}

	void giveUpRace() {
		this.racing--;
	}

	void end(boolean race) {
		this.inFlight--;
		this.racing -= race ? 1 : 0;
	}

	Duration held(Instant now) {
		return now.isBefore(this.heldUntil) ? Duration.between(now, this.heldUntil) : Duration.ZERO;
	}

	/**
	 * Take note of an answer.
	 * @param sent when its request was sent
	 * @param sentAgain whether the request was refused before it was answered
	 * @param now the present
	 */
	void answered(Instant sent, boolean sentAgain, Instant now) {
		note(this.limit, sent, sentAgain, now);
		this.hold = Duration.ZERO;
	}

	void raced(Instant sent, boolean noSlot, Instant now) {
		note(this.raceLimit, sent, noSlot, now);
	}

	private static void note(AdaptiveLimit limit, Instant sent, boolean refused, Instant now) {
		if (refused) {
			limit.refused(sent, now);
		}
		else {
			limit.accepted();
		}
	}

	/**
	 * Take note of a refusal, and hold all requests.
	 * @param sent when the request was sent
	 * @param retryAfter how long the service requires to wait, or {@code null} if it does
	 * not say
	 * @param now the present
	 */
	void refused(Instant sent, @Nullable Duration retryAfter, Instant now) {
		this.limit.refused(sent, now);
		if (retryAfter == null && !sent.isBefore(this.heldUntil)) {
			Duration doubled = this.hold.isZero() ? Duration.ofSeconds(1) : this.hold.multipliedBy(2);
			this.hold = (doubled.compareTo(LONGEST_HOLD) < 0) ? doubled : LONGEST_HOLD;
		}
		Instant until = now.plus((retryAfter != null) ? retryAfter : this.hold);
		if (until.isAfter(this.heldUntil)) {
			this.heldUntil = until;
		}
	}

}
