package com.flexinference.client;

/**
 * Thrown when a client cannot be built from its configuration. The message never contains
 * a secret.
 */
public final class InvalidConfigurationException extends FlexInferenceException {

	private static final long serialVersionUID = 1L;

	private final String property;

	private final String problem;

	private final String action;

	/**
	 * Create an exception.
	 * @param property the name of the property at fault
	 * @param problem a sentence that says what is wrong, without a secret
	 * @param action a sentence that says how to fix it
	 */
	public InvalidConfigurationException(String property, String problem, String action) {
		super(problem + " " + action, null);
		this.property = property;
		this.problem = problem;
		this.action = action;
	}

	/**
	 * Return the setting at fault.
	 * @return the name of a property, such as {@code flexinference.api-key}
	 */
	public String property() {
		return this.property;
	}

	/**
	 * Return what is wrong.
	 * @return a sentence
	 */
	public String problem() {
		return this.problem;
	}

	/**
	 * Return how to fix it.
	 * @return a sentence
	 */
	public String action() {
		return this.action;
	}

}
