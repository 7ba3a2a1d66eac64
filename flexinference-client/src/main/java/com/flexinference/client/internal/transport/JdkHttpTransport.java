package com.flexinference.client.internal.transport;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.reflect.Method;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.util.ReflectionUtils;

import com.flexinference.client.transport.HttpSettings;

/**
 * {@link HttpTransport} on the JDK's {@link HttpClient}.
 */
final class JdkHttpTransport extends HttpTransport {

	private static final Duration REST = Duration.ofSeconds(10);

	private final JdkRequests requests;

	private final HttpClient client;

	private final @Nullable JdkExecutor executor;

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
		HttpRequest jdkRequest = this.requests.create(request, body);
		Head head = new Head(exchange);
		FutureTask<HttpResponse<JdkBody>> call = new FutureTask<>(() -> this.client.send(jdkRequest, head));
		exchange.abortWith(() -> call.cancel(true));
		try {
			HttpResponse<JdkBody> response = run(call);
			if (head.body == null) {
				// The answer of a proxy, shown as if it were the answer of the service.
				throw noTunnel(response);
			}
		}
		catch (HttpConnectTimeoutException ex) {
			throw connectTimeoutExpired();
		}
		catch (IOException ex) {
			if (head.body == null) {
				throw ex;
			}
			// The JDK forgets the head when the connection breaks right after it.
			head.body.onError(ex);
		}
		JdkBody in = Objects.requireNonNull(head.body);
		exchange.abortWith(in::close);
		return respond(exchange, head.status, head.headers, in);
	}

	private static <T> T run(FutureTask<T> call) throws IOException {
		// The JDK's asynchronous call costs a change of threads that makes small calls
		// half as fast.
		call.run();
		try {
			return call.get();
		}
		catch (CancellationException ex) {
			// The interrupt was that of the cancellation.
			Thread.interrupted();
			throw new InterruptedIOException();
		}
		catch (ExecutionException | InterruptedException ex) {
			if (ex.getCause() instanceof InterruptedException) {
				Thread.currentThread().interrupt();
				throw new InterruptedIOException();
			}
			throw (ex.getCause() instanceof IOException failure) ? failure : new IOException(ex.getCause());
		}
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

	/**
	 * Takes the head of a response, and begins to take its body. The JDK's own publisher
	 * would begin only later, which costs a change of threads as well.
	 */
	private static final class Head implements BodyHandler<JdkBody> {

		private final HttpExchange exchange;

		private final HttpHeaders headers = new HttpHeaders();

		private int status;

		private volatile @Nullable JdkBody body;

		Head(HttpExchange exchange) {
			this.exchange = exchange;
		}

		@Override
		public BodySubscriber<JdkBody> apply(ResponseInfo info) {
			this.status = info.statusCode();
			info.headers().map().forEach((name, values) -> {
				// The headers of HTTP/2 begin with pseudo headers.
				if (!name.startsWith(":")) {
					this.headers.put(name, values);
				}
			});
			this.exchange.headersReceived(this.status, this.headers);
			JdkBody body = new JdkBody(this.headers.getContentLength());
			this.body = body;
			return body;
		}

	}

}
