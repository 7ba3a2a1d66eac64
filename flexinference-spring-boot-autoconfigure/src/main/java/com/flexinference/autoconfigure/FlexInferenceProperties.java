package com.flexinference.autoconfigure;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

import com.flexinference.client.StartWithin;
import com.flexinference.client.transport.HttpTransport;

/**
 * Configuration properties for FlexInference.
 */
@ConfigurationProperties("flexinference")
public class FlexInferenceProperties {

	/**
	 * API key, made on https://www.flexinference.com/dashboard.
	 */
	private @Nullable String apiKey;

	/**
	 * Base URL of the service, with or without '/v1' at its end.
	 */
	private @Nullable String baseUrl;

	/**
	 * Whether to allow a base URL of plain http to another host than this one. It sends
	 * the API key without encryption.
	 */
	private boolean allowInsecureHttp;

	/**
	 * Model of a request, unless it names one itself.
	 */
	private @Nullable String model;

	/**
	 * Time that a request can wait to start, unless it says so itself: a duration from 5
	 * seconds to 10 minutes, 'default', 'priority', 'auto', or 'key-default' to leave it
	 * to the API key.
	 */
	private @Nullable StartWithin startWithin;

	private final Timeout timeout = new Timeout();

	private final Retry retry = new Retry();

	private final Http http = new Http();

	public @Nullable String getApiKey() {
		return this.apiKey;
	}

	public void setApiKey(@Nullable String apiKey) {
		this.apiKey = apiKey;
	}

	public @Nullable String getBaseUrl() {
		return this.baseUrl;
	}

	public void setBaseUrl(@Nullable String baseUrl) {
		this.baseUrl = baseUrl;
	}

	public boolean isAllowInsecureHttp() {
		return this.allowInsecureHttp;
	}

	public void setAllowInsecureHttp(boolean allowInsecureHttp) {
		this.allowInsecureHttp = allowInsecureHttp;
	}

	public @Nullable String getModel() {
		return this.model;
	}

	public void setModel(@Nullable String model) {
		this.model = model;
	}

	public @Nullable StartWithin getStartWithin() {
		return this.startWithin;
	}

	public void setStartWithin(@Nullable StartWithin startWithin) {
		this.startWithin = startWithin;
	}

	public Timeout getTimeout() {
		return this.timeout;
	}

	public Retry getRetry() {
		return this.retry;
	}

	public Http getHttp() {
		return this.http;
	}

	/**
	 * Timeouts.
	 */
	public static class Timeout {

		/**
		 * Maximum time to open a connection.
		 */
		private @Nullable Duration connect;

		/**
		 * Maximum time until an answer starts. A request that races the flex tier is
		 * given at least its duration and 30 seconds.
		 */
		private @Nullable Duration start;

		/**
		 * Maximum silence within a streamed answer.
		 */
		private @Nullable Duration idle;

		/**
		 * Maximum time from the start to the end of an answer that is not streamed.
		 */
		private @Nullable Duration total;

		public @Nullable Duration getConnect() {
			return this.connect;
		}

		public void setConnect(@Nullable Duration connect) {
			this.connect = connect;
		}

		public @Nullable Duration getStart() {
			return this.start;
		}

		public void setStart(@Nullable Duration start) {
			this.start = start;
		}

		public @Nullable Duration getIdle() {
			return this.idle;
		}

		public void setIdle(@Nullable Duration idle) {
			this.idle = idle;
		}

		public @Nullable Duration getTotal() {
			return this.total;
		}

		public void setTotal(@Nullable Duration total) {
			this.total = total;
		}

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

	/**
	 * HTTP client settings.
	 */
	public static class Http {

		/**
		 * HTTP client to use.
		 */
		private HttpTransport.@Nullable Kind client;

		private final Ssl ssl = new Ssl();

		private final Proxy proxy = new Proxy();

		public HttpTransport.@Nullable Kind getClient() {
			return this.client;
		}

		public void setClient(HttpTransport.@Nullable Kind client) {
			this.client = client;
		}

		public Ssl getSsl() {
			return this.ssl;
		}

		public Proxy getProxy() {
			return this.proxy;
		}

	}

	/**
	 * SSL settings.
	 */
	public static class Ssl {

		/**
		 * Name of the SSL bundle to use.
		 */
		private @Nullable String bundle;

		public @Nullable String getBundle() {
			return this.bundle;
		}

		public void setBundle(@Nullable String bundle) {
			this.bundle = bundle;
		}

	}

	/**
	 * HTTP proxy settings.
	 */
	public static class Proxy {

		/**
		 * Host of the HTTP proxy.
		 */
		private @Nullable String host;

		/**
		 * Port of the HTTP proxy.
		 */
		private @Nullable Integer port;

		/**
		 * User name for the HTTP proxy.
		 */
		private @Nullable String username;

		/**
		 * Password for the HTTP proxy. The JDK's HTTP client sends it for https only if
		 * the system property 'jdk.http.auth.tunneling.disabledSchemes' is empty.
		 */
		private @Nullable String password;

		public @Nullable String getHost() {
			return this.host;
		}

		public void setHost(@Nullable String host) {
			this.host = host;
		}

		public @Nullable Integer getPort() {
			return this.port;
		}

		public void setPort(@Nullable Integer port) {
			this.port = port;
		}

		public @Nullable String getUsername() {
			return this.username;
		}

		public void setUsername(@Nullable String username) {
			this.username = username;
		}

		public @Nullable String getPassword() {
			return this.password;
		}

		public void setPassword(@Nullable String password) {
			this.password = password;
		}

	}

}
