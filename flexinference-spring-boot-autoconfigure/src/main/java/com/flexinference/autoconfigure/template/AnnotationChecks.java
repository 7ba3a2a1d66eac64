package com.flexinference.autoconfigure.template;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

import com.flexinference.template.FlexInference;

/**
 * Finds {@link FlexInference} annotations of a bean that are wrong, or that a proxy
 * cannot apply.
 *
 * @param beanName the name of the bean
 * @param type the type of the bean
 * @param scopes reads the annotations
 */
record AnnotationChecks(String beanName, Class<?> type, AnnotatedScopes scopes) {

	private static final String ADVICE = " Make it an overridable method that other beans call.";

	/**
	 * Check the bean.
	 * @return whether it has annotations
	 * @throws InvalidFlexInferenceException if one is wrong
	 */
	boolean run() {
		if (ClassUtils.isPrimitiveOrWrapper(this.type) || this.type.getName().startsWith("java.")) {
			return false;
		}
		boolean annotatedType = AnnotatedElementUtils.hasAnnotation(this.type, FlexInference.class);
		List<Method> annotated = new ArrayList<>();
		ReflectionUtils.doWithMethods(this.type, annotated::add,
				(method) -> ReflectionUtils.USER_DECLARED_METHODS.matches(method)
						&& AnnotatedElementUtils.hasAnnotation(method, FlexInference.class));
		if (annotatedType) {
			checkType();
		}
		annotated.forEach(this::checkMethod);
		if (!annotated.isEmpty()) {
			checkCalls(annotated);
		}
		return annotatedType || !annotated.isEmpty();
	}

	private void checkType() {
		if (Modifier.isFinal(this.type.getModifiers()) && ClassUtils.getAllInterfacesForClass(this.type).length == 0) {
			throw new InvalidFlexInferenceException(this.beanName, this.type,
					"it would have no effect on a final class, which no proxy can extend. Make the class extensible.",
					null);
		}
		ReflectionUtils.doWithMethods(this.type, this::read, ReflectionUtils.USER_DECLARED_METHODS);
	}

	private void read(Method method) {
		try {
			this.scopes.get(method, this.type);
		}
		catch (RuntimeException ex) {
			throw invalid(method, String.valueOf(ex.getMessage()), ex);
		}
	}

	private void checkMethod(Method method) {
		read(method);
		int modifiers = method.getModifiers();
		String problem = Modifier.isPrivate(modifiers) ? "private" : Modifier.isStatic(modifiers) ? "static"
				: (Modifier.isFinal(modifiers) || Modifier.isFinal(this.type.getModifiers())) ? "final" : null;
		if (problem != null && !(problem.equals("final") && isOfInterface(method))) {
			throw invalid(method,
					"it would have no effect on a " + problem + " method, which no proxy can advise." + ADVICE, null);
		}
	}

	private boolean isOfInterface(Method method) {
		return ClassUtils.getAllInterfacesForClassAsSet(this.type)
			.stream()
			.anyMatch((candidate) -> ClassUtils.hasMethod(candidate, method));
	}

	private void checkCalls(List<Method> annotated) {
		for (Map.Entry<Method, String> call : SelfInvocations.find(this.type, annotated).entrySet()) {
			throw invalid(call.getKey(),
					"it has no effect when '" + call.getValue()
							+ "' of the same class calls the method, because the call does not go through the proxy."
							+ " Annotate the caller, or move the method to another bean.",
					null);
		}
	}

	private InvalidFlexInferenceException invalid(Method method, String problem, @Nullable Throwable cause) {
		return new InvalidFlexInferenceException(this.beanName, this.type, method, problem, cause);
	}

}
