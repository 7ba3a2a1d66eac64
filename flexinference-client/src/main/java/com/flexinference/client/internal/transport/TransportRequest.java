package com.flexinference.client.internal.transport;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.AbstractClientHttpRequest;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.util.FastByteArrayOutputStream;

/**
 * A request whose body is gathered, then sent in one piece of known length.
 */
final class TransportRequest extends AbstractClientHttpRequest {

	private final HttpTransport transport;

	private final HttpMethod method;

	private final URI uri;

	private final FastByteArrayOutputStream body = new FastByteArrayOutputStream(1024);

	TransportRequest(HttpTransport transport, HttpMethod method, URI uri) {
		this.transport = transport;
		this.method = method;
		this.uri = uri;
	}

	@Override
	public HttpMethod getMethod() {
		return this.method;
	}

	@Override
	public URI getURI() {
		return this.uri;
	}

	@Override
	protected OutputStream getBodyInternal(HttpHeaders headers) {
		return this.body;
	}

	@Override
	protected ClientHttpResponse executeInternal(HttpHeaders headers) throws IOException {
		return this.transport.execute(this, this.body.toByteArrayUnsafe());
	}

}
