package com.flexinference.batch.internal.plan;

import java.util.Map;
import java.util.TreeMap;

/**
 * Counts what happens in an execution.
 */
final class Tally {

	final Map<String, Long> failures = new TreeMap<>();

	final Map<String, Long> refusals = new TreeMap<>();

	final Map<String, Long> tiers = new TreeMap<>();

	final Map<String, Long> windows = new TreeMap<>();

	long completed;

	long skipped;

	static void count(Map<String, Long> counts, String name) {
		counts.merge(name, 1L, Long::sum);
	}

	long failed() {
		return this.failures.values().stream().mapToLong(Long::longValue).sum();
	}

	long settled() {
		return this.completed + this.skipped + failed();
	}

}
