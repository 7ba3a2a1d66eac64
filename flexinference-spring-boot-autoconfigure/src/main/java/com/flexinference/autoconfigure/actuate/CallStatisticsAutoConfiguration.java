package com.flexinference.autoconfigure.actuate;

import java.time.InstantSource;

import io.micrometer.observation.ObservationRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for {@link CallStatistics}, which
 * listens where calls are observed.
 */
@AutoConfiguration(
		afterName = "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration")
@ConditionalOnClass(Endpoint.class)
@ConditionalOnBean(ObservationRegistry.class)
public final class CallStatisticsAutoConfiguration {

	@Bean
	CallStatistics flexInferenceCallStatistics(ObjectProvider<InstantSource> clock) {
		return new CallStatistics(clock.getIfUnique(InstantSource::system));
	}

}
