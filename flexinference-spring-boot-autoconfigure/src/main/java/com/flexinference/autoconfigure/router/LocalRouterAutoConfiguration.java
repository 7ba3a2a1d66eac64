package com.flexinference.autoconfigure.router;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.env.Environment;

import com.flexinference.autoconfigure.FlexInferenceAutoConfiguration;
import com.flexinference.autoconfigure.FlexInferenceConnectionDetails;
import com.flexinference.autoconfigure.FlexInferenceProperties;
import com.flexinference.client.ApiKeySource;
import com.flexinference.router.LocalRouter;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for {@link LocalRouter}, the
 * embedded default of the service. The bean of the router is {@code null} if an
 * application that was processed ahead of time runs where none stands in.
 */
@AutoConfiguration(before = FlexInferenceAutoConfiguration.class)
@ConditionalOnClass(LocalRouter.class)
@ConditionalOnProperty(name = "flexinference.local-router.enabled", matchIfMissing = true)
@ConditionalOnMissingBean(FlexInferenceConnectionDetails.class)
@EnableConfigurationProperties({ FlexInferenceProperties.class, LocalRouterProperties.class })
public final class LocalRouterAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean({ LocalRouter.class, ApiKeySource.class })
	@Conditional(OnStandInCondition.class)
	@Nullable LocalRouter localRouter(LocalRouterProperties properties, Environment environment) {
		StandIn standIn = StandIn.of(environment);
		boolean standsIn = !standIn.processed() || standIn.obstacle() == null;
		return standsIn ? LocalRouterStarter.start(properties, standIn.test()) : null;
	}

	@Bean
	@ConditionalOnSingleCandidate(LocalRouter.class)
	FlexInferenceConnectionDetails localRouterConnectionDetails(ObjectProvider<LocalRouter> localRouter,
			FlexInferenceProperties properties) {
		LocalRouter router = localRouter.getIfAvailable();
		return (router != null) ? new LocalRouterConnectionDetails(router)
				: FlexInferenceConnectionDetails.of(properties.client());
	}

}
