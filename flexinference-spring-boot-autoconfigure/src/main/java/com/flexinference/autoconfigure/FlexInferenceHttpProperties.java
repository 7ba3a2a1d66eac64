package com.flexinference.autoconfigure;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationUnit;
import org.springframework.util.unit.DataSize;

import com.flexinference.client.transport.TransportKind;

/**
 * Configuration properties for the HTTP client of FlexInference.
 */
public class FlexInferenceHttpProperties {

	/**
	 * HTTP client to use.
	 */
	private @Nullable TransportKind client;

	/**
	 * Whether the JDK's HTTP client may use HTTP/2 for https. By default it uses
	 * HTTP/1.1.
	 */
	private @Nullable Boolean http2;

	/**
	 * Maximum size to log of the body of each request and answer, for debugging. The
	 * logger 'com.flexinference.client.transport.BodyLog' must be at debug level. Bodies
	 * contain prompts and answers and are not logged by default.
	 */
	private @Nullable DataSize bodyLogLimit;

	private final Pool pool = new Pool();

	private final Ssl ssl = new Ssl();

	private final Proxy proxy = new Proxy();

	public @Nullable TransportKind getClient() {
		return this.client;
	}

	public void setClient(@Nullable TransportKind client) {
		this.client = client;
	}

	public @Nullable Boolean getHttp2() {
		return this.http2;
	}

	public void setHttp2(@Nullable Boolean http2) {
		this.http2 = http2;
	}

	public @Nullable DataSize getBodyLogLimit() {
		return this.bodyLogLimit;
	}

	public void setBodyLogLimit(@Nullable DataSize bodyLogLimit) {
		this.bodyLogLimit = bodyLogLimit;
	}

	public Pool getPool() {
		return this.pool;
	}

	public Ssl getSsl() {
		return this.ssl;
	}

	public Proxy getProxy() {
		return this.proxy;
	}

	/**
	 * Connection pool settings.
	 */
	public static class Pool {

		/**
		 * Maximum number of requests and streams that are open at once, unlimited by
		 * default. Other requests wait for at most the connect timeout.
		 */
		private @Nullable Integer maxConnections;

		/**
		 * Time to keep an idle connection, less if the server says so. Only used by
		 * Apache HttpClient.
		 */
		@DurationUnit(ChronoUnit.SECONDS)
		private @Nullable Duration keepAlive;

		/**
		 * Idle time after which a connection is checked before it is used again. Only
		 * used by Apache HttpClient.
		 */
		private @Nullable Duration validateAfter;

		public @Nullable Integer getMaxConnections() {
			return this.maxConnections;
		}

		public void setMaxConnections(@Nullable Integer maxConnections) {
			this.maxConnections = maxConnections;
		}

		public @Nullable Duration getKeepAlive() {
			return this.keepAlive;
		}

		public void setKeepAlive(@Nullable Duration keepAlive) {
			this.keepAlive = keepAlive;
		}

		public @Nullable Duration getValidateAfter() {
			return this.validateAfter;
		}

		public void setValidateAfter(@Nullable Duration validateAfter) {
			this.validateAfter = validateAfter;
		}

	}

	/**
	 * SSL settings.
	 */
	public static class Ssl {

		/**
		 * Name of the SSL bundle to use. New connections follow a bundle that is
		 * reloaded.
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
