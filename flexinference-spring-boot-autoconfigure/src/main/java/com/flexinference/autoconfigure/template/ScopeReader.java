package com.flexinference.autoconfigure.template;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.springframework.aop.support.AopUtils;
import org.springframework.core.MethodClassKey;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringValueResolver;

import com.flexinference.template.AnnotatedScope;

/**
 * The scopes of methods, each read once.
 */
final class ScopeReader {

	private final Map<MethodClassKey, AnnotatedScope> scopes = new ConcurrentHashMap<>();

	private final StringValueResolver resolver;

	ScopeReader(StringValueResolver resolver) {
		this.resolver = resolver;
	}

	/**
	 * Return the scope of a method: its own annotation's, then that of the type.
	 * @param method the method, maybe of an interface
	 * @param type the type of the bean
	 * @return the scope
	 * @throws RuntimeException if an annotation is wrong
	 */
	AnnotatedScope get(Method method, Class<?> type) {
		Class<?> userType = ClassUtils.getUserClass(type);
		return this.scopes.computeIfAbsent(new MethodClassKey(method, userType), (key) -> read(method, userType));
	}

	private AnnotatedScope read(Method method, Class<?> type) {
		Method specific = AopUtils.getMostSpecificMethod(method, type);
		return AnnotatedScope.of(specific, this.resolver)
			.orElse(AnnotatedScope.of(type, this.resolver))
			.of(ClassUtils.getShortName(type) + "." + method.getName());
	}

}
