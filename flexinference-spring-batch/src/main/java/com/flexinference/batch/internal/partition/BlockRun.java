package com.flexinference.batch.internal.partition;

import java.util.Objects;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.util.Assert;

import com.flexinference.batch.internal.ledger.Lease;
import com.flexinference.batch.internal.step.AskResources;
import com.flexinference.batch.internal.step.DeadExecutions;

/**
 * Runs a block that a worker has taken.
 */
final class BlockRun {

	private static final Log logger = LogFactory.getLog(BlockRun.class);

	private final AskResources resources;

	private final BlockWorker worker;

	private final SharedStep<?, ?> step;

	private final Lease lease;

	private volatile boolean reading = true;

	BlockRun(AskResources resources, BlockWorker worker, SharedStep<?, ?> step, Lease lease) {
		this.resources = resources;
		this.worker = worker;
		this.step = step;
		this.lease = lease;
	}

	boolean isExclusive() {
		return this.reading || this.lease.isSuspect();
	}

	void run() {
		try {
			StepExecution execution = Objects
				.requireNonNull(this.resources.jobRepository().getStepExecution(this.lease.stepExecutionId()));
			if (!isOver(execution)) {
				execution = toRun(execution);
				this.step.runBlock(this.lease, execution, this::allSent);
			}
			finish(execution);
		}
		catch (JobInterruptedException | RuntimeException ex) {
			// The row of the block expires, and the block is taken again.
			logger.warn("The block '" + this.lease.stepName() + "' was left", ex);
		}
	}

	private static boolean isOver(StepExecution execution) {
		return execution.getJobExecution().getStatus() != BatchStatus.STARTED
				|| execution.getStatus() == BatchStatus.COMPLETED || execution.getStatus().isUnsuccessful();
	}

	private StepExecution toRun(StepExecution stored) {
		// The execution of a worker that died or stopped is ended and replaced, because
		// that worker may still write to it.
		if (stored.getStatus() == BatchStatus.STARTING) {
			return stored;
		}
		if (stored.getStatus().isRunning()) {
			logger.info("The worker of the block '" + stored.getStepName() + "' died. This worker continues it.");
			DeadExecutions.stop(this.resources.jobRepository(), stored,
					ExitStatus.STOPPED.addExitDescription("The worker of this execution died."));
		}
		StepExecution fresh = this.resources.jobRepository()
			.createStepExecution(stored.getStepName(), stored.getJobExecution());
		fresh.setExecutionContext(new ExecutionContext(stored.getExecutionContext()));
		this.resources.jobRepository().updateExecutionContext(fresh);
		Assert.state(this.resources.heartbeats().renew(this.lease, fresh.getId()),
				"Another worker has taken the block");
		return fresh;
	}

	private void allSent() {
		this.reading = false;
		this.worker.wake();
	}

	private void finish(StepExecution execution) {
		if (execution.getStatus() == BatchStatus.STOPPED && this.worker.isStopping()) {
			this.resources.heartbeats().giveBack(this.lease);
		}
		else if (this.resources.heartbeats().end(this.lease) && execution.getStatus() != BatchStatus.COMPLETED) {
			this.resources.heartbeats().withdrawFreeBlocks(this.lease.jobExecutionId());
		}
	}

}
