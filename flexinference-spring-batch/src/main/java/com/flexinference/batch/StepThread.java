package com.flexinference.batch;

import org.springframework.batch.core.scope.context.StepSynchronizationManager;
import org.springframework.batch.core.step.StepExecution;

/**
 * Runs something on another thread than that of its step, with the beans of the scope
 * {@code step} at hand.
 */
final class StepThread {

	private StepThread() {
	}

	static void run(StepExecution stepExecution, Action action) throws Exception {
		StepSynchronizationManager.register(stepExecution);
		try {
			action.run();
		}
		finally {
			StepSynchronizationManager.close();
		}
	}

	/**
	 * What to run.
	 */
	interface Action {

		void run() throws Exception;

	}

}
