package com.flexinference.batch.item;

/**
 * Thrown when a job has given up more items than it may. It can be started again.
 */
public class FailureLimitExceededException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	/**
	 * Create an instance.
	 * @param limit how many items may be given up
	 */
	public FailureLimitExceededException(long limit) {
		super("More than " + limit + " items were given up, which is the failure limit. Look for the reason in the"
				+ " column 'detail' of the table 'flex_answer', then start the job again, or raise 'failureLimit'.");
	}

}
