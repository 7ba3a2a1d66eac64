package com.flexinference.autoconfigure.actuate;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

import org.jspecify.annotations.Nullable;

import com.flexinference.client.format.Cost;
import com.flexinference.client.format.TokenUsage;
import com.flexinference.client.observation.Outcome;

/**
 * What came of the recent calls of one caller format and requested tier.
 *
 * @param key the caller format and the requested tier
 * @param calls how many calls there were
 * @param errors how many failed or timed out
 * @param cancelled how many were cancelled by the application
 * @param start the times to the start of those that started, or {@code null}
 * @param total the times to the end
 * @param window the longest time that a call could wait to start, or {@code null}
 * @param windowsMet how many started in that time
 * @param windowsMissed how many did not
 * @param servedTiers the tiers that served, with the number of calls
 * @param providers the routes that served, with the number of calls
 * @param routingReasons why they served, with the number of calls
 * @param errorCodes the codes of errors, with the number of calls
 * @param usage all tokens
 * @param cost the cost of those that are priced
 * @param savings what the standard tier would have cost more
 */
record CallSummary(CallKey key, int calls, int errors, int cancelled, @Nullable Percentiles start,
		@Nullable Percentiles total, @Nullable Duration window, int windowsMet, int windowsMissed,
		Map<String, Integer> servedTiers, Map<String, Integer> providers, Map<String, Integer> routingReasons,
		Map<String, Integer> errorCodes, TokenUsage usage, BigDecimal cost, BigDecimal savings) {

	static CallSummary of(CallKey key, List<RecentCall> calls) {
		return new CallSummary(key, calls.size(), count(calls, RecentCall::failed),
				count(calls, (call) -> call.outcome() == Outcome.CANCELLED),
				Percentiles.of(all(calls, RecentCall::start)), Percentiles.of(all(calls, RecentCall::total)),
				all(calls, RecentCall::window).stream().max(Duration::compareTo).orElse(null),
				count(calls, (call) -> Boolean.TRUE.equals(call.windowMet())),
				count(calls, (call) -> Boolean.FALSE.equals(call.windowMet())), tally(calls, RecentCall::servedTier),
				tally(calls, RecentCall::provider), tally(calls, RecentCall::reason),
				tally(calls, RecentCall::errorCode), usage(all(calls, RecentCall::usage)),
				usd(all(calls, RecentCall::cost)), usd(all(calls, RecentCall::savings)));
	}

	private static int count(List<RecentCall> calls, Predicate<RecentCall> which) {
		return (int) calls.stream().filter(which).count();
	}

	private static <T> List<T> all(List<RecentCall> calls, Function<RecentCall, @Nullable T> part) {
		return calls.stream().map(part).filter(Objects::nonNull).toList();
	}

	private static Map<String, Integer> tally(List<RecentCall> calls, Function<RecentCall, @Nullable String> part) {
		Map<String, Integer> tally = new TreeMap<>();
		all(calls, part).forEach((name) -> tally.merge(name, 1, Integer::sum));
		return tally;
	}

	private static TokenUsage usage(List<TokenUsage> usages) {
		return new TokenUsage(sum(usages, TokenUsage::inputTokens), sum(usages, TokenUsage::outputTokens),
				sum(usages, TokenUsage::cachedTokens), sum(usages, TokenUsage::cacheWriteTokens),
				sum(usages, TokenUsage::reasoningTokens));
	}

	private static BigDecimal usd(List<Cost> costs) {
		return BigDecimal.valueOf(sum(costs, Cost::microUsd), 6);
	}

	private static <T> long sum(List<T> values, ToLongFunction<T> part) {
		return values.stream().mapToLong(part).sum();
	}

	/**
	 * Return the part of the calls that were routed for a reason.
	 * @param reason the reason
	 * @return a ratio from 0 to 1
	 */
	double routed(String reason) {
		return (double) this.routingReasons.getOrDefault(reason, 0) / this.calls;
	}

}
