package com.flexinference.template;

import tools.jackson.databind.JavaType;

import com.flexinference.client.format.Answer;

/**
 * Thrown when an answer is not JSON of the type that was asked for.
 */
public final class InvalidAnswerException extends TypedAnswerException {

	private static final long serialVersionUID = 1L;

	InvalidAnswerException(Answer answer, String text, JavaType type, String problem) {
		super("The answer cannot be read as " + type.toCanonical() + ": " + problem + ". Its text is in text().",
				answer, text);
	}

}
