package com.flexinference.client.internal.transport;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;

import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;
import org.springframework.http.HttpHeaders;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpResponse;

import com.flexinference.client.transport.HttpSettings;

/**
 * {@link HttpTransport} on Apache HttpClient 5, which only the classes called
 * {@code Apache...} know.
 */
final class ApacheHttpTransport extends HttpTransport {

	private final PoolingHttpClientConnectionManager connections;

	private final CloseableHttpClient client;

	ApacheHttpTransport(HttpSettings settings, Duration connectTimeout) {
		super(settings, connectTimeout, ApacheHttpClients.keepAlive(settings).plusSeconds(1));
		if (Boolean.TRUE.equals(settings.http2())) {
			logger.warn("Apache HttpClient uses HTTP/1.1 only. For HTTP/2 set 'flexinference.http.client' to 'jdk'.");
		}
		this.connections = ApacheHttpClients.createConnections(settings, connectTimeout);
		this.client = ApacheHttpClients.create(settings, this.connections);
	}

	@Override
	ClientHttpResponse send(HttpExchange exchange, ClientHttpRequest request, byte[] body) throws IOException {
		HttpUriRequestBase apacheRequest = createRequest(request, body);
		// Aborts the connection. Closing the response or its body would read the rest.
		exchange.abortWith(apacheRequest::cancel);
		ClassicHttpResponse response = execute(apacheRequest);
		HttpEntity entity = response.getEntity();
		InputStream in = (entity != null) ? entity.getContent() : InputStream.nullInputStream();
		HttpHeaders headers = headers(response);
		exchange.headersReceived(response.getCode(), headers);
		return respond(exchange, response.getCode(), headers, in);
	}

	private static HttpUriRequestBase createRequest(ClientHttpRequest request, byte[] body) {
		HttpUriRequestBase result = new HttpUriRequestBase(request.getMethod().name(), request.getURI());
		request.getHeaders().forEach((name, values) -> {
			if (!name.equalsIgnoreCase(HttpHeaders.CONTENT_LENGTH)
					&& !name.equalsIgnoreCase(HttpHeaders.TRANSFER_ENCODING)) {
				values.forEach((value) -> result.addHeader(name, value));
			}
		});
		if (body.length > 0) {
			result.setEntity(new ByteArrayEntity(body, null));
		}
		return result;
	}

	private ClassicHttpResponse execute(HttpUriRequestBase request) throws IOException {
		HttpClientContext context = HttpClientContext.create();
		try {
			ClassicHttpResponse response = this.client.executeOpen(null, request, context);
			if ("https".equalsIgnoreCase(request.getScheme()) && context.getSSLSession() == null) {
				// The answer of a proxy, shown as if it were the answer of the service.
				throw new IOException("The proxy did not open a tunnel: HTTP " + response.getCode() + ".");
			}
			return response;
		}
		catch (SocketTimeoutException ex) {
			// Sockets have a timeout while they connect only.
			throw connectTimeoutExpired();
		}
	}

	private static HttpHeaders headers(ClassicHttpResponse response) {
		HttpHeaders headers = new HttpHeaders();
		for (Header header : response.getHeaders()) {
			headers.add(header.getName(), header.getValue());
		}
		return headers;
	}

	@Override
	void closeIdle() {
		this.connections.closeExpired();
	}

	@Override
	void closeClient() {
		this.client.close(CloseMode.IMMEDIATE);
	}

}
