package com.flexinference.client.transport;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Flow.Publisher;

import org.springframework.http.HttpHeaders;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.util.ReflectionUtils;

/**
 * {@link HttpTransport} on the JDK's {@link HttpClient}.
 */
final class JdkHttpTransport extends AbstractHttpTransport {

	private static final Duration REST = Duration.ofSeconds(10);

	private final JdkRequests requests;

	private final HttpClient client;

	private final Duration connectTimeout;

	JdkHttpTransport(HttpSettings settings) {
		super(settings, REST);
		this.requests = new JdkRequests(settings.proxy());
		this.connectTimeout = settings.connectTimeoutOrDefault();
		this.client = createClient(settings);
	}

	private static HttpClient createClient(HttpSettings settings) {
		HttpClient.Builder builder = HttpClient.newBuilder()
			.connectTimeout(settings.connectTimeoutOrDefault())
			.followRedirects(HttpClient.Redirect.NEVER);
		if (settings.sslContext() != null) {
			builder.sslContext(settings.sslContext());
		}
		if (settings.sslParameters() != null) {
			builder.sslParameters(settings.sslParameters());
		}
		HttpSettings.Proxy proxy = settings.proxy();
		if (proxy != null) {
			builder.proxy(ProxySelector.of(new InetSocketAddress(proxy.host(), proxy.port())));
		}
		return builder.build();
	}

	@Override
	ClientHttpResponse send(Exchange exchange, ClientHttpRequest request, byte[] body) throws IOException {
		HttpRequest jdkRequest = this.requests.create(request, body);
		JdkSender sender = new JdkSender();
		exchange.abortWith(sender::abort);
		HttpResponse<Publisher<List<ByteBuffer>>> response = send(sender, jdkRequest);
		JdkBody in = JdkBody.of(response.body());
		exchange.abortWith(in::close);
		return respond(exchange, response.statusCode(), headers(response), in);
	}

	private HttpResponse<Publisher<List<ByteBuffer>>> send(JdkSender sender, HttpRequest request) throws IOException {
		try {
			return sender.send(this.client, request, BodyHandlers.ofPublisher());
		}
		catch (HttpConnectTimeoutException ex) {
			throw new ClockExpiredException(Clock.CONNECT, this.connectTimeout);
		}
	}

	private static HttpHeaders headers(HttpResponse<?> response) {
		HttpHeaders headers = new HttpHeaders();
		response.headers().map().forEach((name, values) -> {
			// HTTP/2 shows its pseudo headers, such as ":status".
			if (!name.startsWith(":")) {
				headers.put(name, values);
			}
		});
		return headers;
	}

	/**
	 * Connections would otherwise stay open until the client is garbage. The method came
	 * with JDK 21.
	 */
	@Override
	void closeClient() {
		Method shutdownNow = ReflectionUtils.findMethod(HttpClient.class, "shutdownNow");
		if (shutdownNow != null) {
			ReflectionUtils.invokeMethod(shutdownNow, this.client);
		}
	}

}
