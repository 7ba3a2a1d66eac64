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
	 * Whether to allow a base URL of plain http to another host than this one. It sends
	 * the API key without encryption.
	 */
	private boolean allowInsecureHttp;

	private final Retry retry = new Retry();

	@NestedConfigurationProperty
	private final FlexInferenceHttpProperties http = new FlexInferenceHttpProperties();

	/**
	 * Further clients, by the name of their bean. They inherit what they do not set from
	 * the properties of the first client, except the API key.
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

	public FlexInferenceHttpProperties getHttp() {
		return this.http;
	}

	public Map<String, FlexInferenceClientProperties> getClients() {
		return this.clients;
	}

	/**
	 * Retries by the client.
	 */
	public static class Retry {

		/**
		 * Maximum number of times to send a request. It is sent again only if there was
		 * no connection, or if the service refused it with status 429 or 503 and says
		 * that it can be sent again.
		 */
		private @Nullable Integer maxAttempts;

		public @Nullable Integer getMaxAttempts() {
			return this.maxAttempts;
		}

		public void setMaxAttempts(@Nullable Integer maxAttempts) {
			this.maxAttempts = maxAttempts;
		}

	}

}
