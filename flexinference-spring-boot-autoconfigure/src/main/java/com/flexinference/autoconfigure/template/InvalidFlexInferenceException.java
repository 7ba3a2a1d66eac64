package com.flexinference.autoconfigure.template;

import org.jspecify.annotations.Nullable;

import com.flexinference.template.FlexInference;

/**
 * Thrown on start-up when a {@link FlexInference} annotation is wrong, or would have no
 * effect.
 */
class InvalidFlexInferenceException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	InvalidFlexInferenceException(String beanName, String place, String problem, @Nullable Throwable cause) {
		super("@FlexInference of bean '" + beanName + "', " + place + ": " + problem, cause);
	}

}
