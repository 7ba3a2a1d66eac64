package com.flexinference.autoconfigure;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.restclient.RestClientCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Applies the {@link RestClientCustomizer} beans to the client, before all other
 * customizers.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(RestClientCustomizer.class)
class RestClientCustomizersConfiguration {

	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE)
	FlexInferenceClientCustomizer restClientCustomizersFlexInferenceClientCustomizer(
			ObjectProvider<RestClientCustomizer> customizers) {
		return (builder) -> customizers.orderedStream()
			.forEach((customizer) -> builder.restClient(customizer::customize));
	}

}
