package com.flexinference.client.internal.transport;

import java.time.Duration;

import com.flexinference.client.transport.HttpSettings;

/**
 * Creates transports whose connect timeout does not matter.
 */
final class TestTransports {

	private TestTransports() {
	}

	static HttpTransport create(HttpSettings settings) {
		return HttpTransport.create(settings, Duration.ofSeconds(10));
	}

}
