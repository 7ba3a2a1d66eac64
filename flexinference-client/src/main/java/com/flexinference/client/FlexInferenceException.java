package com.flexinference.client;

import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

import com.flexinference.client.internal.text.ForeignCause;
import com.flexinference.client.internal.text.ForeignText;

/**
 * Base of all exceptions of the client.
 */
public abstract class FlexInferenceException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private static final int MAX_MESSAGE = 10_000;

	private final AtomicInteger attempts = new AtomicInteger();

	/**
	 * Create an exception. Its message, and those of its causes, are on one line, without
	 * API keys.
	 * @param message what went wrong
	 * @param cause what caused it, or {@code null}
	 */
	protected FlexInferenceException(String message, @Nullable Throwable cause) {
		super(ForeignText.neutralize(message, MAX_MESSAGE), ForeignCause.neutralize(cause));
	}

	/**
	 * Return how often the client tried to send the request; more than once only if
	 * {@link FlexInferenceClient.Builder#maxAttempts(int)} allows it.
	 * @return the number of attempts, 0 if there was none
	 */
	public final int attempts() {
		return this.attempts.get();
	}

	final void attempts(int attempts) {
		this.attempts.set(attempts);
	}

}
