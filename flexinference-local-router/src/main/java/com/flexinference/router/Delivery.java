package com.flexinference.router;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import com.flexinference.router.internal.error.Failure;

/**
 * The faults and delays with which an answer is sent. The interruption or the failure
 * comes after a number of events: 0 right after the headers, {@link #BEFORE_HEADERS}, or
 * the largest number for never.
 */
record Delivery(Duration delay, @Nullable Duration trickle, boolean gzip, boolean endless,
		@Nullable Interruption interruption, int after, @Nullable Failure failure) {

	static final int BEFORE_HEADERS = -1;

	private static final int NEVER = Integer.MAX_VALUE;

	static final Delivery WHOLE = new Delivery(Duration.ZERO, null, false, false, null, NEVER, null);

	Delivery withDelay(Duration delay) {
		return new Delivery(delay, this.trickle, this.gzip, this.endless, this.interruption, this.after, this.failure);
	}

	Delivery withTrickle(Duration trickle) {
		return new Delivery(this.delay, trickle, this.gzip, this.endless, this.interruption, this.after, this.failure);
	}

	Delivery withGzip() {
		return new Delivery(this.delay, this.trickle, true, this.endless, this.interruption, this.after, this.failure);
	}

	Delivery withoutEnd() {
		return new Delivery(this.delay, this.trickle, this.gzip, true, this.interruption, this.after, this.failure);
	}

	Delivery withInterruption(Interruption interruption, int after) {
		return new Delivery(this.delay, this.trickle, this.gzip, this.endless, interruption, after, null);
	}

	Delivery withFailure(int after, Failure failure) {
		return new Delivery(this.delay, this.trickle, this.gzip, this.endless, null, after, failure);
	}

	/**
	 * How an answer breaks off: nothing more is sent, the connection is reset or closed.
	 */
	enum Interruption {

		STALL, RESET, CLOSE

	}

}
