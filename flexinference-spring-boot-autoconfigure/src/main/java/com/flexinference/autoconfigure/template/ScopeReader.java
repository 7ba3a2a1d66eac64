package com.flexinference.autoconfigure.template;

import java.lang.reflect.Method;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import org.springframework.aop.support.AopUtils;
import org.springframework.core.MethodClassKey;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringValueResolver;

import com.flexinference.template.FlexInferenceScope;

/**
 * The scopes of methods, each read once: that of the annotation of the method, then that
 * of the type.
 */
final class ScopeReader {

	private final Map<MethodClassKey, Function<InstantSource, FlexInferenceScope>> scopes = new ConcurrentHashMap<>();

	private final StringValueResolver resolver;

	ScopeReader(StringValueResolver resolver) {
		this.resolver = resolver;
	}

	Function<InstantSource, FlexInferenceScope> get(Method method, Class<?> type) {
		Class<?> userType = ClassUtils.getUserClass(type);
		return this.scopes.computeIfAbsent(new MethodClassKey(method, userType), (key) -> read(method, userType));
	}

	private Function<InstantSource, FlexInferenceScope> read(Method method, Class<?> type) {
		return FlexInferenceScope.ofAnnotations(AopUtils.getMostSpecificMethod(method, type), type, this.resolver);
	}

}
