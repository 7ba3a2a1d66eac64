package com.flexinference.client.transport;

import java.time.Duration;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

/**
 * Timeouts of calls. A component that is {@code null} is unspecified, all others are
 * greater than zero.
 *
 * @param connect the value of {@link TimeoutKind#CONNECT}
 * @param start the value of {@link TimeoutKind#START}
 * @param idle the value of {@link TimeoutKind#IDLE}
 * @param total the value of {@link TimeoutKind#TOTAL}
 */
public record Timeouts(@Nullable Duration connect, @Nullable Duration start, @Nullable Duration idle,
		@Nullable Duration total) {

	/**
	 * How much longer than {@code start_within} the client waits for the response
	 * headers: 30 seconds.
	 */
	public static final Duration START_ALLOWANCE = Duration.ofSeconds(30);

	private static final Timeouts DEFAULTS = new Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(60),
			Duration.ofSeconds(60), Duration.ofSeconds(600));

	/**
	 * Create timeouts from times that are greater than zero or unspecified.
	 */
	public Timeouts {
		assertPositive(connect, TimeoutKind.CONNECT);
		assertPositive(start, TimeoutKind.START);
		assertPositive(idle, TimeoutKind.IDLE);
		assertPositive(total, TimeoutKind.TOTAL);
	}

	/**
	 * Return timeouts that are all unspecified.
	 * @return unspecified timeouts
	 */
	public static Timeouts none() {
		return new Timeouts(null, null, null, null);
	}

	/**
	 * Return the default timeouts: 10 seconds to connect, 60 seconds to the start, 60
	 * seconds idle and 600 seconds in total.
	 * @return the defaults, all specified
	 */
	public static Timeouts defaults() {
		return DEFAULTS;
	}

	/**
	 * Return these timeouts with another connect timeout.
	 * @param connect the timeout, or {@code null} for unspecified
	 * @return new timeouts
	 */
	public Timeouts withConnect(@Nullable Duration connect) {
		return new Timeouts(connect, this.start, this.idle, this.total);
	}

	/**
	 * Return these timeouts with another start timeout.
	 * @param start the timeout, or {@code null} for unspecified
	 * @return new timeouts
	 */
	public Timeouts withStart(@Nullable Duration start) {
		return new Timeouts(this.connect, start, this.idle, this.total);
	}

	/**
	 * Return these timeouts with another idle timeout.
	 * @param idle the timeout, or {@code null} for unspecified
	 * @return new timeouts
	 */
	public Timeouts withIdle(@Nullable Duration idle) {
		return new Timeouts(this.connect, this.start, idle, this.total);
	}

	/**
	 * Return these timeouts with another total timeout.
	 * @param total the timeout, or {@code null} for unspecified
	 * @return new timeouts
	 */
	public Timeouts withTotal(@Nullable Duration total) {
		return new Timeouts(this.connect, this.start, this.idle, total);
	}

	/**
	 * Return these timeouts, and the given ones where these are unspecified.
	 * @param other the timeouts to fall back to
	 * @return new timeouts
	 */
	public Timeouts orElse(Timeouts other) {
		Assert.notNull(other, "'other' must not be null");
		return new Timeouts((this.connect != null) ? this.connect : other.connect,
				(this.start != null) ? this.start : other.start, (this.idle != null) ? this.idle : other.idle,
				(this.total != null) ? this.total : other.total);
	}

	/**
	 * Return how long to wait for the response headers of a request. It is never shorter
	 * than the request can wait to start and {@link #START_ALLOWANCE}.
	 * @param window how long the request can wait to start, or {@code null} if it does
	 * not race for the flex tier
	 * @return the start timeout, that of the {@link #defaults} if it is unspecified, or a
	 * longer time
	 */
	public Duration startFor(@Nullable Duration window) {
		Duration start = Objects.requireNonNull(orElse(DEFAULTS).start);
		Duration needed = (window != null) ? window.plus(START_ALLOWANCE) : start;
		return (start.compareTo(needed) < 0) ? needed : start;
	}

	private static void assertPositive(@Nullable Duration timeout, TimeoutKind kind) {
		Assert.isTrue(timeout == null || (!timeout.isZero() && !timeout.isNegative()),
				() -> "'" + kind.id() + "' must be greater than zero but is " + timeout);
	}

}
