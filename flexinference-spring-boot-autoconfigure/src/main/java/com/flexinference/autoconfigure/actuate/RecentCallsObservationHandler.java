package com.flexinference.autoconfigure.actuate;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import org.jspecify.annotations.Nullable;

import com.flexinference.client.FlexInferenceResponseException;
import com.flexinference.client.internal.text.ForeignText;
import com.flexinference.client.observation.FlexInferenceRequestContext;

/**
 * {@link ObservationHandler} that keeps the last 20 errors, and numbers of the calls of
 * at least the last half hour and at most the last hour.
 */
class RecentCallsObservationHandler implements ObservationHandler<FlexInferenceRequestContext> {

	private static final Duration HALF_HOUR = Duration.ofMinutes(30);

	private static final int MAX_ERRORS = 20;

	private final InstantSource clock;

	private final Deque<ErrorDescriptor> errors = new ArrayDeque<>();

	private CallPeriod shown;

	private CallPeriod next;

	RecentCallsObservationHandler(InstantSource clock) {
		this.clock = clock;
		this.shown = new CallPeriod(clock.instant());
		this.next = new CallPeriod(clock.instant());
	}

	@Override
	public boolean supportsContext(Observation.Context context) {
		return context instanceof FlexInferenceRequestContext;
	}

	@Override
	public synchronized void onStop(FlexInferenceRequestContext context) {
		Instant now = begin();
		this.shown.add(context);
		this.next.add(context);
		String code = context.getErrorCode();
		if (code != null) {
			this.errors.addFirst(ErrorDescriptor.of(context, code, now));
			if (this.errors.size() > MAX_ERRORS) {
				this.errors.removeLast();
			}
		}
	}

	private Instant begin() {
		Instant now = this.clock.instant();
		Duration age = Duration.between(this.next.since(), now);
		if (age.compareTo(HALF_HOUR) >= 0) {
			this.shown = (age.compareTo(HALF_HOUR.multipliedBy(2)) < 0) ? this.next : new CallPeriod(now);
			this.next = new CallPeriod(now);
		}
		return now;
	}

	synchronized StatisticsDescriptor describe() {
		Instant now = begin();
		List<CallsDescriptor> calls = this.shown.describe();
		return new StatisticsDescriptor(Duration.between(this.shown.since(), now), calls,
				calls.stream().flatMap(Advice::of).toList(), List.copyOf(this.errors));
	}

	record StatisticsDescriptor(Duration period, List<CallsDescriptor> calls, List<Advice> advice,
			List<ErrorDescriptor> errors) {
	}

	record CallsDescriptor(String format, String requestedTier, long count, long errors, long cancelled,
			@Nullable PercentilesDescriptor startMillis, @Nullable PercentilesDescriptor totalMillis,
			@Nullable WindowDescriptor window, Map<String, Long> servedTiers, Map<String, Long> providers,
			Map<String, Long> routingReasons, Map<String, Long> errorCodes, Map<String, Long> tokens,
			BigDecimal costUsd, BigDecimal savingsUsd) {
	}

	record PercentilesDescriptor(long p50, long p95, long p99) {
	}

	record WindowDescriptor(Duration longest, long met, long missed) {
	}

	record ErrorDescriptor(Instant time, String format, String code, @Nullable Integer httpStatus,
			@Nullable String docUrl) {

		private static final Pattern DOC_URL = Pattern.compile("https://[A-Za-z0-9_.:/#-]{1,200}");

		static ErrorDescriptor of(FlexInferenceRequestContext context, String code, Instant time) {
			Integer status = (context.getError() instanceof FlexInferenceResponseException response)
					? response.status().value() : null;
			return new ErrorDescriptor(time, context.getFormat().name().toLowerCase(Locale.ROOT),
					ForeignText.isName(code) ? code : "other", status, docUrl(context.getError()));
		}

		static @Nullable String docUrl(@Nullable Throwable failure) {
			String url = (failure instanceof FlexInferenceResponseException response) ? response.docUrl() : null;
			return (url != null && DOC_URL.matcher(url).matches()) ? url : null;
		}

	}

}
