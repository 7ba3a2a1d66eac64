package com.flexinference.autoconfigure.template;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;

import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

import com.flexinference.template.FlexInference;

/**
 * Finds {@link FlexInference} annotations of a bean that are wrong, or that its proxy
 * cannot apply. A class proxy extends the type; others implement its interfaces.
 */
record AnnotationChecks(String beanName, Class<?> type, boolean classProxy, FlexInferenceInterceptor interceptor) {

	static boolean isAnnotated(Class<?> type) {
		return AnnotationUtils.isCandidateClass(type, FlexInference.class) && (isAnnotatedType(type)
				|| ReflectionUtils.getUniqueDeclaredMethods(type, AnnotationChecks::isAnnotatedMethod).length > 0);
	}

	void run() {
		boolean annotatedType = isAnnotatedType(this.type);
		if (annotatedType && this.classProxy && Modifier.isFinal(this.type.getModifiers())) {
			throw new InvalidFlexInferenceException(this.beanName, "type " + this.type.getName(),
					"it would have no effect on a final class, which no proxy can extend. Make the class extensible.",
					null);
		}
		ReflectionUtils.doWithMethods(this.type, (method) -> {
			boolean annotated = isAnnotatedMethod(method);
			if (annotated || annotatedType) {
				read(method);
			}
			String obstacle = (annotated || isFinalOfAnnotatedType(method)) ? obstacle(method) : null;
			if (obstacle != null) {
				throw invalid(method, "it would have no effect on " + obstacle + ".", null);
			}
		}, ReflectionUtils.USER_DECLARED_METHODS);
	}

	private void read(Method method) {
		try {
			this.interceptor.scope(method, this.type);
		}
		catch (RuntimeException ex) {
			throw invalid(method, String.valueOf(ex.getMessage()), ex);
		}
	}

	private @Nullable String obstacle(Method method) {
		int modifiers = method.getModifiers();
		if (Modifier.isPrivate(modifiers) || Modifier.isStatic(modifiers)) {
			String modifier = Modifier.isPrivate(modifiers) ? "private" : "static";
			return "a " + modifier + " method, which no proxy can advise. Make it a method that other beans can call";
		}
		if (!this.classProxy) {
			return isOfInterface(method) ? null : "a method that is in no interface, because the proxy of the bean "
					+ "implements its interfaces only. Add the method to an interface, or let Spring proxy the class";
		}
		if (Modifier.isFinal(this.type.getModifiers())) {
			return "a method of a final class, which no proxy can advise. Make the class extensible";
		}
		return Modifier.isFinal(modifiers) ? "a final method, which no proxy can advise. Make it overridable" : null;
	}

	private boolean isFinalOfAnnotatedType(Method method) {
		return this.classProxy && Modifier.isFinal(method.getModifiers()) && !Modifier.isPrivate(method.getModifiers())
				&& !Modifier.isStatic(method.getModifiers()) && isAnnotatedType(method.getDeclaringClass());
	}

	private boolean isOfInterface(Method method) {
		return ClassUtils.getAllInterfacesForClassAsSet(this.type)
			.stream()
			.anyMatch((candidate) -> ClassUtils.hasMethod(candidate, method));
	}

	private static boolean isAnnotatedType(Class<?> type) {
		return AnnotatedElementUtils.hasAnnotation(type, FlexInference.class);
	}

	private static boolean isAnnotatedMethod(Method method) {
		return ReflectionUtils.USER_DECLARED_METHODS.matches(method)
				&& AnnotatedElementUtils.hasAnnotation(method, FlexInference.class);
	}

	private InvalidFlexInferenceException invalid(Method method, String problem, @Nullable Throwable cause) {
		return new InvalidFlexInferenceException(this.beanName,
				"method " + ClassUtils.getQualifiedMethodName(method, this.type), problem, cause);
	}

}
