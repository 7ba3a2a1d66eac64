package com.flexinference.batch.internal.ledger;

/**
 * A row of the table {@code flex_heartbeat} that a process has.
 *
 * @param jobInstanceId the job instance
 * @param stepName the name of the step
 * @param jobExecutionId the job execution
 * @param stepExecutionId the execution of the step when the row was taken
 * @param blockNo the number of the block of items, 0 if the step has all items
 * @param owner the process that has the row
 * @param claims how often workers have taken the block
 * @param inFlight the requests that were in flight when the last owner died
 */
public record Lease(long jobInstanceId, String stepName, long jobExecutionId, long stepExecutionId, int blockNo,
		long owner, int claims, long inFlight) {

	static final int DEATHS = 2;

	/**
	 * Return whether so many workers died with the block that it may be the reason.
	 */
	public boolean isSuspect() {
		return this.claims > DEATHS;
	}

}
