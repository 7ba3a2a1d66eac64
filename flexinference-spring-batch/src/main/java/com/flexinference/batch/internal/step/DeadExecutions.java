package com.flexinference.batch.internal.step;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.dao.OptimisticLockingFailureException;

/**
 * Ends executions in place of a process that died. If it is still alive, it finds itself
 * stopped and ends in order.
 */
public final class DeadExecutions {

	private static final Log logger = LogFactory.getLog(DeadExecutions.class);

	private final AskResources resources;

	public DeadExecutions(AskResources resources) {
		this.resources = resources;
	}

	// Waits until each execution is known to be dead or alive.
	public List<Long> end() throws InterruptedException {
		Duration timeout = this.resources.heartbeats().timeout();
		List<Long> recovered = new ArrayList<>();
		List<Long> unsure = new ArrayList<>(this.resources.heartbeats().executions());
		long end = System.nanoTime() + timeout.plus(timeout.dividedBy(5)).toNanos();
		unsure.removeIf((execution) -> isDead(execution, recovered));
		while (!unsure.isEmpty() && System.nanoTime() - end < 0) {
			Thread.sleep(Math.min(500, timeout.toMillis() / 5));
			unsure.removeIf((execution) -> isDead(execution, recovered));
		}
		return recovered;
	}

	private boolean isDead(long execution, List<Long> recovered) {
		boolean dead = this.resources.heartbeats().bury(execution);
		if (dead && end(execution)) {
			recovered.add(execution);
		}
		return dead;
	}

	private boolean end(long jobExecutionId) {
		JobExecution execution = this.resources.jobRepository().getJobExecution(jobExecutionId);
		if (execution == null || !execution.getStatus().isRunning()
				&& execution.getStepExecutions().stream().noneMatch((step) -> step.getStatus().isRunning())) {
			return false;
		}
		ExitStatus exit = ExitStatus.STOPPED.addExitDescription("The process of this execution died.");
		for (StepExecution step : execution.getStepExecutions()) {
			stop(this.resources.jobRepository(), step, exit);
		}
		execution.setStatus(BatchStatus.STOPPED);
		execution.setExitStatus(exit);
		execution.setEndTime(LocalDateTime.now());
		this.resources.jobRepository().update(execution);
		logger.info("The process of job execution " + jobExecutionId + " of the job '"
				+ execution.getJobInstance().getJobName() + "' died. The job can be started again.");
		return true;
	}

	public static void stop(JobRepository repository, StepExecution step, ExitStatus exit) {
		while (step.getStatus().isRunning()) {
			BatchStatus status = step.getStatus();
			step.setStatus(BatchStatus.STOPPED);
			step.setExitStatus(exit);
			step.setEndTime(LocalDateTime.now());
			try {
				repository.update(step);
			}
			catch (OptimisticLockingFailureException ex) {
				StepExecution stored = Objects.requireNonNull(repository.getStepExecution(step.getId()));
				step.setVersion(Objects.requireNonNull(stored.getVersion()));
				step.setStatus(stored.getStatus().isRunning() ? status : stored.getStatus());
			}
		}
	}

}
