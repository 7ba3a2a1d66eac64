package com.flexinference.template;

import io.micrometer.context.ThreadLocalAccessor;

/**
 * Propagates the scope to other threads with Micrometer's context propagation.
 */
public final class ScopeAccessor implements ThreadLocalAccessor<FlexInferenceScope> {

	/**
	 * The key of the scope in a context snapshot.
	 */
	public static final String KEY = "flexinference.scope";

	@Override
	public Object key() {
		return KEY;
	}

	@Override
	public FlexInferenceScope getValue() {
		return FlexInferenceScope.current();
	}

	@Override
	public void setValue(FlexInferenceScope scope) {
		FlexInferenceScope.bind(scope);
	}

	@Override
	public void setValue() {
		FlexInferenceScope.bind(FlexInferenceScope.NONE);
	}

}
