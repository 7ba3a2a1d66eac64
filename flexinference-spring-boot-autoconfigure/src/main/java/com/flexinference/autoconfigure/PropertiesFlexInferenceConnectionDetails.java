package com.flexinference.autoconfigure;

import org.jspecify.annotations.Nullable;

/**
 * Adapts {@link FlexInferenceProperties} to {@link FlexInferenceConnectionDetails}.
 */
class PropertiesFlexInferenceConnectionDetails implements FlexInferenceConnectionDetails {

	private final FlexInferenceProperties properties;

	PropertiesFlexInferenceConnectionDetails(FlexInferenceProperties properties) {
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
