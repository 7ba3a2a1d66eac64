package com.flexinference.autoconfigure.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.micrometer.metrics.MaximumAllowableTagsMeterFilter;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

import com.flexinference.autoconfigure.FlexInferenceClientCustomizer;
import com.flexinference.autoconfigure.internal.PropertyValues;
import com.flexinference.client.FlexRequest;
import com.flexinference.client.observation.FlexInferenceObservationDocumentation.LowCardinalityKeyNames;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the meters of the client, in
 * addition to the timer that Spring Boot makes of its observations.
 */
@AutoConfiguration(
		afterName = { "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration",
				"org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration" })
@ConditionalOnClass({ MeterRegistry.class, MaximumAllowableTagsMeterFilter.class })
@ConditionalOnBean({ MeterRegistry.class, ObservationRegistry.class })
@EnableConfigurationProperties(FlexInferenceMetricsProperties.class)
public final class FlexInferenceMetricsAutoConfiguration {

	@Bean
	CallMeters flexInferenceCallMeters(MeterRegistry registry) {
		return new CallMeters(registry);
	}

	@Bean
	@Order(0)
	MaximumAllowableTagsMeterFilter flexInferenceModelsMeterFilter(FlexInferenceMetricsProperties properties) {
		PropertyValues.check(properties.maxModels() > 0, "flexinference.metrics.max-models", properties.maxModels(),
				"At least one model must have meters.");
		return new MaximumAllowableTagsMeterFilter("flexinference.client", LowCardinalityKeyNames.MODEL.asString(),
				properties.maxModels(),
				"Check whether users can choose the model. See 'flexinference.metrics.max-models'.");
	}

	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE)
	@ConditionalOnBooleanProperty(name = "flexinference.metrics.include-cost", matchIfMissing = true)
	FlexInferenceClientCustomizer includeCostFlexInferenceClientCustomizer() {
		FlexRequest includeCost = FlexRequest.of((request) -> request.includeCost(true));
		return (builder) -> builder.defaults(includeCost);
	}

}
