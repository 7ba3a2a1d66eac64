package com.flexinference.client.transport;

import java.time.Duration;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;
import org.springframework.util.StringUtils;

/**
 * Settings of a transport. A component that is {@code null} is unspecified.
 *
 * @param kind which transport to use, by default {@link TransportKind#AUTO}
 * @param sslContext the context for {@code https}, by default that of the JVM. Host names
 * are verified whatever the context says. A {@link ReplaceableSslContext} can be replaced
 * later
 * @param sslParameters the protocols and cipher suites for {@code https}, by default
 * those of the context
 * @param proxy the proxy, by default what the system properties of the JVM say
 * @param pool how many connections there are, and for how long
 * @param http2 whether {@link TransportKind#JDK} may use HTTP/2 for {@code https}, by
 * default no. The JDK's client then has one connection per host, and requests above the
 * server's limit of streams fail. Before JDK 24 a server that ends a connection
 * gracefully breaks all its streams. {@link TransportKind#APACHE} always uses HTTP/1.1
 * @param bodyLogLimit how many bytes of a body may be logged, at debug level, for
 * debugging; from 1 to {@value #MAX_BODY_LOG}, by default none. Bodies hold prompts and
 * answers
 */
public record HttpSettings(@Nullable TransportKind kind, @Nullable SSLContext sslContext,
		@Nullable SSLParameters sslParameters, @Nullable Proxy proxy, Pool pool, @Nullable Boolean http2,
		@Nullable Integer bodyLogLimit) {

	/**
	 * The most bytes of a body that may be logged.
	 */
	public static final int MAX_BODY_LOG = 1_000_000;

	/**
	 * Create settings with a pool.
	 */
	public HttpSettings {
		Assert.notNull(pool, "'pool' must not be null");
		Assert.isTrue(bodyLogLimit == null || (bodyLogLimit > 0 && bodyLogLimit <= MAX_BODY_LOG),
				() -> "'bodyLogLimit' must be between 1 and " + MAX_BODY_LOG + " but is " + bodyLogLimit);
	}

	/**
	 * Return settings that are all unspecified.
	 * @return the default settings
	 */
	public static HttpSettings defaults() {
		return new HttpSettings(null, null, null, null, Pool.defaults(), null, null);
	}

	/**
	 * Return these settings with another kind of transport.
	 * @param kind the kind, or {@code null} for unspecified
	 * @return new settings
	 */
	public HttpSettings withKind(@Nullable TransportKind kind) {
		return new HttpSettings(kind, this.sslContext, this.sslParameters, this.proxy, this.pool, this.http2,
				this.bodyLogLimit);
	}

	/**
	 * Return these settings with another SSL context and other SSL parameters.
	 * @param sslContext the context, or {@code null} for unspecified
	 * @param sslParameters the parameters, or {@code null} for unspecified
	 * @return new settings
	 */
	public HttpSettings withSsl(@Nullable SSLContext sslContext, @Nullable SSLParameters sslParameters) {
		return new HttpSettings(this.kind, sslContext, sslParameters, this.proxy, this.pool, this.http2,
				this.bodyLogLimit);
	}

	/**
	 * Return these settings with another proxy.
	 * @param proxy the proxy, or {@code null} for unspecified
	 * @return new settings
	 */
	public HttpSettings withProxy(@Nullable Proxy proxy) {
		return new HttpSettings(this.kind, this.sslContext, this.sslParameters, proxy, this.pool, this.http2,
				this.bodyLogLimit);
	}

	/**
	 * Return these settings with another pool.
	 * @param pool the pool
	 * @return new settings
	 */
	public HttpSettings withPool(Pool pool) {
		return new HttpSettings(this.kind, this.sslContext, this.sslParameters, this.proxy, pool, this.http2,
				this.bodyLogLimit);
	}

	/**
	 * Return these settings with or without HTTP/2.
	 * @param http2 whether to use HTTP/2, or {@code null} for unspecified
	 * @return new settings
	 */
	public HttpSettings withHttp2(@Nullable Boolean http2) {
		return new HttpSettings(this.kind, this.sslContext, this.sslParameters, this.proxy, this.pool, http2,
				this.bodyLogLimit);
	}

	/**
	 * Return these settings with another limit of what is logged of a body.
	 * @param bodyLogLimit the limit in bytes, or {@code null} to log nothing
	 * @return new settings
	 */
	public HttpSettings withBodyLogLimit(@Nullable Integer bodyLogLimit) {
		return new HttpSettings(this.kind, this.sslContext, this.sslParameters, this.proxy, this.pool, this.http2,
				bodyLogLimit);
	}

	/**
	 * The connections of a transport. A component that is {@code null} is unspecified.
	 * <p>
	 * The JDK's client has no settings for idle connections: it detects immediately when
	 * a server closes one, and keeps them for 30 seconds, or 20 minutes before JDK 20,
	 * which only the system properties {@code jdk.httpclient.keepalive.timeout} and
	 * {@code jdk.httpclient.keepalive.timeout.h2} change, for all clients of the JVM. So
	 * {@link TransportKind#JDK} supports only {@code maxConnections} and logs a warning
	 * if another value is set.
	 *
	 * @param maxConnections the most exchanges that are open at once, by default
	 * unlimited. If all are in use, a request waits for the timeout
	 * {@link TimeoutKind#CONNECT}, then fails
	 * @param keepAlive how long an idle connection is kept, by default 30 seconds, if the
	 * server does not request a shorter time
	 * @param validateAfter idle time after which a connection is checked before it is
	 * used again, by default 1 millisecond; the check takes about as long
	 */
	public record Pool(@Nullable Integer maxConnections, @Nullable Duration keepAlive,
			@Nullable Duration validateAfter) {

		/**
		 * Create a pool of at least one connection; zero is a duration like any other.
		 */
		public Pool {
			Assert.isTrue(maxConnections == null || maxConnections > 0,
					() -> "'maxConnections' must be greater than zero but is " + maxConnections);
			Assert.isTrue(keepAlive == null || !keepAlive.isNegative(),
					() -> "'keepAlive' must not be negative but is " + keepAlive);
			Assert.isTrue(validateAfter == null || !validateAfter.isNegative(),
					() -> "'validateAfter' must not be negative but is " + validateAfter);
		}

		/**
		 * Return a pool that is all unspecified.
		 * @return the default pool
		 */
		public static Pool defaults() {
			return new Pool(null, null, null);
		}

	}

	/**
	 * An HTTP proxy, optionally with a user name and a password.
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
		 * Return a proxy without a password.
		 * @param host the host name or address
		 * @param port the port
		 * @return the proxy
		 */
		public static Proxy of(String host, int port) {
			return new Proxy(host, port, null, null);
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
