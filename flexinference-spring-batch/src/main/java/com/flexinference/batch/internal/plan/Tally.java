package com.flexinference.batch.internal.plan;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import com.flexinference.batch.progress.JobProgress;
import com.flexinference.batch.progress.JobReport;
import com.flexinference.client.StartWithin;

/**
 * Counts what happens in an execution of a step. An instance is thread-safe.
 */
public final class Tally {

	private final Map<String, Long> failures = new TreeMap<>();

	private final Map<String, Long> refusals = new TreeMap<>();

	private final Map<String, Long> tiers = new TreeMap<>();

	private final Map<String, Long> windows = new TreeMap<>();

	private final InstantSource clock;

	private final Instant began;

	private final Throughput throughput;

	private long completed;

	private long skipped;

	Tally(InstantSource clock) {
		this.clock = clock;
		this.began = clock.instant();
		this.throughput = new Throughput(this.began);
	}

	/**
	 * Count an item whose answer is kept.
	 */
	public synchronized void completed() {
		this.completed++;
		this.throughput.add(1, this.clock.instant());
	}

	/**
	 * Count an item that is given up.
	 * @param code the code of its failure
	 */
	public synchronized void gaveUp(String code) {
		count(this.failures, code);
		this.throughput.add(1, this.clock.instant());
	}

	/**
	 * Count an item that an earlier execution had answered or given up.
	 */
	public synchronized void skipped() {
		this.skipped++;
	}

	synchronized void served(@Nullable String tier, StartWithin window) {
		count(this.tiers, (tier != null) ? tier : "unknown");
		count(this.windows, window.toString());
	}

	synchronized void refused(String code) {
		count(this.refusals, code);
	}

	private static void count(Map<String, Long> counts, String name) {
		counts.merge(name, 1L, Long::sum);
	}

	private long failed() {
		return this.failures.values().stream().mapToLong(Long::longValue).sum();
	}

	synchronized long remaining(long items) {
		return Math.max(0, items - this.completed - this.skipped - failed());
	}

	synchronized JobProgress progress(@Nullable Long items, @Nullable Long remaining, Traffic traffic,
			Spending spending, Plan plan) {
		Instant now = this.clock.instant();
		double rate = this.throughput.perSecond(now);
		double expected = (rate > 0) ? rate : plan.perSecond();
		Instant finish = (remaining != null) ? now.plusMillis((long) (remaining / expected * 1000)) : null;
		return new JobProgress(items, this.completed, failed(), this.skipped, traffic.inFlight(), traffic.bound(), rate,
				spending.spent(), spending.standard(), plan.window().toString(), plan.why(), plan.inTime(), finish);
	}

	synchronized JobReport report(long repeated, Spending spending) {
		return new JobReport(Duration.between(this.began, this.clock.instant()), this.completed, this.skipped,
				this.failures, this.refusals, this.tiers, this.windows, repeated, spending.unpricedAnswers(),
				spending.spent(), spending.standard());
	}

}
