package com.flexinference.batch.progress;

/**
 * Is told how far a job is. The thread of the step calls it, which should go on at once.
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
