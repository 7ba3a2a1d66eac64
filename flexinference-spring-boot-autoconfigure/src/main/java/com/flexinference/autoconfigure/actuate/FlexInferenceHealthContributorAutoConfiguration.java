package com.flexinference.autoconfigure.actuate;

import java.util.LinkedHashMap;
import java.util.Map;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.SimpleAutowireCandidateResolver;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.core.task.SimpleAsyncTaskExecutor;

import com.flexinference.autoconfigure.FlexInferenceAutoConfiguration;
import com.flexinference.autoconfigure.internal.PropertyValues;
import com.flexinference.client.FlexInferenceClient;
import com.flexinference.template.StartWithinOverride;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for
 * {@link FlexInferenceHealthIndicator}.
 */
@AutoConfiguration(after = FlexInferenceAutoConfiguration.class)
@ConditionalOnClass({ HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class })
@ConditionalOnBean(FlexInferenceClient.class)
@ConditionalOnEnabledHealthIndicator("flexinference")
@EnableConfigurationProperties(FlexInferenceHealthProperties.class)
public final class FlexInferenceHealthContributorAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(name = { "flexinferenceHealthIndicator", "flexinferenceHealthContributor" })
	HealthContributor flexinferenceHealthContributor(ConfigurableListableBeanFactory beanFactory,
			FlexInferenceHealthProperties properties, ObjectProvider<StartWithinOverride> override) {
		PropertyValues.checkTimeout("flexinference.health.timeout", properties.timeout());
		PropertyValues.checkTime("flexinference.health.time-to-live", properties.timeToLive());
		Map<String, HealthIndicator> indicators = new LinkedHashMap<>();
		SimpleAutowireCandidateResolver.resolveAutowireCandidates(beanFactory, FlexInferenceClient.class)
			.forEach((name, client) -> indicators.put(name,
					new FlexInferenceHealthIndicator(client, properties, override.getIfAvailable())));
		if (indicators.size() == 1) {
			return indicators.values().iterator().next();
		}
		SimpleAsyncTaskExecutor executor = new SimpleAsyncTaskExecutor("flexinference-health-");
		executor.setDaemon(true);
		return new ConcurrentHealth(indicators, executor);
	}

}
