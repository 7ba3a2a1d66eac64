package com.flexinference.client.internal.transport;

import java.time.Duration;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.DefaultConnectionKeepAliveStrategy;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.routing.DefaultProxyRoutePlanner;
import org.apache.hc.client5.http.impl.routing.SystemDefaultRoutePlanner;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.DefaultHostnameVerifier;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.reactor.ssl.SSLBufferMode;
import org.apache.hc.core5.ssl.SSLContexts;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

import com.flexinference.client.transport.HttpSettings;

/**
 * Makes Apache's clients and their connection pools. All that they would do by themselves
 * is turned off.
 */
final class ApacheHttpClients {

	/**
	 * The pool itself has no limit: waiting for it would look like a service that does
	 * not answer.
	 */
	private static final int UNLIMITED = Integer.MAX_VALUE;

	private static final Duration KEEP_ALIVE = Duration.ofSeconds(30);

	private static final Duration SHORTEST = Duration.ofMillis(1);

	/**
	 * Longer lines and more headers indicate an attack; by default there is no limit.
	 */
	private static final Http1Config HTTP1 = Http1Config.custom()
		.setMaxLineLength(65536)
		.setMaxHeaderCount(256)
		.build();

	private ApacheHttpClients() {
	}

	static PoolingHttpClientConnectionManager createConnections(HttpSettings settings, Duration connect) {
		Timeout connectTimeout = Timeout.of(connect);
		return PoolingHttpClientConnectionManagerBuilder.create()
			.setMaxConnPerRoute(UNLIMITED)
			.setMaxConnTotal(UNLIMITED)
			.setConnectionFactory(ManagedHttpClientConnectionFactory.builder().http1Config(HTTP1).build())
			.setDefaultConnectionConfig(ConnectionConfig.custom()
				.setConnectTimeout(connectTimeout)
				.setSocketTimeout(Timeout.DISABLED)
				.setValidateAfterInactivity(TimeValue.of(positive(settings.pool().validateAfter())))
				.build())
			.setDefaultTlsConfig(TlsConfig.custom().setHandshakeTimeout(connectTimeout).build())
			.setTlsSocketStrategy(tlsStrategy(settings))
			.build();
	}

	static Duration keepAlive(HttpSettings settings) {
		Duration keepAlive = settings.pool().keepAlive();
		return positive((keepAlive != null) ? keepAlive : KEEP_ALIVE);
	}

	private static Duration positive(@Nullable Duration duration) {
		// Apache takes zero for unlimited.
		return (duration != null && duration.compareTo(SHORTEST) > 0) ? duration : SHORTEST;
	}

	private static DefaultClientTlsStrategy tlsStrategy(HttpSettings settings) {
		SSLContext context = settings.sslContext();
		SSLParameters parameters = settings.sslParameters();
		return new DefaultClientTlsStrategy((context != null) ? context : SSLContexts.createSystemDefault(),
				(parameters != null) ? parameters.getProtocols() : null,
				(parameters != null) ? parameters.getCipherSuites() : null, SSLBufferMode.STATIC,
				HostnameVerificationPolicy.BOTH, new DefaultHostnameVerifier());
	}

	static CloseableHttpClient create(HttpSettings settings, HttpClientConnectionManager connections) {
		HttpSettings.Proxy proxy = settings.proxy();
		boolean authenticate = proxy != null && proxy.username() != null;
		TimeValue keepAlive = TimeValue.of(keepAlive(settings));
		HttpClientBuilder builder = HttpClientBuilder.create()
			.setConnectionManager(connections)
			.setKeepAliveStrategy((response, context) -> {
				TimeValue server = DefaultConnectionKeepAliveStrategy.INSTANCE.getKeepAliveDuration(response, context);
				return (server.compareTo(keepAlive) < 0) ? server : keepAlive;
			})
			.setDefaultRequestConfig(RequestConfig.custom()
				.setConnectionKeepAlive(keepAlive)
				.setResponseTimeout(Timeout.DISABLED)
				.setProtocolUpgradeEnabled(false)
				.setAuthenticationEnabled(authenticate)
				.build())
			.disableAutomaticRetries()
			.disableRedirectHandling()
			.disableContentCompression()
			.disableCookieManagement()
			.disableAuthCaching();
		if (proxy != null) {
			configureProxy(builder, proxy);
		}
		else {
			builder.setRoutePlanner(new SystemDefaultRoutePlanner(null));
		}
		return builder.build();
	}

	private static void configureProxy(HttpClientBuilder builder, HttpSettings.Proxy proxy) {
		HttpHost host = new HttpHost(proxy.host(), proxy.port());
		builder.setRoutePlanner(new DefaultProxyRoutePlanner(host));
		if (proxy.username() != null) {
			char[] password = (proxy.password() != null) ? proxy.password().toCharArray() : new char[0];
			BasicCredentialsProvider credentials = new BasicCredentialsProvider();
			credentials.setCredentials(new AuthScope(host),
					new UsernamePasswordCredentials(proxy.username(), password));
			builder.setDefaultCredentialsProvider(credentials);
		}
	}

}
