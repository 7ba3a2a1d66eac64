package com.flexinference.template;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import com.flexinference.client.FlexInferenceException;
import com.flexinference.client.FlexInferenceResponseException;
import com.flexinference.client.StartWithin;

/**
 * How long a call waits to start, and why.
 *
 * @param startWithin what to ask the service for, or {@code null} to leave it unset
 * @param reason why, for the reader of a trace, or {@code null} if it is as requested
 */
record Window(@Nullable StartWithin startWithin, @Nullable String reason) {

	private static final Duration SHORTEST = Duration.ofSeconds(5);

	private static final Duration LONGEST = Duration.ofMinutes(10);

	/**
	 * Turn a time into a window.
	 * @param time the time until the call should start
	 * @param purpose what the time is, for the reason
	 * @return the longest window that fits, or the standard tier if none does
	 */
	static Window fitting(Duration time, String purpose) {
		if (time.compareTo(SHORTEST) < 0) {
			return new Window(StartWithin.DEFAULT, "less than 5 s until " + purpose);
		}
		if (time.compareTo(LONGEST) > 0) {
			return new Window(StartWithin.of(LONGEST), "no more than 10 min can be waited for " + purpose);
		}
		return new Window(StartWithin.of(Duration.ofSeconds(time.toSeconds())), "the time until " + purpose);
	}

	/**
	 * Shorten the window so that it ends before a deadline. What the API key has as its
	 * default is unknown here, and could be the longest window.
	 * @param left the time until the deadline
	 * @param allowance the time to keep for generating the answer
	 * @return the window that fits
	 */
	Window before(Duration left, Duration allowance) {
		Duration own = longest();
		Duration room = left.minus(allowance);
		if (own == null || own.compareTo(room) <= 0) {
			return this;
		}
		Window fitting = fitting(room,
				"the deadline, with " + allowance.toSeconds() + " s kept to generate the answer");
		return (this.reason != null) ? new Window(fitting.startWithin, this.reason + "; " + fitting.reason) : fitting;
	}

	private @Nullable Duration longest() {
		if (this.startWithin == null) {
			return null;
		}
		return this.startWithin.isKeyDefault() ? LONGEST : this.startWithin.duration();
	}

	/**
	 * Tell what the window is the answer to.
	 * @param failure the failure of the window before
	 * @return a window with that reason
	 */
	Window after(FlexInferenceException failure) {
		String told = (failure instanceof FlexInferenceResponseException response)
				? "HTTP " + response.status().value() + ((response.code() != null) ? " " + response.code() : "")
				: "a timeout";
		return new Window(this.startWithin, "asked again after " + told);
	}

}
