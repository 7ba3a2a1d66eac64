package com.flexinference.autoconfigure.template;

import com.flexinference.client.FlexInferenceClient;
import com.flexinference.template.FlexInferenceTemplate;

/**
 * Creates templates that are set up by the properties and beans of the application.
 */
@FunctionalInterface
interface TemplateFactory {

	FlexInferenceTemplate create(FlexInferenceClient client);

}
