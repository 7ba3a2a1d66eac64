package com.flexinference.client.internal.transport;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/**
 * A request of the JDK that tells when there is a connection for it, which the JDK itself
 * does not: that is when its body is asked for.
 */
final class JdkRequest {

	private final HttpRequest request;

	private final boolean tellsConnected;

	private final AtomicReference<@Nullable Runnable> onConnected = new AtomicReference<>();

	JdkRequest(HttpRequest.Builder builder, String method, BodyPublisher body) {
		this.tellsConnected = body.contentLength() > 0;
		this.request = builder.method(method, this.tellsConnected ? new Body(body) : body).build();
	}

	HttpRequest request() {
		return this.request;
	}

	/**
	 * Return whether a connection can be told.
	 * @return {@code false} for a request without a body
	 */
	boolean tellsConnected() {
		return this.tellsConnected;
	}

	void onConnected(Runnable action) {
		this.onConnected.set(action);
	}

	/**
	 * Run the action, once.
	 */
	void connected() {
		Runnable action = this.onConnected.getAndSet(null);
		if (action != null) {
			action.run();
		}
	}

	private final class Body implements BodyPublisher {

		private final BodyPublisher body;

		Body(BodyPublisher body) {
			this.body = body;
		}

		@Override
		public long contentLength() {
			return this.body.contentLength();
		}

		@Override
		public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
			connected();
			this.body.subscribe(subscriber);
		}

	}

}
