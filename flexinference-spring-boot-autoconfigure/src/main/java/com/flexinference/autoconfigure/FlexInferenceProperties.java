package com.flexinference.autoconfigure;

import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;

import com.flexinference.client.StartWithin;

/**
 * Configuration properties for FlexInference.
 *
 * @param apiKey API key, created on https://www.flexinference.com/dashboard.
 * @param baseUrl Base URL of the service, with or without '/v1' at the end.
 * @param model Model of requests that do not set one.
 * @param startWithin Time that requests can wait to start, if they do not set it: a
 * duration from 5 seconds to 10 minutes, 'default', 'priority', 'auto', or 'key-default'
 * for the default of the API key.
 * @param maxTokens Maximum number of tokens to generate, for requests that do not set it.
 * @param temperature Sampling temperature of requests that do not set it.
 * @param timeout Timeouts.
 * @param allowInsecureHttp Whether to allow a base URL with plain http to another host.
 * The API key is then sent without encryption.
 * @param retry Retries by the client.
 * @param http Settings of the HTTP client.
 * @param clients Additional clients by bean name. Values that a client does not set are
 * inherited from the first client, except for the API key.
 */
@ConfigurationProperties("flexinference")
public record FlexInferenceProperties(@Nullable String apiKey, @Nullable String baseUrl, @Nullable String model,
		@Nullable StartWithin startWithin, @Nullable Integer maxTokens, @Nullable Double temperature,
		@NestedConfigurationProperty @DefaultValue FlexInferenceClientProperties.Timeout timeout,
		boolean allowInsecureHttp, @DefaultValue Retry retry,
		@NestedConfigurationProperty @DefaultValue FlexInferenceHttpProperties http,
		@DefaultValue Map<String, FlexInferenceClientProperties> clients) {

	/**
	 * Return the properties of the first client.
	 * @return those that further clients have as well
	 */
	public FlexInferenceClientProperties client() {
		return new FlexInferenceClientProperties(this.apiKey, this.baseUrl, this.model, this.startWithin,
				this.maxTokens, this.temperature, this.timeout);
	}

	@Override
	public String toString() {
		return "FlexInferenceProperties[client=" + client() + ", clients=" + this.clients + "]";
	}

	/**
	 * Retries by the client.
	 *
	 * @param maxAttempts Maximum number of times to send a request. It is sent again only
	 * if no connection was established, or if the service answered with status 429 or 503
	 * and marked the error as retryable.
	 */
	public record Retry(@Nullable Integer maxAttempts) {
	}

}
