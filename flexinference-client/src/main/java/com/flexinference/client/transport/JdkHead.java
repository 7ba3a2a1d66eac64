package com.flexinference.client.transport;

import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * Takes the head of a response from the JDK's client, and begins to take its body.
 * <p>
 * The JDK's own publisher would begin only later, which costs a change of threads that
 * makes small calls half as fast. On the other hand the JDK forgets the head when the
 * connection breaks right after it.
 */
final class JdkHead implements BodyHandler<JdkBody> {

	private final JdkBody body = new JdkBody();

	private volatile @Nullable ResponseInfo info;

	@Override
	public BodySubscriber<JdkBody> apply(ResponseInfo info) {
		this.info = info;
		return this.body;
	}

	boolean hasArrived() {
		return this.info != null;
	}

	ResponseInfo info() {
		return Objects.requireNonNull(this.info);
	}

	JdkBody body() {
		return this.body;
	}

}
