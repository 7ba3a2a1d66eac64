package com.flexinference.client.internal.transport;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.client.ClientHttpRequest;

import com.flexinference.client.transport.HttpSettings;

/**
 * Makes the JDK's requests.
 */
final class JdkRequests {

	/**
	 * The headers that the JDK sets itself and refuses to take.
	 */
	private static final Set<String> RESTRICTED = Set.of("connection", "content-length", "expect", "host", "upgrade");

	private final @Nullable String proxyAuthorization;

	JdkRequests(HttpSettings.@Nullable Proxy proxy) {
		this.proxyAuthorization = (proxy != null) ? authorization(proxy) : null;
	}

	private static @Nullable String authorization(HttpSettings.Proxy proxy) {
		if (proxy.username() == null) {
			return null;
		}
		String password = (proxy.password() != null) ? proxy.password() : "";
		return "Basic " + HttpHeaders.encodeBasicAuth(proxy.username(), password, StandardCharsets.UTF_8);
	}

	HttpRequest create(ClientHttpRequest request, byte[] body) {
		URI uri = request.getURI();
		HttpRequest.Builder builder = HttpRequest.newBuilder(uri);
		request.getHeaders().forEach((name, values) -> {
			if (!RESTRICTED.contains(name.toLowerCase(Locale.ROOT))) {
				values.forEach((value) -> builder.header(name, value));
			}
		});
		if (this.proxyAuthorization != null) {
			// Not by an Authenticator: with one, a 401 without a challenge is an error.
			// The JDK sends this header to proxies only.
			builder.setHeader(HttpHeaders.PROXY_AUTHORIZATION, this.proxyAuthorization);
		}
		if ("http".equalsIgnoreCase(uri.getScheme())) {
			// A client that may use HTTP/2 would request an upgrade with each request.
			builder.version(HttpClient.Version.HTTP_1_1);
		}
		return builder
			.method(request.getMethod().name(), (body.length > 0) ? BodyPublishers.ofByteArray(body) : new NoBody())
			.build();
	}

	/**
	 * No body, sent once over HTTP/1.1. The JDK sends a {@code GET} again by itself if
	 * the connection closes before the response, and asks for the length of the body each
	 * time.
	 */
	private static final class NoBody implements BodyPublisher {

		private final AtomicBoolean sent = new AtomicBoolean();

		@Override
		public long contentLength() {
			if (this.sent.getAndSet(true)) {
				throw new IllegalStateException("The connection was closed before the response");
			}
			return 0;
		}

		@Override
		public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
			BodyPublishers.noBody().subscribe(subscriber);
		}

	}

}
