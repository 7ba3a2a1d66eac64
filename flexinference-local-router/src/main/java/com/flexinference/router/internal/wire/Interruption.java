package com.flexinference.router.internal.wire;

import org.jspecify.annotations.Nullable;

import com.flexinference.router.internal.error.Failure;

/**
 * How and where an answer breaks off.
 *
 * @param kind how
 * @param after the number of events before, 0 right after the headers,
 * {@link #BEFORE_HEADERS} before them
 * @param failure the failure that is reported, for that kind only
 */
public record Interruption(Kind kind, int after, @Nullable Failure failure) {

	static final int BEFORE_HEADERS = -1;

	public enum Kind {

		/**
		 * Nothing more is sent, and the connection stays open.
		 */
		STALL,

		/**
		 * The connection is reset.
		 */
		RESET,

		/**
		 * The connection is closed.
		 */
		CLOSE,

		/**
		 * A failure is reported in place of the rest.
		 */
		FAIL

	}

}
