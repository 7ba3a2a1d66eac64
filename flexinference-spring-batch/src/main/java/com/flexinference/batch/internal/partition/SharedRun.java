package com.flexinference.batch.internal.partition;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.TransactionException;

import com.flexinference.batch.internal.step.AskDefinition;
import com.flexinference.batch.internal.step.AskResources;
import com.flexinference.batch.internal.step.DeadExecutions;
import com.flexinference.batch.internal.step.ProgressLog;
import com.flexinference.batch.internal.step.RunningStep;
import com.flexinference.batch.internal.step.StepHeart;
import com.flexinference.batch.item.FailureLimitExceededException;
import com.flexinference.batch.progress.JobProgress;

/**
 * One execution of a step whose blocks are taken by workers. It offers the blocks and
 * waits until none is open.
 */
final class SharedRun implements RunningStep {

	private static final Log logger = LogFactory.getLog(SharedRun.class);

	private final AskDefinition<?, ?> definition;

	private final AskResources resources;

	private final StepExecution stepExecution;

	private final StepHeart heart;

	private final SharedProgress progress;

	private final ProgressLog log;

	private final List<StepExecution> waiting;

	private final Semaphore wake = new Semaphore(0);

	private long repeated;

	private volatile boolean stopped;

	SharedRun(AskDefinition<?, ?> definition, AskResources resources, StepExecution stepExecution, StepHeart heart,
			List<StepExecution> blocks, long items) {
		this.definition = definition;
		this.resources = resources;
		this.stepExecution = stepExecution;
		this.heart = heart;
		this.waiting = new ArrayList<>(blocks);
		this.progress = new SharedProgress(resources, definition.pacing().concurrency(), stepExecution, items);
		this.log = new ProgressLog(stepExecution.getStepName(), this.progress::progress,
				() -> this.progress.report(this.repeated), definition.listener());
	}

	@Override
	public void run() throws Exception {
		while (!isDone()) {
			this.wake.tryAcquire(this.resources.pollMillis(), TimeUnit.MILLISECONDS);
		}
		Collection<StepExecution> ended = blocks();
		this.repeated = ended.stream()
			.mapToLong((block) -> block.getExecutionContext().getLong(StepHeart.REPEATED, 0))
			.sum();
		this.progress.update();
		this.progress.count();
		this.log.end();
		try {
			conclude(ended);
		}
		catch (Exception ex) {
			ended.forEach(this::readAgain);
			throw ex;
		}
	}

	private boolean isDone() throws JobInterruptedException {
		try {
			update();
			return this.waiting.isEmpty()
					&& this.resources.heartbeats().openBlocks(this.stepExecution.getJobExecutionId()) == 0;
		}
		catch (TransientDataAccessException | DataAccessResourceFailureException | TransactionException ex) {
			logger.warn("The blocks of the step '" + name() + "' could not be looked at", ex);
			return false;
		}
	}

	private void update() throws JobInterruptedException {
		this.heart.check();
		if (isStopped()) {
			this.waiting.clear();
			this.resources.heartbeats().withdrawFreeBlocks(this.stepExecution.getJobExecutionId());
		}
		// A block that an earlier execution still works on is offered once it has ended.
		this.waiting.removeIf(this::offer);
		this.progress.updateNowAndThen();
		this.log.nowAndThen();
		if (this.progress.progress().failed() > this.definition.failureLimit()) {
			stop();
		}
	}

	private boolean offer(StepExecution block) {
		return this.resources.heartbeats().offer(block, block.getExecutionContext().getInt(BLOCK));
	}

	private boolean isStopped() {
		JobRepository repository = this.resources.jobRepository();
		StepExecution stored = Objects.requireNonNull(repository.getStepExecution(this.stepExecution.getId()));
		BatchStatus status = stored.getJobExecution().getStatus();
		if (this.stopped && status == BatchStatus.STARTED) {
			// The workers read it.
			JobExecution execution = this.stepExecution.getJobExecution();
			execution.setStatus(BatchStatus.STOPPING);
			repository.update(execution);
		}
		if (this.stopped || status != BatchStatus.STARTED) {
			// Somebody else may have ended the execution. A stale version would make
			// Spring Batch end it as UNKNOWN.
			this.stepExecution.setVersion(Objects.requireNonNull(stored.getVersion()));
			this.stepExecution.setTerminateOnly();
		}
		return this.stepExecution.isTerminateOnly();
	}

	private void conclude(Collection<StepExecution> blocks) throws Exception {
		if (this.progress.progress().failed() > this.definition.failureLimit()) {
			throw new FailureLimitExceededException(this.definition.failureLimit());
		}
		for (StepExecution block : blocks) {
			if (block.getStatus().isUnsuccessful()) {
				throw new JobExecutionException("The block '" + block.getStepName() + "' failed: "
						+ block.getExitStatus().getExitDescription().lines().findFirst().orElse(""));
			}
		}
		for (StepExecution block : blocks) {
			if (block.getStatus() != BatchStatus.COMPLETED) {
				this.stepExecution.setExitStatus(block.getExitStatus());
				throw new JobInterruptedException("The step was stopped");
			}
		}
	}

	// The next execution does not read a complete block, but tries again what it gave up.
	private void readAgain(StepExecution block) {
		if (block.getStatus() == BatchStatus.COMPLETED && block.getProcessSkipCount() > 0) {
			block.setStatus(BatchStatus.STOPPED);
			this.resources.jobRepository().update(block);
		}
	}

	private Collection<StepExecution> blocks() {
		JobExecution execution = Objects
			.requireNonNull(this.resources.jobRepository().getJobExecution(this.stepExecution.getJobExecutionId()));
		Map<String, StepExecution> blocks = new TreeMap<>();
		for (StepExecution block : execution.getStepExecutions()) {
			if (block.getStepName().startsWith(name() + ":")) {
				DeadExecutions.stop(this.resources.jobRepository(), block, ExitStatus.STOPPED);
				blocks.merge(block.getStepName(), block,
						(one, later) -> (one.getStatus() == BatchStatus.COMPLETED) ? one : later);
			}
		}
		return blocks.values();
	}

	@Override
	public StepExecution stepExecution() {
		return this.stepExecution;
	}

	@Override
	public JobProgress progress() {
		return this.progress.progress();
	}

	@Override
	public void stop() {
		this.stopped = true;
		this.wake.release();
	}

}
