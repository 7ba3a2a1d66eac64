package com.flexinference.batch.internal.partition;

import com.flexinference.batch.internal.ledger.Totals;
import com.flexinference.batch.internal.plan.Pacing;
import com.flexinference.batch.internal.step.AskResources;

/**
 * The part of a worker in the pacing of a job. It plans for an equal part of the items
 * that are left, and counts what all workers have spent.
 *
 * @param resources what all steps share
 * @param jobInstanceId the job instance
 * @param items the number of items of the job
 * @param pacing the pacing of all blocks of the worker
 */
record WorkerPacing(AskResources resources, long jobInstanceId, long items, Pacing pacing) {

	/**
	 * Exchange with the other workers for how long the service takes no requests.
	 */
	void hold() {
		this.pacing.hold(this.resources.heartbeats().hold(this.jobInstanceId, this.pacing.held()));
	}

	void share() {
		// Before the ledger, so that an answer that is committed meanwhile counts twice.
		int inFlight = this.resources.heartbeats().requestsInFlight(this.jobInstanceId);
		// Items that were asked as often as allowed count as left: most are of earlier
		// executions.
		Totals totals = this.resources.ledger().totals(this.jobInstanceId, Long.MAX_VALUE);
		this.pacing.share(Math.max(0, this.items - totals.done()), totals.costMicroUsd(), inFlight,
				Math.max(1, this.resources.heartbeats().workers(this.jobInstanceId)));
	}

}
