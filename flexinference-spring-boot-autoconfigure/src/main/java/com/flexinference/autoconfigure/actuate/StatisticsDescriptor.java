package com.flexinference.autoconfigure.actuate;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Description of what came of recent calls.
 *
 * @param period how long calls are kept
 * @param callsKept how many calls are kept for each caller format and requested tier
 * @param calls the calls, by caller format and requested tier
 * @param advice what to change
 * @param errors the last errors, the newest first
 */
public record StatisticsDescriptor(Duration period, int callsKept, List<CallsDescriptor> calls,
		List<AdviceDescriptor> advice, List<ErrorDescriptor> errors) {

	static StatisticsDescriptor of(CallStatistics statistics) {
		List<CallSummary> summaries = statistics.summaries();
		return new StatisticsDescriptor(CallStatistics.PERIOD, CallStatistics.MAX_CALLS,
				summaries.stream().map(CallsDescriptor::of).toList(), AdviceDescriptor.of(summaries),
				statistics.errors().stream().map(ErrorDescriptor::of).toList());
	}

	/**
	 * Description of calls.
	 *
	 * @param format the caller format
	 * @param requestedTier the tier that was asked for, {@code flex} for a duration
	 * @param count how many there were
	 * @param errors how many failed or timed out
	 * @param cancelled how many the application cancelled
	 * @param startMillis the times to the start, or {@code null} if none started
	 * @param totalMillis the times to the end
	 * @param window what came of {@code start_within}, or {@code null} if it was no
	 * duration
	 * @param servedTiers how many each tier served
	 * @param providers how many each route served
	 * @param routingReasons how many were served for each reason
	 * @param errorCodes how many failed with each code
	 * @param tokens the tokens
	 * @param costUsd the cost of those that are priced
	 * @param savingsUsd what the standard tier would have cost more
	 */
	public record CallsDescriptor(String format, String requestedTier, int count, int errors, int cancelled,
			@Nullable PercentilesDescriptor startMillis, @Nullable PercentilesDescriptor totalMillis,
			@Nullable WindowDescriptor window, Map<String, Integer> servedTiers, Map<String, Integer> providers,
			Map<String, Integer> routingReasons, Map<String, Integer> errorCodes, TokensDescriptor tokens,
			BigDecimal costUsd, BigDecimal savingsUsd) {

		private static CallsDescriptor of(CallSummary calls) {
			return new CallsDescriptor(calls.key().format(), calls.key().requestedTier(), calls.calls(), calls.errors(),
					calls.cancelled(), PercentilesDescriptor.of(calls.start()), PercentilesDescriptor.of(calls.total()),
					WindowDescriptor.of(calls), calls.servedTiers(), calls.providers(), calls.routingReasons(),
					calls.errorCodes(), TokensDescriptor.of(calls), calls.cost(), calls.savings());
		}

	}

	/**
	 * Description of times, in milliseconds.
	 *
	 * @param p50 the median
	 * @param p95 what 95 % do not exceed
	 * @param p99 what 99 % do not exceed
	 */
	public record PercentilesDescriptor(long p50, long p95, long p99) {

		private static @Nullable PercentilesDescriptor of(@Nullable Percentiles percentiles) {
			return (percentiles != null) ? new PercentilesDescriptor(percentiles.p50().toMillis(),
					percentiles.p95().toMillis(), percentiles.p99().toMillis()) : null;
		}

	}

	/**
	 * Description of what came of the durations of {@code start_within}.
	 *
	 * @param longest the longest of them
	 * @param met how many calls started in time
	 * @param missed how many did not
	 */
	public record WindowDescriptor(Duration longest, int met, int missed) {

		private static @Nullable WindowDescriptor of(CallSummary calls) {
			return (calls.window() != null)
					? new WindowDescriptor(calls.window(), calls.windowsMet(), calls.windowsMissed()) : null;
		}

	}

	/**
	 * Description of tokens.
	 *
	 * @param input all of the input
	 * @param output all that were generated
	 * @param cached those of the input that were read from a cache
	 * @param reasoning those of the output that were reasoning
	 */
	public record TokensDescriptor(long input, long output, long cached, long reasoning) {

		private static TokensDescriptor of(CallSummary calls) {
			return new TokensDescriptor(calls.usage().inputTokens(), calls.usage().outputTokens(),
					calls.usage().cachedTokens(), calls.usage().reasoningTokens());
		}

	}

	/**
	 * Description of advice.
	 *
	 * @param format the caller format of the calls
	 * @param requestedTier the tier that they asked for
	 * @param text what to change
	 */
	public record AdviceDescriptor(String format, String requestedTier, String text) {

		private static List<AdviceDescriptor> of(List<CallSummary> summaries) {
			List<AdviceDescriptor> advice = new ArrayList<>();
			for (CallSummary calls : summaries) {
				for (AdviceRule rule : AdviceRule.values()) {
					String text = rule.advise(calls);
					if (text != null) {
						advice.add(new AdviceDescriptor(calls.key().format(), calls.key().requestedTier(), text));
					}
				}
			}
			return advice;
		}

	}

	/**
	 * Description of an error.
	 *
	 * @param time when the call ended
	 * @param format the caller format
	 * @param code the code, or {@code null}
	 * @param httpStatus the status of the answer, or {@code null} if there was none
	 * @param docUrl where the error is explained, or {@code null} if not said
	 */
	public record ErrorDescriptor(Instant time, String format, @Nullable String code, @Nullable Integer httpStatus,
			@Nullable String docUrl) {

		private static ErrorDescriptor of(RecentError error) {
			return new ErrorDescriptor(error.time(), error.format(), error.code(), error.httpStatus(), error.docUrl());
		}

	}

}
