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
 * headers, {@link #BEFORE_HEADERS} or {@link #NEVER}
 * @param failure the failure that is reported in place of the rest or {@code null}
 */
public record Delivery(Duration delay, @Nullable Duration trickle, boolean gzip, boolean endless,
		@Nullable Interruption interruption, int after, @Nullable Failure failure) {

	public static final int BEFORE_HEADERS = -1;

	public static final int NEVER = Integer.MAX_VALUE;

	/**
	 * How an answer breaks off: nothing more is sent, the connection is reset or closed.
	 */
	public enum Interruption {

		STALL, RESET, CLOSE

	}

}
