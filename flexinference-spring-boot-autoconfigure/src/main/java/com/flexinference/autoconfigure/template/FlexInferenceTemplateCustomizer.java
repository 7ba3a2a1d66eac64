package com.flexinference.autoconfigure.template;

import com.flexinference.template.FlexInferenceTemplate;

/**
 * Callback interface that can be implemented by beans wishing to further customize the
 * {@link FlexInferenceTemplate.Builder} before a {@link FlexInferenceTemplate} is built.
 */
@FunctionalInterface
public interface FlexInferenceTemplateCustomizer {

	/**
	 * Customize the {@link FlexInferenceTemplate.Builder}.
	 * @param builder the builder to customize
	 */
	void customize(FlexInferenceTemplate.Builder builder);

}
