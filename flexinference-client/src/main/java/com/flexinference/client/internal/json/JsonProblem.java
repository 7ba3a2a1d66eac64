package com.flexinference.client.internal.json;

import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.DatabindException;

/**
 * Describes what Jackson could not read. Its own messages quote what they stumble over,
 * which may be confidential, so that it is no cause of our exceptions either.
 */
public final class JsonProblem {

	private JsonProblem() {
	}

	/**
	 * Describe a failure without what failed.
	 * @param failure the failure
	 * @return the rest of a sentence, such as {@code it is no JSON at …}
	 */
	public static String describe(JacksonException failure) {
		if (failure instanceof StreamConstraintsException) {
			return failure.getOriginalMessage();
		}
		if (failure instanceof DatabindException || failure instanceof InputCoercionException) {
			return "it does not fit the type"
					+ (failure.getPath().isEmpty() ? "" : " at " + failure.getPathReference());
		}
		boolean duplicate = String.valueOf(failure.getOriginalMessage()).startsWith("Duplicate");
		return (duplicate ? "it has a property twice" : "it is no JSON") + position(failure);
	}

	static String position(JacksonException failure) {
		TokenStreamLocation location = failure.getLocation();
		// A limit of the parser that is exceeded has no position.
		if (location == null) {
			return "";
		}
		return (location.getByteOffset() < 0 && location.getCharOffset() >= 0)
				? " at character offset: #" + location.getCharOffset() : " at " + location.offsetDescription();
	}

}
