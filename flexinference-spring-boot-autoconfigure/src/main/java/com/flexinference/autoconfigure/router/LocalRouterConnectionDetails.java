package com.flexinference.autoconfigure.router;

import com.flexinference.autoconfigure.FlexInferenceConnectionDetails;
import com.flexinference.router.LocalRouter;

/**
 * Adapts {@link LocalRouter} to {@link FlexInferenceConnectionDetails}, for all clients.
 */
record LocalRouterConnectionDetails(LocalRouter router) implements FlexInferenceConnectionDetails {

	@Override
	public String getApiKey() {
		return "flex_local";
	}

	@Override
	public String getBaseUrl() {
		return this.router.baseUrl().toString();
	}

	@Override
	public FlexInferenceConnectionDetails forClient(String name) {
		return this;
	}

}
