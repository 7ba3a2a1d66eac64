package com.flexinference.template.typed;

import com.flexinference.client.message.Answer;

/**
 * Thrown when the model refused to give a typed answer, or a filter stopped it.
 */
public final class AnswerRefusedException extends TypedAnswerException {

	private static final long serialVersionUID = 1L;

	/**
	 * Create an exception.
	 * @param answer the whole answer
	 * @param text what the model said
	 */
	public AnswerRefusedException(Answer answer, String text) {
		super("The model refused to answer (finish reason '" + answer.finishReason() + "')", answer, text);
	}

}
