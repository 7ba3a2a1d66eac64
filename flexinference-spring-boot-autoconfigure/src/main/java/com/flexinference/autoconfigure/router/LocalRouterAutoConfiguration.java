package com.flexinference.autoconfigure.router;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;

import com.flexinference.autoconfigure.FlexInferenceAutoConfiguration;
import com.flexinference.autoconfigure.FlexInferenceConnectionDetails;
import com.flexinference.client.ApiKeySource;
import com.flexinference.router.LocalRouter;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for {@link LocalRouter}, the
 * embedded default of the service.
 */
@AutoConfiguration(before = FlexInferenceAutoConfiguration.class)
@ConditionalOnClass(LocalRouter.class)
@ConditionalOnBooleanProperty(name = "flexinference.local-router.enabled", matchIfMissing = true)
@ConditionalOnMissingBean(FlexInferenceConnectionDetails.class)
@EnableConfigurationProperties(LocalRouterProperties.class)
public final class LocalRouterAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean({ LocalRouter.class, ApiKeySource.class })
	@Conditional(OnNoServiceCondition.class)
	LocalRouter localRouter(LocalRouterProperties properties) {
		return LocalRouterStarter.start(properties);
	}

	@Bean
	@ConditionalOnSingleCandidate(LocalRouter.class)
	LocalRouterConnectionDetails localRouterConnectionDetails(LocalRouter router) {
		return new LocalRouterConnectionDetails(router);
	}

}
