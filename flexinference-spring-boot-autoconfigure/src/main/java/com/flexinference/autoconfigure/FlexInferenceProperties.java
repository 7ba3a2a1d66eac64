package com.flexinference.autoconfigure;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;

/**
 * Configuration properties for FlexInference.
 */
@ConfigurationProperties("flexinference")
public class FlexInferenceProperties extends FlexInferenceClientProperties {

	/**
	 * Whether to allow a base URL with plain http to another host. The API key is then
	 * sent without encryption.
	 */
	private boolean allowInsecureHttp;

	private Retry retry = new Retry(null);

	@NestedConfigurationProperty
	private FlexInferenceHttpProperties http = FlexInferenceHttpProperties.defaults();

	/**
	 * Additional clients by bean name. Values that a client does not set are inherited
	 * from the first client, except for the API key.
	 */
	private final Map<String, FlexInferenceClientProperties> clients = new LinkedHashMap<>();

	public boolean isAllowInsecureHttp() {
		return this.allowInsecureHttp;
	}

	public void setAllowInsecureHttp(boolean allowInsecureHttp) {
		this.allowInsecureHttp = allowInsecureHttp;
	}

	public Retry getRetry() {
		return this.retry;
	}

	public void setRetry(Retry retry) {
		this.retry = retry;
	}

	public FlexInferenceHttpProperties getHttp() {
		return this.http;
	}

	public void setHttp(FlexInferenceHttpProperties http) {
		this.http = http;
	}

	public Map<String, FlexInferenceClientProperties> getClients() {
		return this.clients;
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
