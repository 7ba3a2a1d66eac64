package com.flexinference.batch.internal.ledger;

/**
 * The part of the ledger that an execution of a step fills.
 *
 * @param jobInstanceId the job instance
 * @param block the number of the block of items, 0 if the job is not split
 * @param stepExecutionId the execution of the step
 */
public record LedgerScope(long jobInstanceId, int block, long stepExecutionId) {

}
