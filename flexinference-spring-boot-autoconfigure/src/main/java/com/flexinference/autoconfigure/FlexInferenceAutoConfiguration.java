package com.flexinference.autoconfigure;

import java.util.regex.Pattern;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.restclient.RestClientCustomizer;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Scope;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
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
@Import({ StartWithinConverter.class, NamedClientsRegistrar.class })
public final class FlexInferenceAutoConfiguration {

	@Bean
	static PropertyChecks flexInferencePropertyChecks(Environment environment) {
		return new PropertyChecks(environment);
	}

	@Bean
	@ConditionalOnMissingBean
	FlexInferenceConnectionDetails flexInferenceConnectionDetails(FlexInferenceProperties properties) {
		return FlexInferenceConnectionDetails.of(properties.client());
	}

	@Bean
	@ConditionalOnMissingBean
	HttpSettings flexInferenceHttpSettings(FlexInferenceProperties properties, ObjectProvider<SslBundles> sslBundles) {
		return new HttpPropertyMapper(properties.http(), sslBundles.getIfAvailable()).settings();
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

	/**
	 * Applies the {@link RestClientCustomizer} beans to the client, before all other
	 * customizers.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(RestClientCustomizer.class)
	static class RestClientCustomizersConfiguration {

		@Bean
		@Order(Ordered.HIGHEST_PRECEDENCE)
		FlexInferenceClientCustomizer restClientCustomizersFlexInferenceClientCustomizer(
				ObjectProvider<RestClientCustomizer> customizers) {
			return (builder) -> customizers.orderedStream()
				.forEach((customizer) -> builder.restClient(customizer::customize));
		}

	}

	/**
	 * Masks API keys and the password of a proxy in endpoints, even where these show
	 * values.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(SanitizingFunction.class)
	static class SecretsConfiguration {

		private static final Pattern SECRET = Pattern
			.compile("(?i)flexinference[._](?:clients[._].+[._])?(api[-_]?key|http[._]proxy[._]password)");

		@Bean
		SanitizingFunction flexInferenceSanitizingFunction() {
			return SanitizingFunction.sanitizeValue().ifKeyMatches((key) -> SECRET.matcher(key).matches());
		}

	}

}
