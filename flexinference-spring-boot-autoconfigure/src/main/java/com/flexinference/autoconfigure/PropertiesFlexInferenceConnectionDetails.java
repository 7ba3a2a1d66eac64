package com.flexinference.autoconfigure;

import org.jspecify.annotations.Nullable;

/**
 * Adapts {@link FlexInferenceClientProperties} to {@link FlexInferenceConnectionDetails}.
 */
record PropertiesFlexInferenceConnectionDetails(
		FlexInferenceClientProperties properties) implements FlexInferenceConnectionDetails {

	@Override
	public @Nullable String getApiKey() {
		return this.properties.apiKey();
	}

	@Override
	public @Nullable String getBaseUrl() {
		return this.properties.baseUrl();
	}

}
