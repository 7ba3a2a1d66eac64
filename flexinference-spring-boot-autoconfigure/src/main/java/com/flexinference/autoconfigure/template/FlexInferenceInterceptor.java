package com.flexinference.autoconfigure.template;

import java.time.InstantSource;

import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

import com.flexinference.template.FlexInferenceScope;

/**
 * Runs methods in the scope of their annotation.
 */
final class FlexInferenceInterceptor implements MethodInterceptor {

	private static final boolean REACTOR = ClassUtils.isPresent("reactor.core.publisher.Flux",
			FlexInferenceInterceptor.class.getClassLoader());

	private final ScopeReader scopes;

	private final InstantSource clock;

	FlexInferenceInterceptor(ScopeReader scopes, InstantSource clock) {
		this.scopes = scopes;
		this.clock = clock;
	}

	@Override
	@SuppressWarnings("NullAway") // the bound of a type variable is lost in class files
	public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
		Object target = invocation.getThis();
		Class<?> type = (target != null) ? target.getClass() : invocation.getMethod().getDeclaringClass();
		FlexInferenceScope scope = this.scopes.get(invocation.getMethod(), type).apply(this.clock);
		return FlexInferenceScope.<@Nullable Object, Throwable>with(scope, () -> {
			Object result = invocation.proceed();
			return (REACTOR && result != null) ? ReactiveScope.write(result) : result;
		});
	}

}
