package com.flexinference.batch.internal.step;

import org.springframework.batch.core.step.StepExecution;

import com.flexinference.batch.progress.JobProgress;

/**
 * A step that runs in this process.
 */
public interface RunningStep {

	/**
	 * The entry of a step's execution context that has the number of its block.
	 */
	String BLOCK = "flexinference.block";

	/**
	 * Return the execution of the step.
	 * @return the execution
	 */
	StepExecution stepExecution();

	/**
	 * Run until all items are answered or the step is stopped.
	 * @throws Exception if the step fails or was stopped
	 */
	void run() throws Exception;

	/**
	 * Return the progress of the step.
	 * @return the progress
	 */
	JobProgress progress();

	/**
	 * Send no further request. Those in flight are waited for.
	 */
	void stop();

	/**
	 * Return whether it is a block of a step that another process started.
	 * @return whether it is
	 */
	default boolean isBlock() {
		return stepExecution().getExecutionContext().containsKey(BLOCK);
	}

	/**
	 * Return the name of the step. The blocks of a step share it, as they share their
	 * progress.
	 * @return the name
	 */
	default String name() {
		String name = stepExecution().getStepName();
		return isBlock() ? name.substring(0, name.lastIndexOf(':')) : name;
	}

}
