package com.flexinference.autoconfigure.actuate;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;

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
 */
record RecentCall(Instant end, Outcome outcome, @Nullable String errorCode, @Nullable Duration start, Duration total,
		@Nullable Duration window, @Nullable Boolean windowMet, @Nullable String servedTier, @Nullable String provider,
		@Nullable String reason, @Nullable TokenUsage usage, @Nullable Cost cost) {

	static RecentCall of(FlexInferenceRequestContext context, Instant end) {
		Outcome outcome = (context.getOutcome() != null) ? context.getOutcome() : Outcome.ERROR;
		Duration total = (context.getDuration() != null) ? context.getDuration() : Duration.ZERO;
		return new RecentCall(end, outcome, ServiceText.name(context.getErrorCode()), context.getTimeToStart(), total,
				context.getWindow(), context.getWindowMet(), ServiceText.name(answered(context, Answer::servedTier)),
				ServiceText.name(routed(context, Routing::provider)),
				ServiceText.name(routed(context, Routing::reason)), answered(context, Answer::usage),
				answered(context, Answer::cost));
	}

	private static @Nullable String routed(FlexInferenceRequestContext context,
			Function<Routing, @Nullable String> part) {
		Routing routing = answered(context, Answer::routing);
		return (routing != null) ? part.apply(routing) : null;
	}

	private static <T> @Nullable T answered(FlexInferenceRequestContext context, Function<Answer, @Nullable T> part) {
		Answer answer = context.getResponse();
		return (answer != null) ? part.apply(answer) : null;
	}

	/**
	 * Return what the standard tier would have cost more. Flex costs half.
	 * @return the cost again, or {@code null} if flex did not serve or the cost is not
	 * known
	 */
	@Nullable Cost savings() {
		return "flex".equals(this.servedTier) ? this.cost : null;
	}

	boolean failed() {
		return this.outcome == Outcome.ERROR || this.outcome == Outcome.TIMEOUT;
	}

}
