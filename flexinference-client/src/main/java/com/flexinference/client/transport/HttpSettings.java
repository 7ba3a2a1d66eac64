package com.flexinference.client.transport;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.util.Assert;
import org.springframework.util.StringUtils;

/**
 * Settings of a transport. A component that is {@code null} is unspecified.
 *
 * @param kind which transport to use, by default {@link HttpTransport.Kind#AUTO}
 * @param connectTimeout the limit of {@link Clock#CONNECT}, by default 10 seconds
 * @param sslContext the context for {@code https}, by default that of the JVM. Host names
 * are verified whatever the context says
 * @param sslParameters the protocols and cipher suites for {@code https}, by default
 * those of the context
 * @param proxy the proxy, by default what the system properties of the JVM say
 */
public record HttpSettings(HttpTransport.@Nullable Kind kind, @Nullable Duration connectTimeout,
		@Nullable SSLContext sslContext, @Nullable SSLParameters sslParameters, @Nullable Proxy proxy) {

	private static final HttpSettings DEFAULTS = new HttpSettings(null, null, null, null, null);

	/**
	 * Create settings; the connect timeout is greater than zero or unspecified.
	 */
	public HttpSettings {
		new Timeouts(connectTimeout, null, null, null);
	}

	/**
	 * Return settings that are all unspecified.
	 * @return the default settings
	 */
	public static HttpSettings defaults() {
		return DEFAULTS;
	}

	/**
	 * Return these settings with another kind of transport.
	 * @param kind the kind, or {@code null} for unspecified
	 * @return new settings
	 */
	public HttpSettings withKind(HttpTransport.@Nullable Kind kind) {
		return new HttpSettings(kind, this.connectTimeout, this.sslContext, this.sslParameters, this.proxy);
	}

	/**
	 * Return these settings with another connect timeout.
	 * @param connectTimeout the timeout, or {@code null} for unspecified
	 * @return new settings
	 */
	public HttpSettings withConnectTimeout(@Nullable Duration connectTimeout) {
		return new HttpSettings(this.kind, connectTimeout, this.sslContext, this.sslParameters, this.proxy);
	}

	/**
	 * Return these settings with another SSL context and other SSL parameters.
	 * @param sslContext the context, or {@code null} for unspecified
	 * @param sslParameters the parameters, or {@code null} for unspecified
	 * @return new settings
	 */
	public HttpSettings withSsl(@Nullable SSLContext sslContext, @Nullable SSLParameters sslParameters) {
		return new HttpSettings(this.kind, this.connectTimeout, sslContext, sslParameters, this.proxy);
	}

	/**
	 * Return these settings with another proxy.
	 * @param proxy the proxy, or {@code null} for unspecified
	 * @return new settings
	 */
	public HttpSettings withProxy(@Nullable Proxy proxy) {
		return new HttpSettings(this.kind, this.connectTimeout, this.sslContext, this.sslParameters, proxy);
	}

	Duration connectTimeoutOrDefault() {
		Duration timeout = Timeouts.none().withConnect(this.connectTimeout).orElse(Timeouts.defaults()).connect();
		Assert.state(timeout != null, "No default connect timeout");
		return timeout;
	}

	/**
	 * An HTTP proxy, maybe one that asks for a user name and a password.
	 * <p>
	 * The JDK's client sends passwords by the Basic scheme to a proxy for {@code https}
	 * only if the system property {@code jdk.http.auth.tunneling.disabledSchemes} is set
	 * to an empty value. Apache HttpClient has no such restriction.
	 *
	 * @param host the host name or address
	 * @param port the port
	 * @param username the user name, or {@code null} for none
	 * @param password the password, or {@code null} for none; not shown by
	 * {@link #toString()}
	 */
	public record Proxy(String host, int port, @Nullable String username, @Nullable String password) {

		/**
		 * Create a proxy with a host and a port between 1 and 65535.
		 */
		public Proxy {
			Assert.isTrue(StringUtils.hasText(host), "'host' must not be empty");
			Assert.isTrue(port > 0 && port < 65536, () -> "'port' must be between 1 and 65535 but is " + port);
		}

		/**
		 * Return a proxy that asks for no password.
		 * @param host the host name or address
		 * @param port the port
		 * @return the proxy
		 */
		public static Proxy of(String host, int port) {
			return new Proxy(host, port, null, null);
		}

		@Nullable String basicAuthorization() {
			if (this.username == null) {
				return null;
			}
			String password = (this.password != null) ? this.password : "";
			return "Basic " + HttpHeaders.encodeBasicAuth(this.username, password, StandardCharsets.UTF_8);
		}

		/**
		 * Return a description without the password.
		 */
		@Override
		public String toString() {
			String user = (this.username != null) ? this.username + ":****@" : "";
			return "Proxy[" + user + this.host + ":" + this.port + "]";
		}

	}

}
