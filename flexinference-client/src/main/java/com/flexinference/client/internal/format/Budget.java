package com.flexinference.client.internal.format;

import org.jspecify.annotations.Nullable;

/**
 * Bounds what is collected of a stream.
 */
final class Budget {

	private final long max;

	private long used;

	Budget(long max) {
		this.max = max;
	}

	void take(long size) {
		this.used += size;
		if (this.used > this.max) {
			throw new ExceededException();
		}
	}

	void take(@Nullable String text) {
		if (text != null) {
			take(2L * text.length());
		}
	}

	static final class ExceededException extends RuntimeException {

		private static final long serialVersionUID = 1L;

	}

}
