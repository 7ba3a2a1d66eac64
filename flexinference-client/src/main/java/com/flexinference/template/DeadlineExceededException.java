package com.flexinference.template;

import com.flexinference.client.FlexInferenceException;

/**
 * Thrown before any I/O when no time is left for a call. The message says how the time
 * was spent.
 */
public final class DeadlineExceededException extends FlexInferenceException {

	private static final long serialVersionUID = 1L;

	DeadlineExceededException(Deadline deadline) {
		super("No time is left for the call. " + deadline.describe(), null);
	}

}
