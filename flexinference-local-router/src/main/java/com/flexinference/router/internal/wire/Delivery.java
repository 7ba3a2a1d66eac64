package com.flexinference.router.internal.wire;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import com.flexinference.router.internal.error.Failure;

/**
 * What goes wrong, or just slowly, while an answer is sent.
 *
 * @param delay the pause before the headers
 * @param trickle the pause between the small pieces the body is cut into, {@code null}
 * not to cut it
 * @param gzip whether the body is compressed
 * @param endless whether a stream lacks its last event
 * @param interruption how the answer breaks off, {@code null} if it does not or if a
 * failure is reported
 * @param after the number of events before the interruption or failure, 0 right after the
 * headers, {@link #BEFORE_HEADERS} or the largest one
 * @param failure the failure that is reported in place of the rest or {@code null}
 */
public record Delivery(Duration delay, @Nullable Duration trickle, boolean gzip, boolean endless,
		@Nullable Interruption interruption, int after, @Nullable Failure failure) {

	public static final int BEFORE_HEADERS = -1;

	private static final int NEVER = Integer.MAX_VALUE;

	public static final Delivery WHOLE = new Delivery(Duration.ZERO, null, false, false, null, NEVER, null);

	public Delivery withDelay(Duration delay) {
		return new Delivery(delay, this.trickle, this.gzip, this.endless, this.interruption, this.after, this.failure);
	}

	public Delivery withTrickle(Duration trickle) {
		return new Delivery(this.delay, trickle, this.gzip, this.endless, this.interruption, this.after, this.failure);
	}

	public Delivery withGzip() {
		return new Delivery(this.delay, this.trickle, true, this.endless, this.interruption, this.after, this.failure);
	}

	public Delivery withoutEnd() {
		return new Delivery(this.delay, this.trickle, this.gzip, true, this.interruption, this.after, this.failure);
	}

	public Delivery withInterruption(Interruption interruption, int after) {
		return new Delivery(this.delay, this.trickle, this.gzip, this.endless, interruption, after, null);
	}

	public Delivery withFailure(int after, Failure failure) {
		return new Delivery(this.delay, this.trickle, this.gzip, this.endless, null, after, failure);
	}

	/**
	 * How an answer breaks off: nothing more is sent, the connection is reset or closed.
	 */
	public enum Interruption {

		STALL, RESET, CLOSE

	}

}
