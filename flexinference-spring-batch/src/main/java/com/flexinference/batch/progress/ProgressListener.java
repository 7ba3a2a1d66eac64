package com.flexinference.batch.progress;

/**
 * Receives the progress of a job. It is called by the thread of the step and should
 * return at once.
 */
public interface ProgressListener {

	/**
	 * Called about once a second.
	 * @param progress how far the execution is
	 */
	default void progressed(JobProgress progress) {
	}

	/**
	 * Called at the end of the execution, however it ends.
	 * @param report what it has done
	 */
	default void ended(JobReport report) {
	}

}
