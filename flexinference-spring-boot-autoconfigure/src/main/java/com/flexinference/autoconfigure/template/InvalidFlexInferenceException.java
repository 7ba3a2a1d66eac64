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

	InvalidFlexInferenceException(String beanName, Class<?> type, String problem, @Nullable Throwable cause) {
		super("@FlexInference of bean '" + beanName + "', type " + type.getName() + ": " + problem, cause);
	}

	InvalidFlexInferenceException(String beanName, Class<?> type, Method method, String problem,
			@Nullable Throwable cause) {
		super("@FlexInference of bean '" + beanName + "', method " + ClassUtils.getQualifiedMethodName(method, type)
				+ ": " + problem, cause);
	}

}
