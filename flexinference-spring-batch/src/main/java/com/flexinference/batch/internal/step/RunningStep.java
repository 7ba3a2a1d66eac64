package com.flexinference.batch.internal.step;

import org.springframework.batch.core.step.StepExecution;

import com.flexinference.batch.progress.JobProgress;

/**
 * A step that runs in this process.
 */
public interface RunningStep {

	/** The entry of a step's execution context that has the number of its block. */
	String BLOCK = "flexinference.block";

	StepExecution stepExecution();

	void run() throws Exception;

	JobProgress progress();

	/**
	 * Send no further request. Those in flight are waited for.
	 */
	void stop();

	default boolean isBlock() {
		return stepExecution().getExecutionContext().containsKey(BLOCK);
	}

	// The blocks of a step share its name, as they share their progress.
	default String name() {
		String name = stepExecution().getStepName();
		return isBlock() ? name.substring(0, name.lastIndexOf(':')) : name;
	}

}
