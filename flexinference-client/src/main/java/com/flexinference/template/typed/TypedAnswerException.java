package com.flexinference.template.typed;

import com.flexinference.client.FlexInferenceException;
import com.flexinference.client.message.Answer;

/**
 * Base of the exceptions thrown when an answer is not of the requested type. The message
 * does not repeat the text, which may be confidential, and there is no cause that does.
 */
public abstract class TypedAnswerException extends FlexInferenceException {

	private static final long serialVersionUID = 1L;

	private final transient Answer answer;

	private final String text;

	TypedAnswerException(String message, Answer answer, String text) {
		super(message, null);
		this.answer = answer;
		this.text = text;
	}

	/**
	 * Return the whole answer, with usage and cost.
	 * @return the answer
	 */
	public Answer answer() {
		return this.answer;
	}

	/**
	 * Return what the model said instead of a valid answer.
	 * @return the text, empty if there is none
	 */
	public String text() {
		return this.text;
	}

}
