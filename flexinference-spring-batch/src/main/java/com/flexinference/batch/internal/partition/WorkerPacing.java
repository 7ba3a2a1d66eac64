package com.flexinference.batch.internal.partition;

import java.util.concurrent.TimeUnit;

import org.springframework.batch.core.job.JobExecution;

import com.flexinference.batch.internal.ledger.Totals;
import com.flexinference.batch.internal.plan.Pacing;
import com.flexinference.batch.internal.plan.PacingSettings;
import com.flexinference.batch.internal.step.AskResources;

/**
 * The part of a worker in the pacing of a job. It plans for an equal part of the items
 * that are left, and counts what all workers have spent.
 */
final class WorkerPacing {

	private static final int PAUSE = 20;

	private final AskResources resources;

	private final long jobInstanceId;

	private final long items;

	private final Pacing pacing;

	private long nextShare;

	WorkerPacing(AskResources resources, JobExecution execution, PacingSettings settings, long items) {
		this.resources = resources;
		this.jobInstanceId = execution.getJobInstance().getId();
		this.items = items;
		this.pacing = settings.items(items).start(resources.client(), execution.getStartTime(), 0);
		share();
	}

	Pacing pacing() {
		return this.pacing;
	}

	/**
	 * Look at what all workers have done, at most once a second and for at most a
	 * twentieth of the time.
	 */
	void shareNowAndThen() {
		if (System.nanoTime() - this.nextShare > 0) {
			share();
		}
	}

	private void share() {
		long start = System.nanoTime();
		// Items that were asked as often as allowed count as left: most are of earlier
		// executions.
		Totals totals = this.resources.ledger().totals(this.jobInstanceId, Long.MAX_VALUE);
		long end = System.nanoTime();
		this.nextShare = end + Math.max(TimeUnit.SECONDS.toNanos(1), PAUSE * (end - start));
		this.pacing.share(Math.max(0, this.items - totals.answered() - totals.failed()), totals.costMicroUsd(),
				Math.max(1, this.resources.blocks().workers(this.jobInstanceId)));
	}

}
