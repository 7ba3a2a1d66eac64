package com.flexinference.client;

import org.jspecify.annotations.Nullable;

import com.flexinference.client.message.Answer;

/**
 * Thrown when a stream reported a failure, was cut before its end, or was not a stream
 * (docs/wire-contract.md, section 10.6).
 */
public final class StreamFailedException extends FlexInferenceResponseException {

	private static final long serialVersionUID = 1L;

	private final Answer partial;

	StreamFailedException(ErrorAnswer failure, Answer partial, @Nullable Throwable cause) {
		super(failure, cause);
		this.partial = partial;
	}

	/**
	 * Return the part of the answer that arrived.
	 * @return the answer so far, never complete
	 */
	public Answer partial() {
		return this.partial;
	}

}
