package com.flexinference.autoconfigure.observation;

import io.micrometer.observation.ObservationRegistry;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

import com.flexinference.autoconfigure.FlexInferenceClientCustomizer;
import com.flexinference.autoconfigure.internal.PropertyValues;
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

	private static final Log logger = LogFactory.getLog(FlexInferenceObservationAutoConfiguration.class);

	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE)
	FlexInferenceClientCustomizer observationFlexInferenceClientCustomizer(ObservationRegistry observationRegistry,
			ObjectProvider<FlexInferenceObservationConvention> convention,
			FlexInferenceObservationProperties properties) {
		int content = recordedCharacters(properties);
		return (builder) -> builder.observationRegistry(observationRegistry)
			.observationConvention(convention.getIfAvailable())
			.observationContent(content);
	}

	private static int recordedCharacters(FlexInferenceObservationProperties properties) {
		int length = properties.maxContentLength();
		PropertyValues.check(length > 0, "flexinference.observations.max-content-length", length,
				"At least one character must be recorded. To record none, "
						+ "set 'flexinference.observations.include-content' to false.");
		if (!properties.includeContent()) {
			return 0;
		}
		logger.warn("Prompts and answers are recorded in observations, " + length
				+ " characters of each at most, and may show confidential data in traces and logs. "
				+ "To turn this off, set 'flexinference.observations.include-content' to false.");
		return length;
	}

}
