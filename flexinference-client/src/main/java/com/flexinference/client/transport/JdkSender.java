package com.flexinference.client.transport;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;

import org.jspecify.annotations.Nullable;

/**
 * Sends one request in the current thread, and aborts it from others.
 * <p>
 * The JDK aborts a blocking call when its thread is interrupted. Its asynchronous call
 * could simply be cancelled, but costs a change of threads that makes small calls half as
 * fast.
 */
final class JdkSender {

	private @Nullable Thread thread = Thread.currentThread();

	private boolean aborted;

	/**
	 * Send the request and wait for the headers of the response.
	 * @param <T> the type of the body
	 * @param client the client
	 * @param request the request
	 * @param handler handles the body
	 * @return the response
	 * @throws IOException if there is no response
	 */
	<T> HttpResponse<T> send(HttpClient client, HttpRequest request, BodyHandler<T> handler) throws IOException {
		try {
			return client.send(request, handler);
		}
		catch (InterruptedException ex) {
			if (!end()) {
				Thread.currentThread().interrupt();
			}
			throw new InterruptedIOException();
		}
		finally {
			end();
		}
	}

	synchronized void abort() {
		if (this.thread != null && !this.thread.isInterrupted()) {
			this.aborted = true;
			this.thread.interrupt();
		}
	}

	/**
	 * From here on the thread is not interrupted any more, and has not been by us.
	 * @return whether the request was aborted
	 */
	private synchronized boolean end() {
		if (this.thread != null && this.aborted) {
			Thread.interrupted();
		}
		this.thread = null;
		return this.aborted;
	}

}
