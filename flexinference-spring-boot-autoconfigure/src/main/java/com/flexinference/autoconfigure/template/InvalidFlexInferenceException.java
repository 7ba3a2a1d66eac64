package com.flexinference.autoconfigure.template;

import java.lang.reflect.Method;

import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

import com.flexinference.template.FlexInference;

/**
 * Thrown on start-up when a {@link FlexInference} annotation is wrong, or would have no
 * effect.
 */
class InvalidFlexInferenceException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String method;

	private final String problem;

	InvalidFlexInferenceException(Class<?> type, Method method, String problem, @Nullable Throwable cause) {
		this(ClassUtils.getQualifiedMethodName(method, type), problem, cause);
	}

	private InvalidFlexInferenceException(String method, String problem, @Nullable Throwable cause) {
		super("@FlexInference for " + method + ": " + problem, cause);
		this.method = method;
		this.problem = problem;
	}

	String method() {
		return this.method;
	}

	String problem() {
		return this.problem;
	}

}
