package com.flexinference.autoconfigure.actuate;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.SimpleAutowireCandidateResolver;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

import com.flexinference.autoconfigure.FlexInferenceAutoConfiguration;
import com.flexinference.autoconfigure.template.FlexInferenceTemplateAutoConfiguration;
import com.flexinference.client.FlexInferenceClient;
import com.flexinference.template.StartWithinOverride;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for {@link FlexInferenceEndpoint}.
 */
@AutoConfiguration(after = { FlexInferenceAutoConfiguration.class, FlexInferenceTemplateAutoConfiguration.class,
		CallStatisticsAutoConfiguration.class })
@ConditionalOnClass({ Endpoint.class, ConditionalOnAvailableEndpoint.class })
@ConditionalOnAvailableEndpoint(FlexInferenceEndpoint.class)
public final class FlexInferenceEndpointAutoConfiguration {

	@Bean
	@ConditionalOnBean(FlexInferenceClient.class)
	@ConditionalOnMissingBean
	FlexInferenceEndpoint flexInferenceEndpoint(ConfigurableListableBeanFactory beanFactory,
			ObjectProvider<StartWithinOverride> override, ObjectProvider<CallStatistics> statistics) {
		return new FlexInferenceEndpoint(
				SimpleAutowireCandidateResolver.resolveAutowireCandidates(beanFactory, FlexInferenceClient.class),
				override.getIfAvailable(), statistics.getIfAvailable());
	}

}
