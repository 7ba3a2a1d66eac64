package com.flexinference.template;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

/**
 * The point in time at which a piece of work must be done. It counts the calls made
 * before then, so that its exception can say how the time was spent. Thread-safe.
 */
public final class Deadline {

	private final String owner;

	private final Instant start;

	private final Instant end;

	private final InstantSource clock;

	private final AtomicLong calls = new AtomicLong();

	private final AtomicLong callMillis = new AtomicLong();

	private Deadline(String owner, Instant start, Instant end, InstantSource clock) {
		this.owner = owner;
		this.start = start;
		this.end = end;
		this.clock = clock;
	}

	/**
	 * Create a deadline that starts now.
	 * @param owner the name of the work in messages, such as a method
	 * @param budget the time from now
	 * @param clock the clock
	 * @return a new deadline
	 */
	public static Deadline in(String owner, Duration budget, InstantSource clock) {
		Assert.isTrue(!budget.isNegative() && !budget.isZero(), "'budget' must be positive");
		Instant now = clock.instant();
		return new Deadline(owner, now, now.plus(budget), clock);
	}

	/**
	 * Create a deadline at a point in time.
	 * @param owner the name of the work in messages
	 * @param end the point in time
	 * @param clock the clock
	 * @return a new deadline
	 */
	public static Deadline at(String owner, Instant end, InstantSource clock) {
		return new Deadline(owner, clock.instant(), end, clock);
	}

	/**
	 * Return the remaining time.
	 * @return the time, negative after the deadline
	 */
	public Duration remaining() {
		return Duration.between(this.clock.instant(), this.end);
	}

	Duration requireRemaining() {
		Duration remaining = remaining();
		if (remaining.isNegative() || remaining.isZero()) {
			throw new DeadlineExceededException(this);
		}
		return remaining;
	}

	Deadline earlier(@Nullable Deadline other) {
		return (other != null && this.end.isAfter(other.end)) ? other : this;
	}

	void recordCall(Duration time) {
		this.calls.incrementAndGet();
		this.callMillis.addAndGet(time.toMillis());
	}

	String describe() {
		Duration budget = this.end.isAfter(this.start) ? Duration.between(this.start, this.end) : Duration.ZERO;
		Duration elapsed = Duration.between(this.start, this.clock.instant());
		return "The time of " + this.owner + " was " + seconds(budget) + ", and " + seconds(elapsed) + " have passed: "
				+ this.calls + ((this.calls.get() == 1) ? " call took " : " calls took ")
				+ seconds(Duration.ofMillis(this.callMillis.get())) + ", other work the rest.";
	}

	private static String seconds(Duration duration) {
		return duration.toMillis() / 1000.0 + " s";
	}

	@Override
	public String toString() {
		return "Deadline[owner=" + this.owner + ", end=" + this.end + "]";
	}

	/**
	 * Source of the deadline of the current thread's work, such as that of its
	 * transaction.
	 */
	@FunctionalInterface
	public interface Source {

		/**
		 * Return the deadline of the current thread's work.
		 * @return the deadline, or {@code null} if there is none
		 */
		@Nullable Deadline get();

	}

}
