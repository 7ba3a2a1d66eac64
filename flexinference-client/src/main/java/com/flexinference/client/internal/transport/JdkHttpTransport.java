package com.flexinference.client.internal.transport;

import java.io.IOException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;

import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpResponse;

import com.flexinference.client.transport.HttpSettings;
import com.flexinference.client.transport.TimeoutKind;

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

	/**
	 * For plain HTTP, where a client of HTTP/2 would ask for an upgrade with each
	 * request.
	 */
	private final JdkClients plainClients;

	private final Duration connectTimeout;

	JdkHttpTransport(HttpSettings settings, Duration connectTimeout) {
		super(settings, connectTimeout, REST);
		HttpSettings.Pool pool = settings.pool();
		if (pool.keepAlive() != null || pool.validateAfter() != null) {
			logger.warn("The JDK's HTTP client cannot be told how long to keep idle connections or when to look at "
					+ "them. For all clients of the JVM the system property 'jdk.httpclient.keepalive.timeout' "
					+ "can; Apache HttpClient heeds both settings.");
		}
		this.requests = new JdkRequests(settings.proxy());
		this.connectTimeout = connectTimeout;
		this.clients = new JdkClients(settings, connectTimeout);
		this.plainClients = new JdkClients(settings.withHttp2(false), connectTimeout);
	}

	@Override
	ClientHttpResponse send(HttpExchange exchange, ClientHttpRequest request, byte[] body) throws IOException {
		JdkRequest jdkRequest = this.requests.create(request, body);
		JdkSender sender = new JdkSender();
		exchange.abortWith(sender::abort);
		JdkHead head = new JdkHead(exchange);
		boolean secure = "https".equalsIgnoreCase(request.getURI().getScheme());
		send(secure ? this.clients : this.plainClients, sender, jdkRequest, head);
		exchange.abortWith(head.body()::close);
		return respond(exchange, head.status(), head.headers(), head.body());
	}

	private void send(JdkClients clients, JdkSender sender, JdkRequest request, JdkHead head) throws IOException {
		try {
			HttpResponse<JdkBody> response = clients.send(sender, request, head);
			if (!head.hasArrived()) {
				// The answer of a proxy, shown as if it were the answer of the service.
				throw noTunnel(response);
			}
		}
		catch (HttpConnectTimeoutException ex) {
			throw new TimeoutExpiredException(TimeoutKind.CONNECT, this.connectTimeout);
		}
		catch (IOException ex) {
			if (!head.hasArrived()) {
				throw NOT_PROCESSED.contains(String.valueOf(ex.getMessage())) ? new RequestNotProcessedException(ex)
						: ex;
			}
			head.body().onError(ex);
		}
	}

	private static IOException noTunnel(HttpResponse<?> response) {
		String hint = (response.statusCode() == 407)
				? " The JDK's HTTP client sends a password to a proxy for https only if the system property "
						+ "'jdk.http.auth.tunneling.disabledSchemes' is set to an empty value."
				: "";
		return new IOException("The proxy has opened no tunnel: HTTP " + response.statusCode() + "." + hint);
	}

	@Override
	void closeClient() {
		this.clients.close();
		this.plainClients.close();
	}

}
