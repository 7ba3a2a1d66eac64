package com.flexinference.autoconfigure.actuate;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

import com.flexinference.client.format.Answer;
import com.flexinference.client.format.Cost;
import com.flexinference.client.format.Routing;
import com.flexinference.client.format.TokenUsage;
import com.flexinference.client.observation.FlexInferenceRequestContext;
import com.flexinference.client.observation.Outcome;

/**
 * What is kept of a call: numbers and names, no content.
 *
 * @param end when it ended
 * @param outcome how it ended
 * @param errorCode the code of its error, or {@code null}
 * @param start the time to its start, or {@code null} if it did not start
 * @param total the time to its end
 * @param window the time that it could wait to start, or {@code null} if it named a tier
 * @param windowMet whether it started in that time, or {@code null} if there was none
 * @param servedTier the tier that served, or {@code null}
 * @param provider the route that served, or {@code null}
 * @param reason why they served, or {@code null}
 * @param usage the tokens used, or {@code null} if not said
 * @param cost the cost, or {@code null} if not priced
 * @param savings what the standard tier would have cost more, or {@code null}
 */
record RecentCall(Instant end, Outcome outcome, @Nullable String errorCode, @Nullable Duration start, Duration total,
		@Nullable Duration window, @Nullable Boolean windowMet, @Nullable String servedTier, @Nullable String provider,
		@Nullable String reason, @Nullable TokenUsage usage, @Nullable Cost cost, @Nullable Cost savings) {

	static RecentCall of(FlexInferenceRequestContext context, Instant end) {
		Outcome outcome = (context.getOutcome() != null) ? context.getOutcome() : Outcome.ERROR;
		Duration total = (context.getDuration() != null) ? context.getDuration() : Duration.ZERO;
		Answer answer = context.getResponse();
		Routing routing = (answer != null) ? answer.routing() : null;
		return new RecentCall(end, outcome, ServiceText.name(context.getErrorCode()), context.getTimeToStart(), total,
				context.getWindow(), context.getWindowMet(),
				ServiceText.name((answer != null) ? answer.servedTier() : null),
				ServiceText.name((routing != null) ? routing.provider() : null),
				ServiceText.name((routing != null) ? routing.reason() : null), (answer != null) ? answer.usage() : null,
				(answer != null) ? answer.cost() : null, (answer != null) ? answer.savings() : null);
	}

	boolean failed() {
		return this.outcome == Outcome.ERROR || this.outcome == Outcome.TIMEOUT;
	}

}
