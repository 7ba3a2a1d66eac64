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

	private final String subject;

	private final String problem;

	InvalidFlexInferenceException(String beanName, Class<?> type, String problem, @Nullable Throwable cause) {
		this("bean '" + beanName + "', type " + type.getName(), problem, cause);
	}

	InvalidFlexInferenceException(String beanName, Class<?> type, Method method, String problem,
			@Nullable Throwable cause) {
		this("bean '" + beanName + "', method " + ClassUtils.getQualifiedMethodName(method, type), problem, cause);
	}

	private InvalidFlexInferenceException(String subject, String problem, @Nullable Throwable cause) {
		super("@FlexInference of " + subject + ": " + problem, cause);
		this.subject = subject;
		this.problem = problem;
	}

	String subject() {
		return this.subject;
	}

	String problem() {
		return this.problem;
	}

}
