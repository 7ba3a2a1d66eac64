package com.flexinference.batch.internal.step;

import java.time.LocalDateTime;
import java.util.Objects;

import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.dao.OptimisticLockingFailureException;

/**
 * Ends executions of steps in place of a process that died. If it is alive after all, it
 * finds itself stopped and ends in order.
 */
public final class EndedSteps {

	private EndedSteps() {
	}

	/**
	 * End an execution of a step as stopped if it is not ended.
	 * @param repository the repository
	 * @param step the execution
	 * @param exit the exit status
	 */
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
