package com.flexinference.client.internal.transport;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.ClientHttpRequest;

import com.flexinference.client.TestConnection;
import com.flexinference.client.TestServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Tests for {@link HttpTransport}: servers that redirect, refuse, break or flood.
 */
class UnfriendlyServerTests extends AbstractTransportTests {

	@ParameterizedTest
	@ValueSource(strings = { "GET", "POST" })
	void sendsOnceIfTheConnectionClosesBeforeTheResponse(String method) throws IOException {
		AtomicInteger count = new AtomicInteger();
		try (TestServer server = TestServer.start((connection) -> {
			if (count.incrementAndGet() > 1) {
				connection.close();
				return;
			}
			connection.write(TestServer.OK);
		})) {
			assertThat(this.transport.createRequest(server.uri(), HttpMethod.valueOf(method))
				.execute()
				.getBody()
				.readAllBytes()).hasSize(2);
			for (int i = 2; i < 5; i++) {
				assertThatIOException()
					.isThrownBy(() -> this.transport.createRequest(server.uri(), HttpMethod.valueOf(method)).execute());
				assertThat(server.requests()).hasSize(i);
			}
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 301, 302, 303, 307, 308 })
	void sendsNoKeyToAnotherOrigin(int status) throws IOException {
		try (TestServer other = TestServer.answering(TestServer.OK);
				TestServer server = TestServer.answering(
						"HTTP/1.1 " + status + " Go\r\nLocation: " + other.uri() + "\r\nContent-Length: 0\r\n\r\n")) {
			for (HttpMethod method : new HttpMethod[] { HttpMethod.GET, HttpMethod.POST }) {
				ClientHttpRequest request = this.transport.createRequest(server.uri(), method);
				request.getHeaders().setBearerAuth("key");
				assertThat(request.execute().getStatusCode().value()).isEqualTo(status);
			}
			assertThat(other.connections()).isZero();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "X-Many: 1\r\n", "X" })
	@Timeout(10)
	void refusesEndlessHeaders(String endless) throws IOException {
		try (TestServer server = TestServer.start((connection) -> {
			connection.write("HTTP/1.1 200 OK\r\n");
			String block = endless.repeat(4096);
			for (int i = 0; i < 10_000; i++) {
				connection.write(block);
			}
		})) {
			assertThatIOException().isThrownBy(() -> post(server.uri())).isNotInstanceOf(TimeoutExpiredException.class);
		}
	}

	@Test
	void keepsNoCookies() throws IOException {
		try (TestServer server = TestServer
			.answering("HTTP/1.1 200 OK\r\nSet-Cookie: a=b; Path=/\r\nContent-Length: 0\r\n\r\n")) {
			get(server.uri()).close();
			get(server.uri()).close();
			assertThat(server.requests()).hasSize(2)
				.noneSatisfy((request) -> assertThat(request.headers()).containsKey("cookie"));
		}
	}

	@Test
	void doesNotSendAgainWhenTheConnectionBreaks() throws IOException {
		try (TestServer server = TestServer.start(TestConnection::close)) {
			assertThatIOException().isThrownBy(() -> post(server.uri()))
				.isNotInstanceOfAny(TimeoutExpiredException.class, ExchangeClosedException.class);
			assertThat(server.requests()).hasSize(1);
		}
	}

	@Test
	void sendsOnce() throws IOException {
		for (String status : new String[] { "503 Busy", "429 Slow", "401 Who", "500 Oops" }) {
			try (TestServer server = TestServer
				.answering("HTTP/1.1 " + status + "\r\nRetry-After: 0\r\nContent-Length: 0\r\n\r\n")) {
				assertThat(post(server.uri()).getStatusCode().value())
					.isEqualTo(Integer.parseInt(status.substring(0, 3)));
				assertThat(server.requests()).hasSize(1);
			}
		}
	}

	@Test
	void tellsATruncatedBody() throws IOException {
		for (String response : new String[] { "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nab",
				TestServer.STREAM + TestServer.chunk("ab"), TestServer.STREAM + "5\r\nab" }) {
			try (TestServer server = TestServer.start((connection) -> {
				connection.write(response);
				connection.close();
			})) {
				InputStream body = post(server.uri()).getBody();
				assertThat(body.readNBytes(2)).asString(StandardCharsets.UTF_8).isEqualTo("ab");
				assertThatIOException().isThrownBy(body::read)
					.isNotInstanceOfAny(TimeoutExpiredException.class, ExchangeClosedException.class);
				assertThatIOException().isThrownBy(body::read);
				body.close();
			}
		}
	}

	@Test
	void connectsAgainWhereTheServerClosedAnIdleConnection() throws Exception {
		try (TestServer server = TestServer.start((connection) -> {
			connection.write(TestServer.OK);
			connection.close();
		})) {
			assertThat(read(post(server.uri()))).isEqualTo("ok");
			server.awaitNoConnection();
			assertThat(read(post(server.uri()))).isEqualTo("ok");
			assertThat(server.connections()).isEqualTo(2);
		}
	}

}
