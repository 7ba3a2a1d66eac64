package com.flexinference.client.transport;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * One client of the JDK. Where it may find HTTP/2, few requests connect at a time.
 * <p>
 * Requests that come at once would each open a connection, of which all but one are
 * thrown away: a hundred handshakes for one connection. The others wait, but not for
 * long: the service may be slow to connect, or speak HTTP/1.1.
 */
final class JdkClient {

	private static final int CONNECTING = 4;

	private static final long PATIENCE = TimeUnit.SECONDS.toMillis(2);

	private final HttpClient client;

	private final Semaphore connecting = new Semaphore(CONNECTING);

	private volatile boolean mayShare;

	JdkClient(HttpClient client) {
		this.client = client;
		this.mayShare = client.version() == HttpClient.Version.HTTP_2;
	}

	HttpClient client() {
		return this.client;
	}

	<T> HttpResponse<T> send(JdkRequest request, BodyHandler<T> handler) throws IOException, InterruptedException {
		HttpRequest jdkRequest = request.request();
		if (!this.mayShare || !request.tellsConnected()
				|| !this.connecting.tryAcquire(PATIENCE, TimeUnit.MILLISECONDS)) {
			return this.client.send(jdkRequest, handler);
		}
		request.onConnected(this.connecting::release);
		try {
			HttpResponse<T> response = this.client.send(jdkRequest, handler);
			this.mayShare = response.version() == HttpClient.Version.HTTP_2;
			return response;
		}
		finally {
			request.connected();
		}
	}

}
