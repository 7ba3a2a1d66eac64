package com.flexinference.router.internal.wire;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import com.flexinference.router.internal.Checks;
import com.flexinference.router.internal.error.Failure;

/**
 * What goes wrong, or just slowly, on the way of an answer.
 *
 * @param delay the pause before the headers
 * @param trickle the pause between the small pieces the body is cut into, {@code null}
 * not to cut it
 * @param gzip whether the body is compressed
 * @param endless whether a stream lacks its last event
 * @param interruption how the answer breaks off or {@code null} if it does not
 */
public record Delivery(Duration delay, @Nullable Duration trickle, boolean gzip, boolean endless,
		@Nullable Interruption interruption) {

	public static final Delivery PLAIN = new Delivery(Duration.ZERO, null, false, false, null);

	public Delivery withDelay(Duration delay) {
		return new Delivery(Checks.notNegative(delay, "'delay'"), this.trickle, this.gzip, this.endless,
				this.interruption);
	}

	public Delivery withTrickle(Duration pause) {
		return new Delivery(this.delay, Checks.notNegative(pause, "'pause'"), this.gzip, this.endless,
				this.interruption);
	}

	public Delivery withGzip() {
		return new Delivery(this.delay, this.trickle, true, this.endless, this.interruption);
	}

	public Delivery withoutEnd() {
		return new Delivery(this.delay, this.trickle, this.gzip, true, this.interruption);
	}

	public Delivery withInterruptionBeforeHeaders(Interruption.Kind kind) {
		return with(new Interruption(kind, Interruption.BEFORE_HEADERS, null));
	}

	public Delivery withInterruption(Interruption.Kind kind, int events) {
		return with(new Interruption(kind, Checks.notNegative(events, "'events'"), null));
	}

	public Delivery withFailure(int events, Failure failure) {
		return with(new Interruption(Interruption.Kind.FAIL, Checks.notNegative(events, "'events'"), failure));
	}

	private Delivery with(Interruption interruption) {
		return new Delivery(this.delay, this.trickle, this.gzip, this.endless, interruption);
	}

	public @Nullable Failure failure() {
		return (this.interruption != null) ? this.interruption.failure() : null;
	}

}
