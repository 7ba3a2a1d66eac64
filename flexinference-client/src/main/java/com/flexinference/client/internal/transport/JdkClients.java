package com.flexinference.client.internal.transport;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.springframework.util.ReflectionUtils;

import com.flexinference.client.transport.HttpSettings;

/**
 * The JDK's clients of one transport: one, and further ones when a server of HTTP/2
 * allows no more streams on the connection of the first, which is the only one that a
 * client of the JDK has.
 */
final class JdkClients {

	private static final int MAX_CLIENTS = 100;

	private static final int FIRST_WITH_GRACEFUL_END = 24;

	private final List<JdkClient> clients = new CopyOnWriteArrayList<>();

	private final JdkExecutor executor = new JdkExecutor();

	private final HttpClient.Builder builder;

	JdkClients(HttpSettings settings, Duration connectTimeout) {
		this.builder = HttpClient.newBuilder()
			.executor(this.executor)
			.version(version(settings))
			.connectTimeout(connectTimeout)
			.followRedirects(HttpClient.Redirect.NEVER);
		if (settings.sslContext() != null) {
			this.builder.sslContext(settings.sslContext());
		}
		if (settings.sslParameters() != null) {
			this.builder.sslParameters(settings.sslParameters());
		}
		HttpSettings.Proxy proxy = settings.proxy();
		if (proxy != null) {
			this.builder.proxy(ProxySelector.of(new InetSocketAddress(proxy.host(), proxy.port())));
		}
	}

	private static HttpClient.Version version(HttpSettings settings) {
		boolean http2 = (settings.http2() != null) ? settings.http2()
				: Runtime.version().feature() >= FIRST_WITH_GRACEFUL_END;
		return http2 ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1;
	}

	<T> HttpResponse<T> send(JdkSender sender, JdkRequest request, BodyHandler<T> handler) throws IOException {
		int index = 0;
		while (true) {
			try {
				return sender.send(client(index), request, handler);
			}
			catch (IOException ex) {
				index++;
				if (!JdkClient.isFull(ex) || index == MAX_CLIENTS) {
					throw ex;
				}
			}
		}
	}

	private JdkClient client(int index) {
		if (index >= this.clients.size()) {
			synchronized (this.builder) {
				if (index >= this.clients.size()) {
					this.clients.add(new JdkClient(this.builder.build()));
				}
			}
		}
		return this.clients.get(index);
	}

	/**
	 * Connections would otherwise stay open until the clients are garbage. The method
	 * came with JDK 21.
	 */
	void close() {
		Method shutdownNow = ReflectionUtils.findMethod(HttpClient.class, "shutdownNow");
		synchronized (this.builder) {
			if (shutdownNow != null) {
				this.clients.forEach((client) -> ReflectionUtils.invokeMethod(shutdownNow, client.client()));
			}
			this.clients.clear();
		}
		this.executor.endIdleThreads();
	}

}
