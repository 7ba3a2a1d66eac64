package com.flexinference.batch.internal.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import com.flexinference.batch.progress.JobProgress;
import com.flexinference.batch.progress.JobReport;

/**
 * Counts what happens in an execution of a step. Not thread-safe.
 */
final class Tally {

	private final Map<String, Long> failures = new TreeMap<>();

	private final Map<String, Long> refusals = new TreeMap<>();

	private final Map<String, Long> tiers = new TreeMap<>();

	private final Map<String, Long> windows = new TreeMap<>();

	private final Instant began;

	private final Throughput throughput;

	private long completed;

	private long skipped;

	Tally(Instant began) {
		this.began = began;
		this.throughput = new Throughput(began);
	}

	void completed() {
		this.completed++;
	}

	void gaveUp(String code) {
		count(this.failures, code);
	}

	void skipped() {
		this.skipped++;
	}

	void served(Permit permit, Served served) {
		count(this.tiers, (served.tier() != null) ? served.tier() : "unknown");
		count(this.windows, permit.window().toString());
	}

	void refused(String code) {
		count(this.refusals, code);
	}

	private static void count(Map<String, Long> counts, String name) {
		counts.merge(name, 1L, Long::sum);
	}

	private long failed() {
		return this.failures.values().stream().mapToLong(Long::longValue).sum();
	}

	long remaining(long items) {
		return Math.max(0, items - this.completed - this.skipped - failed());
	}

	JobProgress progress(@Nullable Long items, @Nullable Long remaining, Traffic traffic, Spending spending, Plan plan,
			Instant now) {
		double rate = this.throughput.perSecond(this.completed + failed(), now);
		double expected = (rate > 0) ? rate : plan.perSecond();
		Instant finish = (remaining != null) ? now.plusMillis((long) (remaining / expected * 1000)) : null;
		return new JobProgress(items, this.completed, failed(), this.skipped, traffic.inFlight(), traffic.bound(), rate,
				spending.spent(), spending.standard(), plan.window().toString(), plan.why(), plan.inTime(), finish);
	}

	JobReport report(long repeated, Spending spending, Instant now) {
		return new JobReport(Duration.between(this.began, now), this.completed, this.skipped, this.failures,
				this.refusals, this.tiers, this.windows, repeated, spending.estimates(), spending.spent(),
				spending.standard());
	}

}
