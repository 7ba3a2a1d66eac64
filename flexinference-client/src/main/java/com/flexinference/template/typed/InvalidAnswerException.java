package com.flexinference.template.typed;

import java.lang.reflect.Type;

import com.flexinference.client.message.Answer;

/**
 * Thrown when an answer is not JSON of the requested type.
 */
public final class InvalidAnswerException extends TypedAnswerException {

	private static final long serialVersionUID = 1L;

	/**
	 * Create an exception.
	 * @param answer the whole answer
	 * @param text what the model said
	 * @param type the requested type
	 * @param problem why the text cannot be read as that type
	 */
	public InvalidAnswerException(Answer answer, String text, Type type, String problem) {
		super("The answer cannot be read as " + type.getTypeName() + ": " + problem + ". Its text is in text().",
				answer, text);
	}

}
