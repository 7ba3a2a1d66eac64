package com.flexinference.batch.progress;

/**
 * Receives the progress of a job. It is called by the thread of the step and should
 * return at once.
 */
public interface ProgressListener {

	/**
	 * Called about once a second.
	 * @param progress the current progress
	 */
	default void progressed(JobProgress progress) {
	}

	/**
	 * Called at the end of the execution, however it ends.
	 * @param report the report of the execution
	 */
	default void ended(JobReport report) {
	}

}
