package com.flexinference.autoconfigure.template;

import java.lang.reflect.Method;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.core.MethodClassKey;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringValueResolver;

import com.flexinference.template.FlexInferenceScope;

/**
 * Runs methods in the scope of their annotation, or of that of their type. Each is read
 * once.
 */
final class FlexInferenceInterceptor implements MethodInterceptor {

	private static final boolean REACTOR = ClassUtils.isPresent("reactor.core.publisher.Flux",
			FlexInferenceInterceptor.class.getClassLoader());

	private final Map<MethodClassKey, Function<InstantSource, FlexInferenceScope>> scopes = new ConcurrentHashMap<>();

	private final StringValueResolver placeholders;

	private final InstantSource clock;

	FlexInferenceInterceptor(StringValueResolver placeholders, InstantSource clock) {
		this.placeholders = placeholders;
		this.clock = clock;
	}

	@Override
	@SuppressWarnings("NullAway") // the bound of a type variable is lost in class files
	public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
		Object target = invocation.getThis();
		Class<?> type = (target != null) ? target.getClass() : invocation.getMethod().getDeclaringClass();
		FlexInferenceScope scope = scope(invocation.getMethod(), ClassUtils.getUserClass(type)).apply(this.clock);
		return FlexInferenceScope.<@Nullable Object, Throwable>with(scope, () -> {
			Object result = invocation.proceed();
			return (REACTOR && result != null) ? ReactiveScope.write(result) : result;
		});
	}

	Function<InstantSource, FlexInferenceScope> scope(Method method, Class<?> type) {
		return this.scopes.computeIfAbsent(new MethodClassKey(method, type), (key) -> FlexInferenceScope
			.ofAnnotations(AopUtils.getMostSpecificMethod(method, type), type, this.placeholders));
	}

}
