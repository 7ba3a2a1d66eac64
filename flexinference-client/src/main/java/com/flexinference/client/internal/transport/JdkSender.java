package com.flexinference.client.internal.transport;

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

	private @Nullable Thread thread;

	private boolean aborted;

	private boolean interrupted;

	<T> HttpResponse<T> send(HttpClient client, HttpRequest request, BodyHandler<T> handler) throws IOException {
		begin();
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
		this.aborted = true;
		if (this.thread != null && !this.thread.isInterrupted()) {
			this.interrupted = true;
			this.thread.interrupt();
		}
	}

	private synchronized void begin() throws InterruptedIOException {
		if (this.aborted) {
			throw new InterruptedIOException();
		}
		this.thread = Thread.currentThread();
	}

	/**
	 * From here on the thread is not interrupted any more, and has not been by us.
	 * @return whether it was
	 */
	private synchronized boolean end() {
		if (this.thread != null && this.interrupted) {
			Thread.interrupted();
		}
		this.thread = null;
		return this.interrupted;
	}

}
