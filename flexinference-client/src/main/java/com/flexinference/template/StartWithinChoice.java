package com.flexinference.template;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import com.flexinference.client.FlexInferenceException;
import com.flexinference.client.FlexInferenceResponseException;
import com.flexinference.client.FlexRequest;
import com.flexinference.client.RequestOptions;
import com.flexinference.client.StartWithin;

/**
 * The {@code start_within} of one attempt, and the reason for it.
 *
 * @param startWithin the value to send, or {@code null} to leave it unset
 * @param reason why it differs from what was requested, or {@code null} if it does not
 */
record StartWithinChoice(@Nullable StartWithin startWithin, @Nullable String reason) {

	/**
	 * Choose the longest duration that fits into a time, or the standard tier if none
	 * fits.
	 */
	static StartWithinChoice fitting(Duration time, String purpose) {
		if (time.compareTo(StartWithin.SHORTEST) < 0) {
			return new StartWithinChoice(StartWithin.DEFAULT, "less than 5 s until " + purpose);
		}
		if (time.compareTo(StartWithin.LONGEST) > 0) {
			return new StartWithinChoice(StartWithin.of(StartWithin.LONGEST),
					"the maximum of 10 min is less than the time until " + purpose);
		}
		return new StartWithinChoice(StartWithin.of(Duration.ofSeconds(time.toSeconds())), "the time until " + purpose);
	}

	/**
	 * Shorten a duration so that it ends before a deadline. The default of the API key is
	 * not known here, and is taken for the longest duration.
	 */
	StartWithinChoice before(Duration remaining, Duration allowance) {
		Duration longest = longest();
		Duration room = remaining.minus(allowance);
		if (longest == null || longest.compareTo(room) <= 0) {
			return this;
		}
		StartWithinChoice fitting = fitting(room,
				"the deadline, with " + allowance.toSeconds() + " s kept to generate the answer");
		return (this.reason != null) ? new StartWithinChoice(fitting.startWithin, this.reason + "; " + fitting.reason)
				: fitting;
	}

	private @Nullable Duration longest() {
		if (this.startWithin == null) {
			return null;
		}
		return this.startWithin.isKeyDefault() ? StartWithin.LONGEST : this.startWithin.duration();
	}

	StartWithinChoice after(FlexInferenceException failure) {
		String cause = (failure instanceof FlexInferenceResponseException response)
				? "HTTP " + response.status().value() + ((response.code() != null) ? " " + response.code() : "")
				: "a timeout";
		return new StartWithinChoice(this.startWithin, "repeated after " + cause);
	}

	FlexRequest applyTo(FlexRequest request) {
		return (this.startWithin != null) ? request.mutate().startWithin(this.startWithin).build() : request;
	}

	RequestOptions applyTo(RequestOptions options) {
		return (this.reason != null) ? options.withStartWithinReason(this.reason) : options;
	}

}
