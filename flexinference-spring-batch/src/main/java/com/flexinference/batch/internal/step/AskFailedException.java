package com.flexinference.batch.internal.step;

import org.jspecify.annotations.Nullable;

import com.flexinference.client.FlexInferenceException;

/**
 * The failure of an item for an unexpected reason, such as a function of the user that
 * fails.
 */
final class AskFailedException extends FlexInferenceException {

	private static final long serialVersionUID = 1L;

	AskFailedException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

	static AskFailedException of(String what, Throwable cause) {
		if (cause instanceof AskFailedException known) {
			return known;
		}
		// Without memory, for example, no item can be processed.
		if (cause instanceof VirtualMachineError error && !(cause instanceof StackOverflowError)) {
			throw error;
		}
		return new AskFailedException(what + ": " + cause, cause);
	}

}
