package com.flexinference.client.message;

import com.flexinference.client.internal.text.ForeignText;

/**
 * Thrown when the arguments that a model gives to a tool cannot be read. The message does
 * not quote them, as they may be confidential.
 */
public class InvalidToolArgumentsException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private static final int MAX_NAME = 100;

	InvalidToolArgumentsException(String tool, String problem) {
		super("The arguments of the tool '" + ForeignText.neutralize(tool, MAX_NAME) + "' cannot be read: " + problem);
	}

}
