package com.flexinference.autoconfigure;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Scope;
import org.springframework.core.env.Environment;

import com.flexinference.client.ApiKeySource;
import com.flexinference.client.FlexInferenceClient;
import com.flexinference.client.transport.HttpSettings;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for {@link FlexInferenceClient}.
 * <p>
 * The properties {@code flexinference.clients} describe further clients. For clients that
 * no property describes, there is a {@link FlexInferenceClient.Builder} bean with the
 * {@code prototype} scope: each injection point receives a builder of its own. An
 * {@link ApiKeySource} bean supplies the API key in place of properties and connection
 * details.
 */
@AutoConfiguration
@EnableConfigurationProperties(FlexInferenceProperties.class)
@Import({ StartWithinConverter.class, RestClientCustomizersConfiguration.class, NamedClientsRegistrar.class })
public final class FlexInferenceAutoConfiguration {

	@Bean
	static PropertyChecks flexInferencePropertyChecks(Environment environment) {
		return new PropertyChecks(environment);
	}

	@Bean
	@ConditionalOnMissingBean
	FlexInferenceConnectionDetails flexInferenceConnectionDetails(FlexInferenceProperties properties) {
		return FlexInferenceConnectionDetails.of(properties);
	}

	@Bean
	@ConditionalOnMissingBean
	HttpSettings flexInferenceHttpSettings(FlexInferenceProperties properties, ObjectProvider<SslBundles> sslBundles) {
		return new HttpPropertyMapper(properties.getHttp(), sslBundles.getIfAvailable()).settings();
	}

	@Bean
	@Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
	@ConditionalOnMissingBean
	FlexInferenceClient.Builder flexInferenceClientBuilder(FlexInferenceConnectionDetails connectionDetails,
			FlexInferenceProperties properties, HttpSettings httpSettings, ObjectProvider<ApiKeySource> apiKeySource,
			ObjectProvider<FlexInferenceClientCustomizer> customizers) {
		FlexInferenceClient.Builder builder = new ClientPropertyMapper(properties, httpSettings)
			.builder(connectionDetails);
		apiKeySource.ifAvailable(builder::apiKey);
		customizers.orderedStream().forEach((customizer) -> customizer.customize(builder));
		return builder;
	}

	@Bean
	@ConditionalOnMissingBean
	FlexInferenceClient flexInferenceClient(FlexInferenceClient.Builder builder, FlexInferenceProperties properties,
			ApplicationContext context) {
		ContradictingSettings.warn(properties, context);
		return builder.build();
	}

}
