package com.flexinference.autoconfigure.observation;

import io.micrometer.observation.ObservationRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

import com.flexinference.autoconfigure.FlexInferenceClientCustomizer;
import com.flexinference.client.observation.FlexInferenceObservationConvention;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the observations of the client.
 * A {@link FlexInferenceObservationConvention} bean changes their names and keys.
 */
@AutoConfiguration(
		afterName = "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration")
@ConditionalOnBean(ObservationRegistry.class)
@EnableConfigurationProperties(FlexInferenceObservationProperties.class)
public final class FlexInferenceObservationAutoConfiguration {

	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE)
	FlexInferenceClientCustomizer observationFlexInferenceClientCustomizer(ObservationRegistry observationRegistry,
			ObjectProvider<FlexInferenceObservationConvention> convention,
			FlexInferenceObservationProperties properties) {
		int content = RecordedContent.maxCharacters(properties);
		return (builder) -> builder.observationRegistry(observationRegistry)
			.observationConvention(convention.getIfAvailable())
			.observationContent(content);
	}

}
