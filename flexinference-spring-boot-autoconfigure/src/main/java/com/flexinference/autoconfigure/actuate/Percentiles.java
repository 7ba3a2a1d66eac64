package com.flexinference.autoconfigure.actuate;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Percentiles of durations: the shortest that a part of them does not exceed.
 *
 * @param p50 the median
 * @param p95 what 95 % do not exceed
 * @param p99 what 99 % do not exceed
 */
record Percentiles(Duration p50, Duration p95, Duration p99) {

	static @Nullable Percentiles of(List<Duration> durations) {
		if (durations.isEmpty()) {
			return null;
		}
		List<Duration> sorted = durations.stream().sorted().toList();
		return new Percentiles(nearest(sorted, 50), nearest(sorted, 95), nearest(sorted, 99));
	}

	private static Duration nearest(List<Duration> sorted, int percent) {
		int rank = (sorted.size() * percent + 99) / 100;
		return sorted.get(rank - 1);
	}

}
