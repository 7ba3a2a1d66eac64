package com.flexinference.client.internal.transport;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpResponse;

import com.flexinference.client.transport.HttpSettings;
import com.flexinference.client.transport.TimeoutKind;
import com.flexinference.client.transport.TransportKind;

/**
 * A transport for {@link org.springframework.web.client.RestClient}.
 * <p>
 * Sends each request once, as it is: follows no redirects, sends nothing again, stores no
 * cookies and decompresses nothing. Keeps the {@link RequestTimeouts} of each request and
 * throws {@link TimeoutExpiredException} when one expires. Closing a response or its body
 * before its end aborts the exchange at once, from any thread, and never reads the rest;
 * after its end the connection is used again. Safe for use by several threads.
 */
public abstract class HttpTransport implements ClientHttpRequestFactory, AutoCloseable {

	static final Log logger = LogFactory.getLog(HttpTransport.class);

	private final HttpSettings settings;

	private final Duration connectTimeout;

	private final TimeoutMonitor monitor;

	HttpTransport(HttpSettings settings, Duration connectTimeout, Duration rest) {
		this.settings = settings;
		this.connectTimeout = connectTimeout;
		if (settings.bodyLogLimit() != null) {
			logger.warn("The first " + settings.bodyLogLimit()
					+ " bytes of each request and answer are logged if the logger '" + BodyLog.LOGGER
					+ "' is at debug level. They contain prompts and answers.");
		}
		ConnectionLimit connections = new ConnectionLimit(settings.pool().maxConnections(), connectTimeout);
		this.monitor = new TimeoutMonitor(connections, logger, this::closeIdle, rest, System::nanoTime);
	}

	public static HttpTransport create(HttpSettings settings, Duration connectTimeout) {
		boolean apache = settings.kind() != TransportKind.JDK && TransportKind.APACHE.isAvailable();
		return apache ? new ApacheHttpTransport(settings, connectTimeout)
				: new JdkHttpTransport(settings, connectTimeout);
	}

	/**
	 * Abort a response unless its body ends in time; until then its connection may become
	 * free for use again. Does nothing with a body of another
	 * {@link ClientHttpRequestFactory}.
	 * @param body the body of a response
	 * @param deadline counts if it is before the deadline of the request
	 */
	public static void endBy(InputStream body, CallDeadline deadline) {
		if (body instanceof HttpExchangeBody exchangeBody) {
			exchangeBody.exchange().endBy(deadline);
		}
	}

	/**
	 * Abort a response when its holder becomes garbage before the end of the body. Does
	 * nothing with a body of another {@link ClientHttpRequestFactory}.
	 * @param body the body of a response
	 * @param holder what the caller holds of the response
	 * @param action what to do besides; must not refer to the holder, and must not block
	 */
	public static void abortWithout(InputStream body, Object holder, Runnable action) {
		if (body instanceof HttpExchangeBody exchangeBody) {
			exchangeBody.exchange().abortWithout(holder, action);
		}
	}

	/**
	 * Close the connections that have been idle for too long, where the client underneath
	 * does not do so itself.
	 */
	void closeIdle() {
	}

	@Override
	public final ClientHttpRequest createRequest(URI uri, HttpMethod method) {
		return new TransportRequest(this, method, uri);
	}

	final ClientHttpResponse execute(ClientHttpRequest request, byte[] body) throws IOException {
		HttpExchange exchange = this.monitor.add(new HttpExchange(this.monitor,
				RequestTimeouts.from(request.getAttributes()), BodyLog.begin(this.settings, request, body)));
		try {
			return send(exchange, request, body);
		}
		catch (IOException | RuntimeException ex) {
			throw exchange.failed(ex);
		}
	}

	final TimeoutExpiredException connectTimeoutExpired() {
		return new TimeoutExpiredException(TimeoutKind.CONNECT, this.connectTimeout);
	}

	abstract ClientHttpResponse send(HttpExchange exchange, ClientHttpRequest request, byte[] body) throws IOException;

	/**
	 * Close the client underneath. All exchanges have been aborted by then.
	 */
	abstract void closeClient();

	/**
	 * Abort all open exchanges and refuse new ones.
	 */
	@Override
	public final void close() {
		this.monitor.close();
		closeClient();
	}

	static ClientHttpResponse respond(HttpExchange exchange, int status, HttpHeaders headers, InputStream in)
			throws IOException {
		exchange.handOver();
		HttpExchangeBody body = new HttpExchangeBody(exchange, in);
		HttpStatusCode statusCode = HttpStatusCode.valueOf(status);
		if (headers.getContentLength() == 0 || statusCode.isSameCodeAs(HttpStatus.NO_CONTENT)) {
			// An empty body is never read, and closing it unread would cost the
			// connection.
			body.read();
		}
		else {
			exchange.abortWithout(body, () -> {
			});
		}
		return new TransportResponse(statusCode, headers, body);
	}

}
