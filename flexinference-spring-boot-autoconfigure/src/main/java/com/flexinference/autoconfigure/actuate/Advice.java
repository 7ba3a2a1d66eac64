package com.flexinference.autoconfigure.actuate;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import com.flexinference.autoconfigure.actuate.RecentCallsObservationHandler.CallsDescriptor;
import com.flexinference.client.StartWithin;

/**
 * Advice that follows from the numbers of recent calls. There is none below 50 calls.
 */
record Advice(String format, String requestedTier, String text) {

	private static final int FEW_CALLS = 50;

	private static final int MANY_PERCENT = 5;

	private static final Set<String> FLEX_PROVIDERS = Set.of("openai", "google");

	static Stream<Advice> of(CallsDescriptor calls) {
		if (calls.count() < FEW_CALLS) {
			return Stream.empty();
		}
		return Stream
			.of(window(calls),
					ended(calls, "flex_slots_full",
							": too many races at the same time. Send fewer requests at the same time."),
					ended(calls, "flex_capacity",
							". A longer window does not help. Try another model or another time of day."),
					race(calls))
			.filter(Objects::nonNull)
			.map((text) -> new Advice(calls.format(), calls.requestedTier(), text));
	}

	private static @Nullable String window(CallsDescriptor calls) {
		if (calls.window() == null || calls.startMillis() == null) {
			return null;
		}
		long allowed = calls.window().longest().toSeconds();
		String longer = (allowed < StartWithin.LONGEST.toSeconds())
				? ended(calls, "flex_deadline", ", at the standard price; a window longer than " + allowed
						+ " s would allow more answers from the flex tier.")
				: null;
		if (longer != null || calls.window().missed() * 100 > calls.count()) {
			return longer;
		}
		long needed = Math.max(1, (calls.startMillis().p99() + 999) / 1000);
		long enough = Math.max(StartWithin.SHORTEST.toSeconds(), needed * 2);
		return (enough * 2 <= allowed) ? "You allow %d s; 99 %% start within %d s. A window of %d s would be enough."
			.formatted(allowed, needed, enough) : null;
	}

	private static @Nullable String ended(CallsDescriptor calls, String reason, String advice) {
		long percent = Math.round(100.0 * calls.routingReasons().getOrDefault(reason, 0L) / calls.count());
		return (percent >= MANY_PERCENT) ? percent + " % of races ended " + reason + advice : null;
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

}
