package com.flexinference.autoconfigure;

import org.jspecify.annotations.Nullable;

/**
 * Adapts {@link FlexInferenceClientProperties} to {@link FlexInferenceConnectionDetails}.
 */
class PropertiesFlexInferenceConnectionDetails implements FlexInferenceConnectionDetails {

	private final FlexInferenceClientProperties properties;

	PropertiesFlexInferenceConnectionDetails(FlexInferenceClientProperties properties) {
		this.properties = properties;
	}

	@Override
	public @Nullable String getApiKey() {
		return this.properties.getApiKey();
	}

	@Override
	public @Nullable String getBaseUrl() {
		return this.properties.getBaseUrl();
	}

}
