package com.flexinference.batch.internal.step;

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

import com.flexinference.batch.internal.ledger.Heartbeats;

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

	/**
	 * End the executions whose process died. Waits until each execution is known to be
	 * dead or alive.
	 * @return the ids of the job executions that were dead, and are now stopped
	 */
	public List<Long> end() throws InterruptedException {
		List<Long> recovered = new ArrayList<>();
		Heartbeats heartbeats = this.resources.heartbeats();
		List<Long> unsure = new ArrayList<>(heartbeats.executions());
		long end = System.nanoTime() + heartbeats.timeout().plus(heartbeats.timeout().dividedBy(5)).toNanos();
		while (!unsure.isEmpty()) {
			for (Long execution : List.copyOf(unsure)) {
				if (heartbeats.bury(execution)) {
					unsure.remove(execution);
					if (end(execution)) {
						recovered.add(execution);
					}
				}
			}
			if (System.nanoTime() - end > 0) {
				break;
			}
			if (!unsure.isEmpty()) {
				Thread.sleep(Math.min(500, heartbeats.timeout().toMillis() / 5));
			}
		}
		return recovered;
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
