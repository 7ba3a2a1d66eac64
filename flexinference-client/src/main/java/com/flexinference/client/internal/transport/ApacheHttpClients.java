package com.flexinference.client.internal.transport;

import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.DefaultConnectionKeepAliveStrategy;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.routing.DefaultProxyRoutePlanner;
import org.apache.hc.client5.http.impl.routing.SystemDefaultRoutePlanner;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

import com.flexinference.client.transport.HttpSettings;

/**
 * Makes Apache's clients: all that they would do by themselves is turned off.
 */
final class ApacheHttpClients {

	private ApacheHttpClients() {
	}

	static CloseableHttpClient create(HttpSettings settings, HttpClientConnectionManager connections) {
		HttpSettings.Proxy proxy = settings.proxy();
		boolean authenticate = proxy != null && proxy.username() != null;
		TimeValue keepAlive = TimeValue.of(ApacheConnections.keepAlive(settings));
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
