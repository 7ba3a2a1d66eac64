package com.flexinference.autoconfigure.actuate;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.micrometer.core.instrument.Timer;
import org.jspecify.annotations.Nullable;

import com.flexinference.client.FlexInferenceResponseException;
import com.flexinference.client.observation.FlexInferenceRequestContext;

/**
 * Description of what came of the calls of a period, and of the last errors, the newest
 * first.
 */
record StatisticsDescriptor(Duration period, List<CallsDescriptor> calls, List<AdviceDescriptor> advice,
		List<ErrorDescriptor> errors) {

	static StatisticsDescriptor of(Duration period, List<CallsDescriptor> calls, List<ErrorDescriptor> errors) {
		return new StatisticsDescriptor(period, calls, calls.stream().flatMap(AdviceDescriptor::of).toList(), errors);
	}

	record CallsDescriptor(String format, String requestedTier, long count, long errors, long cancelled,
			@Nullable PercentilesDescriptor startMillis, @Nullable PercentilesDescriptor totalMillis,
			@Nullable WindowDescriptor window, Map<String, Long> servedTiers, Map<String, Long> providers,
			Map<String, Long> routingReasons, Map<String, Long> errorCodes, Map<String, Long> tokens,
			BigDecimal costUsd, BigDecimal savingsUsd) {
	}

	record PercentilesDescriptor(long p50, long p95, long p99) {

		static @Nullable PercentilesDescriptor of(@Nullable Timer timer) {
			if (timer == null) {
				return null;
			}
			long[] millis = Stream.of(timer.takeSnapshot().percentileValues())
				.mapToLong((value) -> Math.round(value.value(TimeUnit.MILLISECONDS)))
				.toArray();
			return new PercentilesDescriptor(millis[0], millis[1], millis[2]);
		}

	}

	record WindowDescriptor(Duration longest, long met, long missed) {

		static @Nullable WindowDescriptor of(@Nullable Timer timer, Map<String, Long> met) {
			return (timer != null)
					? new WindowDescriptor(Duration.ofMillis(Math.round(timer.max(TimeUnit.MILLISECONDS))),
							met.getOrDefault("true", 0L), met.getOrDefault("false", 0L))
					: null;
		}

	}

	record AdviceDescriptor(String format, String requestedTier, String text) {

		private static Stream<AdviceDescriptor> of(CallsDescriptor calls) {
			return Advice.of(calls)
				.stream()
				.map((text) -> new AdviceDescriptor(calls.format(), calls.requestedTier(), text));
		}

	}

	record ErrorDescriptor(Instant time, String format, @Nullable String code, @Nullable Integer httpStatus,
			@Nullable String docUrl) {

		static ErrorDescriptor of(FlexInferenceRequestContext context, Instant time) {
			FlexInferenceResponseException response = (context.getError() instanceof FlexInferenceResponseException ex)
					? ex : null;
			return new ErrorDescriptor(time, context.getFormat().name().toLowerCase(Locale.ROOT),
					ServiceText.name(context.getErrorCode()), (response != null) ? response.status().value() : null,
					(response != null) ? ServiceText.url(response.docUrl()) : null);
		}

	}

}
