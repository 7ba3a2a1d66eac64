package com.flexinference.autoconfigure.template;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

import com.flexinference.template.FlexInferenceScope;

/**
 * Carries the current scope to calls that a publisher makes when it is subscribed to.
 */
final class ReactiveScope {

	private ReactiveScope() {
	}

	static Object write(Object result) {
		FlexInferenceScope scope = FlexInferenceScope.current();
		if (result instanceof Flux<?> flux) {
			return flux.contextWrite((context) -> write(context, scope));
		}
		if (result instanceof Mono<?> mono) {
			return mono.contextWrite((context) -> write(context, scope));
		}
		return result;
	}

	private static Context write(Context context, FlexInferenceScope scope) {
		FlexInferenceScope outer = context.<FlexInferenceScope>getOrEmpty(FlexInferenceScope.Accessor.KEY)
			.orElse(FlexInferenceScope.NONE);
		return context.put(FlexInferenceScope.Accessor.KEY, scope.inside(outer));
	}

}
