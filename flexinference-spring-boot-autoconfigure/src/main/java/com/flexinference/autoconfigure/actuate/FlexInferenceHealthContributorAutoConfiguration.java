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
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.core.task.SimpleAsyncTaskExecutor;

import com.flexinference.autoconfigure.FlexInferenceAutoConfiguration;
import com.flexinference.autoconfigure.template.FlexInferenceTemplateAutoConfiguration;
import com.flexinference.client.FlexInferenceClient;
import com.flexinference.template.StartWithinOverride;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for
 * {@link FlexInferenceHealthIndicator}.
 */
@AutoConfiguration(after = { FlexInferenceAutoConfiguration.class, FlexInferenceTemplateAutoConfiguration.class,
		CallStatisticsAutoConfiguration.class })
@ConditionalOnClass({ HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class })
@ConditionalOnBean(FlexInferenceClient.class)
@ConditionalOnEnabledHealthIndicator("flexinference")
@EnableConfigurationProperties(FlexInferenceHealthProperties.class)
public final class FlexInferenceHealthContributorAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(name = { "flexinferenceHealthIndicator", "flexinferenceHealthContributor" })
	HealthContributor flexinferenceHealthContributor(ConfigurableListableBeanFactory beanFactory,
			FlexInferenceHealthProperties properties, ObjectProvider<StartWithinOverride> override,
			ObjectProvider<CallStatistics> statistics) {
		check(properties);
		Map<String, FlexInferenceHealthIndicator> indicators = new LinkedHashMap<>();
		SimpleAutowireCandidateResolver.resolveAutowireCandidates(beanFactory, FlexInferenceClient.class)
			.forEach((name, client) -> indicators.put(name, new FlexInferenceHealthIndicator(client, properties,
					override.getIfAvailable(), statistics.getIfAvailable())));
		if (indicators.size() == 1) {
			return indicators.values().iterator().next();
		}
		SimpleAsyncTaskExecutor executor = new SimpleAsyncTaskExecutor("flexinference-health-");
		executor.setDaemon(true);
		return new ConcurrentHealth(indicators, executor);
	}

	private static void check(FlexInferenceHealthProperties properties) {
		if (properties.getTimeout().isZero() || properties.getTimeout().isNegative()) {
			throw new InvalidConfigurationPropertyValueException("flexinference.health.timeout",
					properties.getTimeout(), "A timeout must be greater than zero.");
		}
		if (properties.getTimeToLive().isNegative()) {
			throw new InvalidConfigurationPropertyValueException("flexinference.health.time-to-live",
					properties.getTimeToLive(), "A time must not be negative.");
		}
	}

}
