package com.flexinference.batch.internal.partition;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.springframework.batch.core.step.StepExecution;

import com.flexinference.batch.internal.ledger.Totals;
import com.flexinference.batch.internal.plan.Throughput;
import com.flexinference.batch.internal.step.AskResources;
import com.flexinference.batch.progress.JobProgress;
import com.flexinference.batch.progress.JobReport;

/**
 * What all workers of a job have done, from the ledger. The ledger is read at most as
 * often as workers beat and, the larger it is, for at most a twentieth of the time.
 */
final class SharedProgress {

	private static final int PAUSE = 20;

	private final AskResources resources;

	private final int concurrency;

	private final StepExecution stepExecution;

	private final long items;

	private final Instant began = Instant.now();

	private final Throughput throughput = new Throughput(this.began);

	private final Totals before;

	private Totals since;

	private volatile JobProgress progress;

	private long nextRead;

	SharedProgress(AskResources resources, int concurrency, StepExecution stepExecution, long items) {
		this.resources = resources;
		this.concurrency = concurrency;
		this.stepExecution = stepExecution;
		this.items = items;
		this.before = totals();
		this.since = this.before.minus(this.before);
		this.progress = read();
	}

	JobProgress progress() {
		return this.progress;
	}

	void updateNowAndThen() {
		if (System.nanoTime() - this.nextRead >= 0) {
			update();
		}
	}

	void update() {
		long start = System.nanoTime();
		this.progress = read();
		this.nextRead = nextRead(this.resources, start);
	}

	static long nextRead(AskResources resources, long start) {
		long end = System.nanoTime();
		return end + Math.max(TimeUnit.MILLISECONDS.toNanos(resources.pollMillis()), PAUSE * (end - start));
	}

	private JobProgress read() {
		long instance = this.stepExecution.getJobExecution().getJobInstanceId();
		int inFlight = this.resources.heartbeats().requestsInFlight(instance);
		int workers = this.resources.heartbeats().workers(instance);
		this.since = totals().minus(this.before);
		Instant now = Instant.now();
		double perSecond = this.throughput.perSecond(this.since.done(), now);
		long left = Math.max(0, this.items - this.before.done() - this.since.done());
		Instant finish = (perSecond > 0) ? now.plusMillis((long) (left / perSecond * 1000)) : null;
		return new JobProgress(this.items, this.since.answered(), this.since.failed(), this.before.done(), inFlight,
				workers * this.concurrency, perSecond, this.since.costMicroUsd(), this.since.standardMicroUsd(),
				"by worker", workers + " workers choose the window of their requests", true, finish);
	}

	private Totals totals() {
		return this.resources.ledger()
			.totals(this.stepExecution.getJobExecution().getJobInstanceId(), this.stepExecution.getId());
	}

	/**
	 * Set the counts of the step, which those of its blocks do not add up to if some were
	 * taken again.
	 */
	void count() {
		this.stepExecution.setReadCount(this.items);
		this.stepExecution.setFilterCount(this.before.done());
		this.stepExecution.setWriteCount(this.since.answered());
		this.stepExecution.setProcessSkipCount(this.since.failed());
	}

	JobReport report(long repeated) {
		return new JobReport(Duration.between(this.began, Instant.now()), this.since.answered(), this.before.done(),
				this.since.failures(), Map.of(), this.since.tiers(), this.since.windows(), repeated,
				this.since.unpriced(), this.since.costMicroUsd(), this.since.standardMicroUsd());
	}

}
