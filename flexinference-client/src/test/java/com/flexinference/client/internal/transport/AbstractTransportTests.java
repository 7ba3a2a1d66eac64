package com.flexinference.client.internal.transport;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpResponse;

import com.flexinference.client.EachTransport;
import com.flexinference.client.transport.HttpSettings;
import com.flexinference.client.transport.TransportKind;

/**
 * Tests that both transports have to pass.
 */
@ParameterizedClass
@EachTransport
abstract class AbstractTransportTests {

	@Parameter
	TransportKind kind;

	HttpTransport transport;

	@BeforeEach
	void createTransport() {
		this.transport = TestTransports.create(HttpSettings.defaults().withKind(this.kind));
	}

	@AfterEach
	void closeTransport() {
		this.transport.close();
	}

	ClientHttpResponse post(URI uri) throws IOException {
		return post(uri, RequestTimeouts.DEFAULTS);
	}

	ClientHttpResponse post(URI uri, RequestTimeouts timeouts) throws IOException {
		ClientHttpRequest request = this.transport.createRequest(uri, HttpMethod.POST);
		request.getAttributes().put(RequestTimeouts.ATTRIBUTE, timeouts);
		request.getBody().write(new byte[] { '{', '}' });
		return request.execute();
	}

	ClientHttpResponse get(URI uri) throws IOException {
		return this.transport.createRequest(uri, HttpMethod.GET).execute();
	}

	static String read(ClientHttpResponse response) throws IOException {
		return new String(response.getBody().readAllBytes(), StandardCharsets.UTF_8);
	}

}
