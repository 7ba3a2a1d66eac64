package com.flexinference.benchmarks.peer;

import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;

/**
 * Creates Apache's client with enough connections: by default there are five.
 */
final class ApacheClients {

	private static final int CONNECTIONS = 2000;

	private ApacheClients() {
	}

	static CloseableHttpClient create() {
		return HttpClients.custom()
			.setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
				.setMaxConnPerRoute(CONNECTIONS)
				.setMaxConnTotal(CONNECTIONS)
				.build())
			.build();
	}

}
