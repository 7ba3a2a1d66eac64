package com.flexinference.client.transport;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.routing.DefaultProxyRoutePlanner;
import org.apache.hc.client5.http.impl.routing.SystemDefaultRoutePlanner;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.DefaultHostnameVerifier;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.reactor.ssl.SSLBufferMode;
import org.apache.hc.core5.ssl.SSLContexts;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * Makes Apache's clients: all that they would do by themselves is turned off.
 */
final class ApacheHttpClients {

	/**
	 * As many as are asked for, as with the JDK: a request that waits for a connection
	 * would look like a service that does not answer.
	 */
	private static final int MAX_CONNECTIONS = Integer.MAX_VALUE;

	private static final TimeValue VALIDATE_AFTER = TimeValue.ofMilliseconds(100);

	private ApacheHttpClients() {
	}

	static CloseableHttpClient create(HttpSettings settings) {
		HttpSettings.Proxy proxy = settings.proxy();
		boolean authenticate = proxy != null && proxy.username() != null;
		HttpClientBuilder builder = HttpClientBuilder.create()
			.setConnectionManager(connectionManager(settings))
			.setDefaultRequestConfig(RequestConfig.custom()
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

	private static HttpClientConnectionManager connectionManager(HttpSettings settings) {
		Timeout connectTimeout = Timeout.of(settings.connectTimeoutOrDefault());
		return PoolingHttpClientConnectionManagerBuilder.create()
			.setMaxConnPerRoute(MAX_CONNECTIONS)
			.setMaxConnTotal(MAX_CONNECTIONS)
			.setDefaultConnectionConfig(ConnectionConfig.custom()
				.setConnectTimeout(connectTimeout)
				.setSocketTimeout(Timeout.DISABLED)
				.setValidateAfterInactivity(VALIDATE_AFTER)
				.build())
			.setDefaultTlsConfig(TlsConfig.custom().setHandshakeTimeout(connectTimeout).build())
			.setTlsSocketStrategy(tlsStrategy(settings))
			.build();
	}

	private static DefaultClientTlsStrategy tlsStrategy(HttpSettings settings) {
		SSLContext context = settings.sslContext();
		SSLParameters parameters = settings.sslParameters();
		return new DefaultClientTlsStrategy((context != null) ? context : SSLContexts.createSystemDefault(),
				(parameters != null) ? parameters.getProtocols() : null,
				(parameters != null) ? parameters.getCipherSuites() : null, SSLBufferMode.STATIC,
				HostnameVerificationPolicy.BOTH, new DefaultHostnameVerifier());
	}

}
