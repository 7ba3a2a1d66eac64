package com.flexinference.client.transport;

import java.io.IOException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Flow.Publisher;

import org.springframework.http.HttpHeaders;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpResponse;

/**
 * {@link HttpTransport} on the JDK's {@link java.net.http.HttpClient}.
 */
final class JdkHttpTransport extends AbstractHttpTransport {

	private static final Duration REST = Duration.ofSeconds(10);

	/**
	 * What the JDK's client says, from JDK 24 on and before.
	 */
	private static final Set<String> NOT_PROCESSED = Set.of("request not processed by peer",
			"Received RST_STREAM: Stream not processed");

	private final JdkRequests requests;

	private final JdkClients clients;

	private final Duration connectTimeout;

	JdkHttpTransport(HttpSettings settings) {
		super(settings, REST);
		HttpSettings.Pool pool = settings.pool();
		if (pool.keepAlive() != null || pool.validateAfter() != null) {
			logger.warn("The JDK's HTTP client cannot be told how long to keep idle connections or when to look at "
					+ "them. For all clients of the JVM the system property 'jdk.httpclient.keepalive.timeout' "
					+ "can; Apache HttpClient heeds both settings.");
		}
		this.requests = new JdkRequests(settings.proxy());
		this.connectTimeout = settings.connectTimeoutOrDefault();
		this.clients = new JdkClients(settings);
	}

	@Override
	ClientHttpResponse send(Exchange exchange, ClientHttpRequest request, byte[] body) throws IOException {
		JdkRequest jdkRequest = this.requests.create(request, body);
		JdkSender sender = new JdkSender();
		exchange.abortWith(sender::abort);
		HttpResponse<Publisher<List<ByteBuffer>>> response = send(sender, jdkRequest);
		if (response.body() == null) {
			// The answer of a proxy, shown as if it were the answer of the service.
			throw noTunnel(response);
		}
		JdkBody in = JdkBody.of(response.body());
		exchange.abortWith(in::close);
		return respond(exchange, response.statusCode(), headers(response), in);
	}

	private HttpResponse<Publisher<List<ByteBuffer>>> send(JdkSender sender, JdkRequest request) throws IOException {
		try {
			return this.clients.send(sender, request, BodyHandlers.ofPublisher());
		}
		catch (HttpConnectTimeoutException ex) {
			throw new ClockExpiredException(Clock.CONNECT, this.connectTimeout);
		}
		catch (IOException ex) {
			throw NOT_PROCESSED.contains(String.valueOf(ex.getMessage())) ? new RequestNotProcessedException(ex) : ex;
		}
	}

	private static IOException noTunnel(HttpResponse<?> response) {
		String hint = (response.statusCode() == 407)
				? " The JDK's HTTP client sends a password to a proxy for https only if the system property "
						+ "'jdk.http.auth.tunneling.disabledSchemes' is set to an empty value."
				: "";
		return new IOException("The proxy has opened no tunnel: HTTP " + response.statusCode() + "." + hint);
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

	@Override
	void closeClient() {
		this.clients.close();
	}

}
