package com.flexinference.autoconfigure.actuate;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import org.jspecify.annotations.Nullable;

import com.flexinference.client.observation.FlexInferenceRequestContext;

/**
 * {@link ObservationHandler} that keeps the last 1,024 calls of each caller format and
 * requested tier for an hour, and the last 20 errors. Percentiles over them are exact. A
 * call takes some 400 bytes, so each format and tier in use takes 0.4 MB.
 */
class CallStatistics implements ObservationHandler<FlexInferenceRequestContext> {

	static final Duration PERIOD = Duration.ofHours(1);

	static final int MAX_CALLS = 1024;

	private static final int MAX_ERRORS = 20;

	private final Map<CallKey, Ring<RecentCall>> calls = new ConcurrentHashMap<>();

	private final Ring<RecentError> errors = new Ring<>(MAX_ERRORS);

	private final InstantSource clock;

	CallStatistics(InstantSource clock) {
		this.clock = clock;
	}

	@Override
	public boolean supportsContext(Observation.Context context) {
		return context instanceof FlexInferenceRequestContext;
	}

	@Override
	public void onStop(FlexInferenceRequestContext context) {
		RecentCall call = RecentCall.of(context, this.clock.instant());
		this.calls.computeIfAbsent(CallKey.of(context), (key) -> new Ring<>(MAX_CALLS)).add(call);
		if (call.failed()) {
			this.errors.add(RecentError.of(context, call));
		}
	}

	/**
	 * Return what came of the calls of the last hour.
	 * @return a summary for each caller format and requested tier that had calls
	 */
	List<CallSummary> summaries() {
		return this.calls.keySet()
			.stream()
			.sorted()
			.map((key) -> CallSummary.of(key, recent(key)))
			.filter((summary) -> summary.calls() > 0)
			.toList();
	}

	/**
	 * Return how many calls of the last hour did not start within their window.
	 * @return a ratio from 0 to 1, or {@code null} if none had a window
	 */
	@Nullable Double windowMissRatio() {
		List<Boolean> met = this.calls.keySet()
			.stream()
			.flatMap((key) -> recent(key).stream())
			.filter((call) -> call.windowMet() != null)
			.map(RecentCall::windowMet)
			.toList();
		long missed = met.stream().filter((each) -> !each).count();
		return met.isEmpty() ? null : (double) missed / met.size();
	}

	/**
	 * Return the last errors.
	 * @return the errors, the newest first
	 */
	List<RecentError> errors() {
		return this.errors.toList().stream().sorted(Comparator.comparing(RecentError::time).reversed()).toList();
	}

	private List<RecentCall> recent(CallKey key) {
		Instant since = this.clock.instant().minus(PERIOD);
		Ring<RecentCall> ring = this.calls.get(key);
		return (ring != null) ? ring.toList().stream().filter((call) -> call.end().isAfter(since)).toList() : List.of();
	}

}
