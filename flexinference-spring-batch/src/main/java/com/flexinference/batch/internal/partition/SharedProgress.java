package com.flexinference.batch.internal.partition;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.springframework.batch.core.step.StepExecution;

import com.flexinference.batch.internal.ledger.Totals;
import com.flexinference.batch.internal.plan.Throughput;
import com.flexinference.batch.internal.step.AskResources;
import com.flexinference.batch.progress.JobProgress;
import com.flexinference.batch.progress.JobReport;

/**
 * What all workers of a job have done, from the ledger. The ledger is read at most once a
 * second and, the larger it is, for at most a twentieth of the time.
 */
final class SharedProgress {

	private static final int PAUSE = 20;

	private final AskResources resources;

	private final int concurrency;

	private final StepExecution stepExecution;

	private final long items;

	private final Instant began = Instant.now();

	private final Totals before;

	private volatile Totals now;

	private final Throughput throughput = new Throughput(this.began);

	private volatile double perSecond;

	private volatile int inFlight;

	private volatile int workers;

	private long nextRead;

	SharedProgress(AskResources resources, int concurrency, StepExecution stepExecution, long items) {
		this.resources = resources;
		this.concurrency = concurrency;
		this.stepExecution = stepExecution;
		this.items = items;
		this.before = read();
		this.now = this.before;
	}

	private Totals read() {
		long start = System.nanoTime();
		Totals totals = this.resources.ledger().totals(jobInstanceId(), this.stepExecution.getId());
		long end = System.nanoTime();
		this.nextRead = end + Math.max(TimeUnit.SECONDS.toNanos(1), PAUSE * (end - start));
		return totals;
	}

	private long jobInstanceId() {
		return this.stepExecution.getJobExecution().getJobInstance().getId();
	}

	void update() {
		if (System.nanoTime() - this.nextRead > 0) {
			readNow();
		}
	}

	void readNow() {
		this.inFlight = this.resources.blocks().inFlight(jobInstanceId());
		this.workers = this.resources.blocks().workers(jobInstanceId());
		Totals last = this.now;
		this.now = read();
		this.throughput.add(done(this.now) - done(last), Instant.now());
		this.perSecond = this.throughput.perSecond(Instant.now());
	}

	private static long done(Totals totals) {
		return totals.answered() + totals.failed();
	}

	/**
	 * Set the counts of the step, which those of its blocks do not add up to if some were
	 * run more than once.
	 */
	void count() {
		JobProgress progress = progress();
		this.stepExecution.setReadCount(this.items);
		this.stepExecution.setFilterCount(progress.skipped());
		this.stepExecution.setWriteCount(progress.answered());
		this.stepExecution.setProcessSkipCount(progress.failed());
	}

	long failed() {
		return this.now.failed() - this.before.failed();
	}

	JobProgress progress() {
		Totals totals = this.now;
		long left = Math.max(0, this.items - done(totals));
		Instant finish = (this.perSecond > 0) ? Instant.now().plusMillis((long) (left / this.perSecond * 1000)) : null;
		return new JobProgress(this.items, totals.answered() - this.before.answered(), failed(), done(this.before),
				this.inFlight, this.workers * this.concurrency, this.perSecond, cost(totals), standard(totals),
				"by worker", this.workers + " workers choose the window of their requests", true, finish);
	}

	JobReport report(long repeated) {
		Totals totals = this.now;
		return new JobReport(Duration.between(this.began, Instant.now()), totals.answered() - this.before.answered(),
				done(this.before), minus(totals.failures(), this.before.failures()), Map.of(),
				minus(totals.tiers(), this.before.tiers()), Map.of(), repeated,
				totals.unpriced() - this.before.unpriced(), cost(totals), standard(totals));
	}

	private long cost(Totals totals) {
		return totals.costMicroUsd() - this.before.costMicroUsd();
	}

	private long standard(Totals totals) {
		return totals.standardMicroUsd() - this.before.standardMicroUsd();
	}

	private static Map<String, Long> minus(Map<String, Long> all, Map<String, Long> before) {
		Map<String, Long> rest = new HashMap<>(all);
		before.forEach((name, count) -> rest.computeIfPresent(name, (key, sum) -> (sum > count) ? sum - count : null));
		return rest;
	}

}
