package com.flexinference.batch;

import com.flexinference.batch.progress.JobProgress;

/**
 * A step that runs in this process.
 */
interface RunningStep {

	String stepName();

	long stepExecutionId();

	long jobExecutionId();

	/**
	 * Return whether it has a block of items of a job that another process started.
	 * @return whether it has
	 */
	default boolean isBlock() {
		return false;
	}

	JobProgress progress();

	/**
	 * Send no further request. Those in flight are waited for.
	 */
	void stop();

}
