package com.flexinference.client.internal.transport;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * One client of the JDK. Where it may find HTTP/2, few requests connect at a time, and
 * not many wait for an answer.
 * <p>
 * Requests that come at once would each open a connection, of which all but one are
 * thrown away: a hundred handshakes for one connection. The others wait, but not for
 * long: the service may be slow to connect, or speak HTTP/1.1.
 * <p>
 * Until the server has told how many streams it allows, the JDK opens as many as it is
 * asked for. The server refuses the rest, and may take so many for an attack and end the
 * connection with all its streams.
 */
final class JdkClient {

	/**
	 * The message of the JDK for a connection that is full.
	 */
	private static final String FULL = "too many concurrent streams";

	private static final int CONNECTING = 4;

	/**
	 * As many streams as RFC 9113, section 6.5.2, asks servers to allow at least.
	 */
	private static final int UNANSWERED = 100;

	private static final long PATIENCE = TimeUnit.SECONDS.toMillis(2);

	private final HttpClient client;

	private final Semaphore connecting = new Semaphore(CONNECTING);

	private final Semaphore unanswered = new Semaphore(UNANSWERED);

	private volatile boolean mayShare;

	JdkClient(HttpClient client) {
		this.client = client;
		this.mayShare = client.version() == HttpClient.Version.HTTP_2;
	}

	HttpClient client() {
		return this.client;
	}

	<T> HttpResponse<T> send(JdkRequest request, BodyHandler<T> handler) throws IOException, InterruptedException {
		if (!this.mayShare) {
			return this.client.send(request.request(), handler);
		}
		if (!this.unanswered.tryAcquire()) {
			throw new IOException(FULL);
		}
		try {
			HttpResponse<T> response = connect(request, handler);
			this.mayShare = response.version() == HttpClient.Version.HTTP_2;
			return response;
		}
		finally {
			this.unanswered.release();
		}
	}

	private <T> HttpResponse<T> connect(JdkRequest request, BodyHandler<T> handler)
			throws IOException, InterruptedException {
		if (request.tellsConnected() && this.connecting.tryAcquire(PATIENCE, TimeUnit.MILLISECONDS)) {
			request.onConnected(this.connecting::release);
		}
		try {
			return this.client.send(request.request(), handler);
		}
		finally {
			request.connected();
		}
	}

	/**
	 * Return whether nothing has been sent since too many requests were under way.
	 * @param failure why a request failed
	 * @return whether another client may take it
	 */
	static boolean isFull(IOException failure) {
		return FULL.equals(failure.getMessage());
	}

}
