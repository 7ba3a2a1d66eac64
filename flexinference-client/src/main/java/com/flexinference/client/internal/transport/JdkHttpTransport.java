package com.flexinference.client.internal.transport;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpResponse;
import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.util.ReflectionUtils;

import com.flexinference.client.transport.HttpSettings;
import com.flexinference.client.transport.TimeoutKind;

/**
 * {@link HttpTransport} on the JDK's {@link HttpClient}.
 */
final class JdkHttpTransport extends HttpTransport {

	private static final Duration REST = Duration.ofSeconds(10);

	private final JdkRequests requests;

	private final HttpClient client;

	private final @Nullable JdkExecutor executor;

	private final Duration connectTimeout;

	JdkHttpTransport(HttpSettings settings, Duration connectTimeout) {
		this(settings, connectTimeout, isHttp2(settings) ? null : JdkExecutor.create(JdkExecutor.HANDSHAKE));
	}

	JdkHttpTransport(HttpSettings settings, Duration connectTimeout, @Nullable JdkExecutor executor) {
		super(settings, connectTimeout, REST);
		HttpSettings.Pool pool = settings.pool();
		if (pool.keepAlive() != null || pool.validateAfter() != null) {
			logger.warn(
					"The JDK's HTTP client does not support 'keep-alive' and 'validate-after'. Use Apache HttpClient, or set "
							+ "the system property 'jdk.httpclient.keepalive.timeout' for all clients of the JVM.");
		}
		this.requests = new JdkRequests(settings.proxy());
		this.connectTimeout = connectTimeout;
		this.executor = executor;
		this.client = createClient(settings, connectTimeout, executor);
	}

	private static HttpClient createClient(HttpSettings settings, Duration connectTimeout,
			@Nullable JdkExecutor executor) {
		HttpClient.Builder builder = HttpClient.newBuilder()
			.version(isHttp2(settings) ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1)
			.connectTimeout(connectTimeout)
			.followRedirects(HttpClient.Redirect.NEVER);
		if (executor != null) {
			builder.executor(executor);
		}
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

	private static boolean isHttp2(HttpSettings settings) {
		return Boolean.TRUE.equals(settings.http2());
	}

	@Override
	ClientHttpResponse send(HttpExchange exchange, ClientHttpRequest request, byte[] body) throws IOException {
		JdkSender sender = new JdkSender();
		exchange.abortWith(sender::abort);
		JdkHead head = new JdkHead(exchange);
		try {
			HttpResponse<JdkBody> response = sender.send(this.client, this.requests.create(request, body), head);
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
				throw ex;
			}
			head.body().onError(ex);
		}
		exchange.abortWith(head.body()::close);
		return respond(exchange, head.status(), head.headers(), head.body());
	}

	private static IOException noTunnel(HttpResponse<?> response) {
		String hint = (response.statusCode() == 407)
				? " The JDK's HTTP client sends a password to a proxy for https only if the system property "
						+ "'jdk.http.auth.tunneling.disabledSchemes' is set to an empty value."
				: "";
		return new IOException("The proxy did not open a tunnel: HTTP " + response.statusCode() + "." + hint);
	}

	/**
	 * Close the connections, which would otherwise stay open until the client is garbage.
	 * The method was added in JDK 21.
	 */
	@Override
	void closeClient() {
		Method shutdownNow = ReflectionUtils.findMethod(HttpClient.class, "shutdownNow");
		if (shutdownNow != null) {
			ReflectionUtils.invokeMethod(shutdownNow, this.client);
		}
		if (this.executor != null) {
			this.executor.endIdleThreads();
		}
	}

}
