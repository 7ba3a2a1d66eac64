package com.flexinference.autoconfigure;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationUnit;
import org.springframework.util.unit.DataSize;

import com.flexinference.client.transport.TransportKind;

/**
 * Configuration properties for the HTTP client of FlexInference.
 *
 * @param client HTTP client to use.
 * @param http2 Whether the JDK's HTTP client may use HTTP/2 for https. By default it uses
 * HTTP/1.1.
 * @param bodyLogLimit Maximum number of bytes to log of the body of each request and
 * answer, for debugging. The logger 'com.flexinference.client.transport.BodyLog' must be
 * at debug level. Bodies contain prompts and answers and are not logged by default.
 * @param pool Connection pool settings.
 * @param ssl SSL settings.
 * @param proxy HTTP proxy settings.
 */
public record FlexInferenceHttpProperties(@Nullable TransportKind client, @Nullable Boolean http2,
		@Nullable DataSize bodyLogLimit, @DefaultValue Pool pool, @DefaultValue Ssl ssl, @DefaultValue Proxy proxy) {

	/**
	 * Connection pool settings.
	 *
	 * @param maxConnections Maximum number of open requests and streams, unlimited by
	 * default. Further requests wait for at most the connect timeout.
	 * @param keepAlive Time to keep idle connections, if the server does not request a
	 * shorter time. Only used by Apache HttpClient.
	 * @param validateAfter Idle time after which a connection is checked before it is
	 * used again. Only used by Apache HttpClient.
	 */
	public record Pool(@Nullable Integer maxConnections, @DurationUnit(ChronoUnit.SECONDS) @Nullable Duration keepAlive,
			@Nullable Duration validateAfter) {
	}

	/**
	 * SSL settings.
	 *
	 * @param bundle Name of the SSL bundle to use. If the bundle is reloaded, new
	 * connections use it.
	 */
	public record Ssl(@Nullable String bundle) {
	}

	/**
	 * HTTP proxy settings.
	 *
	 * @param host Host of the HTTP proxy.
	 * @param port Port of the HTTP proxy.
	 * @param username User name for the HTTP proxy.
	 * @param password Password for the HTTP proxy. The JDK's HTTP client sends it for
	 * https only if the system property 'jdk.http.auth.tunneling.disabledSchemes' is
	 * empty.
	 */
	public record Proxy(@Nullable String host, @Nullable Integer port, @Nullable String username,
			@Nullable String password) {

		@Override
		public String toString() {
			return "Proxy[host=" + this.host + ", port=" + this.port + "]";
		}

	}

}
