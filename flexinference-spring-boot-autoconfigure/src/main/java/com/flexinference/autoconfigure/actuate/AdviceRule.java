package com.flexinference.autoconfigure.actuate;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * Rules that turn the numbers of recent calls into advice. They are silent below 50
 * calls.
 */
enum AdviceRule {

	/**
	 * Twice the time in which nearly all races start is half of their window or less.
	 */
	SHORTER_WINDOW(AdviceRule::shorterWindow),

	/**
	 * Many races end because their window is over.
	 */
	LONGER_WINDOW(AdviceRule::longerWindow),

	/**
	 * Many races do not run because the organization has too many at once.
	 */
	FEWER_AT_ONCE(AdviceRule::fewerAtOnce),

	/**
	 * Many races are lost because flex has no capacity, which no window changes.
	 */
	ANOTHER_TIME(AdviceRule::anotherTime),

	/**
	 * Providers that have a flex tier serve at the standard price.
	 */
	RACE(AdviceRule::race),

	/**
	 * Many calls fail.
	 */
	ERRORS(AdviceRule::errors);

	private static final int FEW_CALLS = 50;

	private static final double MANY = 0.05;

	private static final Duration LONGEST_WINDOW = Duration.ofMinutes(10);

	private static final int SHORTEST_WINDOW = 5;

	private static final Set<String> FLEX_PROVIDERS = Set.of("openai", "google");

	private final Function<CallSummary, @Nullable String> rule;

	AdviceRule(Function<CallSummary, @Nullable String> rule) {
		this.rule = rule;
	}

	/**
	 * Give advice.
	 * @param calls what came of recent calls
	 * @return sentences, or {@code null} if there is nothing to say
	 */
	@Nullable String advise(CallSummary calls) {
		return (calls.calls() >= FEW_CALLS) ? this.rule.apply(calls) : null;
	}

	private static @Nullable String shorterWindow(CallSummary calls) {
		if (calls.window() == null || calls.start() == null || calls.windowsMissed() * 100 > calls.calls()) {
			return null;
		}
		long allowed = calls.window().toSeconds();
		long needed = Math.max(1, calls.start().p99().plusMillis(999).toSeconds());
		long enough = Math.max(SHORTEST_WINDOW, needed * 2);
		return (enough * 2 <= allowed) ? "You allow %d s; 99 %% start within %d s. A window of %d s would be enough."
			.formatted(allowed, needed, enough) : null;
	}

	private static @Nullable String longerWindow(CallSummary calls) {
		double ratio = calls.routed("flex_deadline");
		if (ratio < MANY || calls.window() == null || calls.window().compareTo(LONGEST_WINDOW) >= 0) {
			return null;
		}
		return "%s of races ended flex_deadline, at the standard price; a window longer than %d s would let flex serve more."
			.formatted(percent(ratio), calls.window().toSeconds());
	}

	private static @Nullable String fewerAtOnce(CallSummary calls) {
		double ratio = calls.routed("flex_slots_full");
		return (ratio >= MANY) ? "%s of races ended flex_slots_full: too many ran at once. Send fewer at a time."
			.formatted(percent(ratio)) : null;
	}

	private static @Nullable String anotherTime(CallSummary calls) {
		double ratio = calls.routed("flex_capacity");
		return (ratio >= MANY)
				? "%s of races ended flex_capacity. A longer window does not help; another model or hour may."
					.formatted(percent(ratio))
				: null;
	}

	private static @Nullable String race(CallSummary calls) {
		boolean flex = !calls.providers().isEmpty() && FLEX_PROVIDERS.containsAll(calls.providers().keySet());
		if (!flex || !calls.key().requestedTier().equals("default") || calls.cost().signum() == 0) {
			return null;
		}
		BigDecimal half = calls.cost().divide(BigDecimal.valueOf(2), RoundingMode.HALF_UP);
		return "All asked for the standard tier. Where the model races, a window costs half: up to %s of %s USD less."
			.formatted(half, calls.cost());
	}

	private static @Nullable String errors(CallSummary calls) {
		double ratio = (double) calls.errors() / calls.calls();
		return (ratio >= MANY) ? "%s of calls failed, most with the code %s.".formatted(percent(ratio),
				mostFrequent(calls.errorCodes())) : null;
	}

	private static String mostFrequent(Map<String, Integer> tally) {
		return tally.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey).orElse("none");
	}

	private static String percent(double ratio) {
		return Math.round(ratio * 100) + " %";
	}

}
