package com.flexinference.batch.internal.partition;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ExecutionContext;

import com.flexinference.batch.internal.ledger.Heartbeats.Owner;
import com.flexinference.batch.internal.step.AskResources;
import com.flexinference.batch.internal.step.DeadExecutions;

/**
 * Runs a block that a worker has taken.
 */
final class BlockRun {

	private static final Log logger = LogFactory.getLog(BlockRun.class);

	private final AskResources resources;

	private final BlockWorker worker;

	private final long repeated;

	private Owner owner;

	private volatile boolean reading = true;

	BlockRun(AskResources resources, BlockWorker worker, Owner owner, long repeated) {
		this.resources = resources;
		this.worker = worker;
		this.owner = owner;
		this.repeated = repeated;
	}

	boolean isReading() {
		return this.reading;
	}

	void run() {
		try {
			StepExecution execution = execution();
			if (execution != null) {
				run(execution);
				finish(execution);
			}
		}
		catch (JobInterruptedException | RuntimeException ex) {
			// The row of the block expires, and the block is taken again.
			logger.warn("The block '" + this.owner.stepName() + "' was left", ex);
		}
	}

	/**
	 * Return the execution to run. That of a worker that died or stopped is ended, so
	 * that it can write there whatever it likes, and replaced.
	 * @return the execution, or {@code null} if there is nothing to do
	 */
	private @Nullable StepExecution execution() {
		JobRepository repository = this.resources.jobRepository();
		StepExecution stored = repository.getStepExecution(this.owner.stepExecutionId());
		if (stored == null || stored.getJobExecution().getStatus() != BatchStatus.STARTED
				|| stored.getStatus() == BatchStatus.COMPLETED || stored.getStatus().isUnsuccessful()) {
			this.resources.blocks().end(this.owner);
			return null;
		}
		if (stored.getStatus() == BatchStatus.STARTING) {
			return stored;
		}
		if (stored.getStatus().isRunning()) {
			logger.info("The worker of the block '" + stored.getStepName() + "' died. This worker continues it.");
			DeadExecutions.stop(repository, stored,
					ExitStatus.STOPPED.addExitDescription("The worker of this execution died."));
		}
		StepExecution fresh = repository.createStepExecution(stored.getStepName(), stored.getJobExecution());
		fresh.setExecutionContext(new ExecutionContext(stored.getExecutionContext()));
		repository.updateExecutionContext(fresh);
		Owner renewed = this.resources.blocks().renew(this.owner, fresh.getId());
		if (renewed == null) {
			return null;
		}
		this.owner = renewed;
		return fresh;
	}

	private void run(StepExecution execution) throws JobInterruptedException {
		Block block = Block.from(execution.getExecutionContext());
		SharedStep<?, ?> step = this.worker.step(this.owner);
		WorkerPacing pacing = this.worker.pacing(this.owner, execution.getJobExecution(), step, block);
		step.block(this.owner, this.repeated, block, pacing.pacing(), () -> {
			this.reading = false;
			this.worker.wake();
		}).execute(execution);
	}

	private void finish(StepExecution execution) {
		if (!this.resources.blocks().isOwned(this.owner)) {
			return;
		}
		if (execution.getStatus() == BatchStatus.STOPPED && this.worker.isStopping()) {
			this.resources.blocks().giveBack(this.owner);
			return;
		}
		if (execution.getStatus() != BatchStatus.COMPLETED) {
			this.resources.blocks().withdraw(this.owner.jobExecutionId());
		}
		this.resources.blocks().end(this.owner);
	}

}
