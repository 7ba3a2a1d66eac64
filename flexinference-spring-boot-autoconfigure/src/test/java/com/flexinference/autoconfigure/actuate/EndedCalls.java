package com.flexinference.autoconfigure.actuate;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.flexinference.autoconfigure.actuate.RecentCallsObservationHandler.CallsDescriptor;
import com.flexinference.client.format.CallerFormat;
import com.flexinference.client.message.Answer;
import com.flexinference.client.message.Cost;
import com.flexinference.client.message.Routing;
import com.flexinference.client.message.TokenUsage;
import com.flexinference.client.observation.FlexInferenceRequestContext;
import com.flexinference.client.observation.Outcome;

/**
 * Calls that have ended, for tests.
 */
final class EndedCalls {

	private EndedCalls() {
	}

	/**
	 * Return a race of a window of 30 seconds.
	 * @param reason the routing reason
	 * @param start the time to the start
	 * @return the context when it stops
	 */
	static FlexInferenceRequestContext race(String reason, Duration start) {
		return race(reason, start, Duration.ofSeconds(30));
	}

	static FlexInferenceRequestContext race(String reason, Duration start, Duration window) {
		FlexInferenceRequestContext context = new FlexInferenceRequestContext(CallerFormat.RESPONSES, "gpt-5",
				"00h-00m-30s", window, false);
		String tier = reason.equals("flex_won") ? "flex" : "default";
		return answered(context, tier, reason, "openai", start);
	}

	static FlexInferenceRequestContext standard(CallerFormat format, String provider) {
		FlexInferenceRequestContext context = new FlexInferenceRequestContext(format, "gpt-5", "default", null, false);
		return answered(context, "default", "tier_direct", provider, Duration.ofMillis(100));
	}

	static FlexInferenceRequestContext failed(String code) {
		FlexInferenceRequestContext context = new FlexInferenceRequestContext(CallerFormat.RESPONSES, "gpt-5",
				"00h-00m-30s", Duration.ofSeconds(30), false);
		context.setEnd(Outcome.ERROR, code, Duration.ofMillis(5));
		return context;
	}

	private static FlexInferenceRequestContext answered(FlexInferenceRequestContext context, String tier, String reason,
			String provider, Duration start) {
		context.setResponse(new Answer(CallerFormat.RESPONSES, "r", "gpt-5", "TheAnswer", "", null, List.of(),
				List.of(), List.of(), null, new TokenUsage(10, 20, 3, 0, 5), new Cost(1000, "USD"),
				new Routing(provider, provider, tier, reason, 0, "byok"), tier, true));
		context.setTimeToStart(start);
		context.setEnd(Outcome.SUCCESS, null, start.plusMillis(500));
		return context;
	}

	static Stream<FlexInferenceRequestContext> times(int count, FlexInferenceRequestContext context) {
		return IntStream.range(0, count).mapToObj((i) -> context);
	}

	@SafeVarargs
	static CallsDescriptor numbers(Stream<FlexInferenceRequestContext>... contexts) {
		CallPeriod calls = new CallPeriod(Instant.EPOCH);
		for (Stream<FlexInferenceRequestContext> each : contexts) {
			each.forEach(calls::add);
		}
		return calls.describe().get(0);
	}

}
