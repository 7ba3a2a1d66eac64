package com.flexinference.client.message;

/**
 * Thrown when the arguments that a model gives to a tool cannot be read. The message does
 * not quote them, as they may be confidential.
 */
public class InvalidToolArgumentsException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	InvalidToolArgumentsException(String tool, String problem) {
		super("The arguments of the tool '" + printable(tool) + "' cannot be read: " + problem);
	}

	private static String printable(String tool) {
		return tool.replaceAll("[^\\p{L}\\p{N}_.:-]", "?");
	}

}
