package com.flexinference.template.typed;

import com.flexinference.client.message.Answer;

/**
 * Thrown when the limit of tokens was reached before a typed answer was complete.
 */
public final class AnswerTruncatedException extends TypedAnswerException {

	private static final long serialVersionUID = 1L;

	/**
	 * Create an exception.
	 * @param answer the whole answer
	 * @param text what the model wrote
	 */
	public AnswerTruncatedException(Answer answer, String text) {
		super("The answer is not complete (finish reason '" + answer.finishReason()
				+ "'). Allow more tokens with maxTokens.", answer, text);
	}

}
