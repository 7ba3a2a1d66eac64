package com.flexinference.autoconfigure.router;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

import com.flexinference.autoconfigure.FlexInferenceConnectionDetails;
import com.flexinference.router.LocalRouter;

/**
 * Adapts {@link LocalRouter} to {@link FlexInferenceConnectionDetails}. Without a router
 * they are those of the properties.
 */
class LocalRouterConnectionDetails implements FlexInferenceConnectionDetails {

	private final @Nullable LocalRouter router;

	private final Environment environment;

	LocalRouterConnectionDetails(@Nullable LocalRouter router, Environment environment) {
		this.router = router;
		this.environment = environment;
	}

	@Override
	public @Nullable String getApiKey() {
		return (this.router != null) ? "flex_local" : property("flexinference.api-key");
	}

	@Override
	public @Nullable String getBaseUrl() {
		return (this.router != null) ? this.router.baseUrl().toString() : property("flexinference.base-url");
	}

	private @Nullable String property(String name) {
		return Binder.get(this.environment).bind(name, String.class).orElse(null);
	}

}
