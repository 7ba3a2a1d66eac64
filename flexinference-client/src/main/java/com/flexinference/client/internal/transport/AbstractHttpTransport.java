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
import org.springframework.http.client.ClientHttpResponse;

import com.flexinference.client.transport.HttpSettings;

/**
 * The parts that the transports share: everything except the underlying client.
 */
abstract class AbstractHttpTransport implements HttpTransport {

	static final Log logger = LogFactory.getLog(HttpTransport.class);

	private final HttpSettings settings;

	private final TimeoutMonitor monitor;

	AbstractHttpTransport(HttpSettings settings, Duration connectTimeout, Duration rest) {
		this.settings = settings;
		if (settings.bodyLogLimit() != null) {
			logger.warn("Of each request and each answer " + settings.bodyLogLimit()
					+ " bytes are logged where the logger '" + BodyLog.LOGGER
					+ "' is at debug level. They hold prompts and answers.");
		}
		ConnectionLimit connections = new ConnectionLimit(settings.pool().maxConnections(), connectTimeout);
		this.monitor = new TimeoutMonitor(connections, new ForgottenResponses(logger), this::closeIdle, rest,
				System::nanoTime);
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
		HttpExchange exchange = HttpExchange.begin(this.monitor, RequestTimeouts.from(request.getAttributes()),
				BodyLog.begin(this.settings, request, body));
		try {
			return send(exchange, request, body);
		}
		catch (IOException ex) {
			throw exchange.failed(ex);
		}
		catch (RuntimeException ex) {
			// The client underneath throws these on odd input, and when it is aborted.
			throw exchange.failed(new IOException(ex));
		}
	}

	abstract ClientHttpResponse send(HttpExchange exchange, ClientHttpRequest request, byte[] body) throws IOException;

	/**
	 * Close the client underneath. All exchanges have been aborted by then.
	 */
	abstract void closeClient();

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
		String statusText = (statusCode instanceof HttpStatus known) ? known.getReasonPhrase() : "";
		return new TransportResponse(statusCode, statusText, headers, body);
	}

}
