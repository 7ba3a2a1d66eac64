package com.flexinference.autoconfigure.actuate;

import java.time.InstantSource;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.SimpleAutowireCandidateResolver;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import com.flexinference.autoconfigure.FlexInferenceAutoConfiguration;
import com.flexinference.client.FlexInferenceClient;
import com.flexinference.template.StartWithinOverride;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for {@link FlexInferenceEndpoint}.
 */
@AutoConfiguration(after = FlexInferenceAutoConfiguration.class,
		afterName = "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration")
@ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
@ConditionalOnAvailableEndpoint(FlexInferenceEndpoint.class)
public final class FlexInferenceEndpointAutoConfiguration {

	@Bean
	@ConditionalOnBean(FlexInferenceClient.class)
	@ConditionalOnMissingBean
	FlexInferenceEndpoint flexInferenceEndpoint(ConfigurableListableBeanFactory beanFactory,
			ObjectProvider<StartWithinOverride> override, ObjectProvider<RecentCallsObservationHandler> recentCalls) {
		return new FlexInferenceEndpoint(
				SimpleAutowireCandidateResolver.resolveAutowireCandidates(beanFactory, FlexInferenceClient.class),
				override.getIfAvailable(), recentCalls.getIfAvailable());
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(MeterRegistry.class)
	static class StatisticsConfiguration {

		@Bean
		@ConditionalOnBean(ObservationRegistry.class)
		RecentCallsObservationHandler flexInferenceRecentCallsObservationHandler(ObjectProvider<InstantSource> clock) {
			return new RecentCallsObservationHandler(clock.getIfUnique(InstantSource::system));
		}

	}

}
