package com.flexinference.autoconfigure.actuate;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import com.flexinference.autoconfigure.actuate.StatisticsDescriptor.CallsDescriptor;

/**
 * Advice that follows from the numbers of recent calls. There is none below 50 calls.
 */
final class Advice {

	private static final int FEW_CALLS = 50;

	private static final double MANY = 0.05;

	private static final Duration LONGEST_WINDOW = Duration.ofMinutes(10);

	private static final int SHORTEST_WINDOW = 5;

	private static final Set<String> FLEX_PROVIDERS = Set.of("openai", "google");

	private Advice() {
	}

	/**
	 * Give advice.
	 * @param calls what came of recent calls
	 * @return sentences, none if there is nothing to say
	 */
	static List<String> of(CallsDescriptor calls) {
		if (calls.count() < FEW_CALLS) {
			return List.of();
		}
		return Stream
			.of(shorterWindow(calls), longerWindow(calls),
					ended(calls, "flex_slots_full", ": too many ran at once. Send fewer at a time."),
					ended(calls, "flex_capacity", ". A longer window does not help; another model or hour may."),
					race(calls), errors(calls))
			.filter(Objects::nonNull)
			.toList();
	}

	private static @Nullable String shorterWindow(CallsDescriptor calls) {
		if (calls.window() == null || calls.startMillis() == null || calls.window().missed() * 100 > calls.count()) {
			return null;
		}
		long allowed = calls.window().longest().toSeconds();
		long needed = Math.max(1, (calls.startMillis().p99() + 999) / 1000);
		long enough = Math.max(SHORTEST_WINDOW, needed * 2);
		return (enough * 2 <= allowed) ? "You allow %d s; 99 %% start within %d s. A window of %d s would be enough."
			.formatted(allowed, needed, enough) : null;
	}

	private static @Nullable String longerWindow(CallsDescriptor calls) {
		if (calls.window() == null || calls.window().longest().compareTo(LONGEST_WINDOW) >= 0) {
			return null;
		}
		return ended(calls, "flex_deadline", ", at the standard price; a window longer than "
				+ calls.window().longest().toSeconds() + " s would let flex serve more.");
	}

	private static @Nullable String ended(CallsDescriptor calls, String reason, String advice) {
		double ratio = (double) calls.routingReasons().getOrDefault(reason, 0L) / calls.count();
		return (ratio >= MANY) ? percent(ratio) + " of races ended " + reason + advice : null;
	}

	private static @Nullable String race(CallsDescriptor calls) {
		boolean flex = !calls.providers().isEmpty() && FLEX_PROVIDERS.containsAll(calls.providers().keySet());
		if (!flex || !calls.requestedTier().equals("default") || calls.costUsd().signum() == 0) {
			return null;
		}
		BigDecimal half = calls.costUsd().divide(BigDecimal.valueOf(2), RoundingMode.HALF_UP);
		return "All calls requested the standard tier. If the model races, a duration costs half: up to %s of %s USD less."
			.formatted(half, calls.costUsd());
	}

	private static @Nullable String errors(CallsDescriptor calls) {
		double ratio = (double) calls.errors() / calls.count();
		String code = calls.errorCodes()
			.entrySet()
			.stream()
			.max(Map.Entry.comparingByValue())
			.map(Map.Entry::getKey)
			.orElse("none");
		return (ratio >= MANY) ? "%s of calls failed, most with the code %s.".formatted(percent(ratio), code) : null;
	}

	private static String percent(double ratio) {
		return Math.round(ratio * 100) + " %";
	}

}
