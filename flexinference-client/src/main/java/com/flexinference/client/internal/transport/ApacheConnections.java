package com.flexinference.client.internal.transport;

import java.time.Duration;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.DefaultHostnameVerifier;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.reactor.ssl.SSLBufferMode;
import org.apache.hc.core5.ssl.SSLContexts;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

import com.flexinference.client.transport.HttpSettings;

/**
 * Makes the connection pools of Apache's clients.
 */
final class ApacheConnections {

	/**
	 * The pool itself has no limit: waiting for it would look like a service that does
	 * not answer.
	 */
	private static final int UNLIMITED = Integer.MAX_VALUE;

	private static final Duration KEEP_ALIVE = Duration.ofSeconds(30);

	private static final Duration VALIDATE_AFTER = Duration.ofMillis(100);

	private static final Duration SHORTEST = Duration.ofMillis(1);

	/**
	 * Longer lines and more headers are no answer but an attack; by default there is no
	 * limit.
	 */
	private static final Http1Config HTTP1 = Http1Config.custom()
		.setMaxLineLength(65536)
		.setMaxHeaderCount(256)
		.build();

	private ApacheConnections() {
	}

	static PoolingHttpClientConnectionManager create(HttpSettings settings, Duration connect) {
		Timeout connectTimeout = Timeout.of(connect);
		return PoolingHttpClientConnectionManagerBuilder.create()
			.setMaxConnPerRoute(UNLIMITED)
			.setMaxConnTotal(UNLIMITED)
			.setConnectionFactory(ManagedHttpClientConnectionFactory.builder().http1Config(HTTP1).build())
			.setDefaultConnectionConfig(ConnectionConfig.custom()
				.setConnectTimeout(connectTimeout)
				.setSocketTimeout(Timeout.DISABLED)
				.setValidateAfterInactivity(TimeValue.of(validateAfter(settings)))
				.build())
			.setDefaultTlsConfig(TlsConfig.custom().setHandshakeTimeout(connectTimeout).build())
			.setTlsSocketStrategy(tlsStrategy(settings))
			.build();
	}

	static Duration keepAlive(HttpSettings settings) {
		Duration keepAlive = settings.pool().keepAlive();
		return (keepAlive != null) ? positive(keepAlive) : KEEP_ALIVE;
	}

	private static Duration validateAfter(HttpSettings settings) {
		Duration validateAfter = settings.pool().validateAfter();
		return (validateAfter != null) ? positive(validateAfter) : VALIDATE_AFTER;
	}

	private static Duration positive(Duration duration) {
		// Apache takes zero for unlimited.
		return (duration.compareTo(SHORTEST) > 0) ? duration : SHORTEST;
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
