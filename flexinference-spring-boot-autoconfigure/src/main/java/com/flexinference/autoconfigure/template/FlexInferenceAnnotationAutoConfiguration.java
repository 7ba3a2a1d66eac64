package com.flexinference.autoconfigure.template;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Import;

import com.flexinference.client.FlexInferenceClient;
import com.flexinference.template.FlexInference;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for
 * {@link FlexInference @FlexInference}.
 */
@AutoConfiguration(after = FlexInferenceTemplateAutoConfiguration.class)
@ConditionalOnBean(FlexInferenceClient.class)
@Import(FlexInferencePostProcessor.class)
public final class FlexInferenceAnnotationAutoConfiguration {

}
