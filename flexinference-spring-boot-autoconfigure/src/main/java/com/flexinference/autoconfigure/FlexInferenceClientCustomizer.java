package com.flexinference.autoconfigure;

import com.flexinference.client.FlexInferenceClient;

/**
 * Callback interface that can be implemented by beans wishing to further customize the
 * {@link FlexInferenceClient.Builder} before a {@link FlexInferenceClient} is built.
 */
@FunctionalInterface
public interface FlexInferenceClientCustomizer {

	/**
	 * Customize the {@link FlexInferenceClient.Builder}.
	 * @param builder the builder to customize
	 */
	void customize(FlexInferenceClient.Builder builder);

}
