package com.flexinference.client.internal.transport;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;

import com.flexinference.client.TestConnection;
import com.flexinference.client.TestServer;
import com.flexinference.client.transport.HttpSettings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link HttpTransport}: what is sent, what is received and what is left alone.
 */
class HttpTransportTests extends AbstractTransportTests {

	@Test
	void sendsMethodHeadersAndBody() throws IOException {
		try (TestServer server = TestServer.answering(TestServer.OK)) {
			ClientHttpRequest request = this.transport.createRequest(server.uri(), HttpMethod.POST);
			request.getHeaders().setBearerAuth("key");
			request.getHeaders().add("X-Several", "a");
			request.getHeaders().setContentLength(7);
			request.getHeaders().set(HttpHeaders.HOST, "other");
			request.getBody().write("{\"ü\":1}".getBytes(StandardCharsets.UTF_8));
			request.getHeaders().setContentLength(8);
			request.execute().close();
			TestConnection.Request received = server.requests().get(0);
			assertThat(received.line()).isEqualTo("POST /v1/test HTTP/1.1");
			assertThat(received.body()).isEqualTo("{\"ü\":1}");
			assertThat(received.headers()).containsEntry("authorization", "Bearer key")
				.containsEntry("x-several", "a")
				.containsEntry("content-length", "8");
		}
	}

	@Test
	void addsNoHeadersThatChangeTheAnswer() throws IOException {
		try (TestServer server = TestServer.answering(TestServer.OK)) {
			post(server.uri()).close();
			get(server.uri()).close();
			assertThat(server.requests()).hasSize(2)
				.allSatisfy((request) -> assertThat(request.headers()).doesNotContainKeys("accept-encoding", "upgrade",
						"http2-settings", "expect", "transfer-encoding", "cookie"));
		}
	}

	@Test
	void receivesStatusHeadersAndBody() throws IOException {
		try (TestServer server = TestServer
			.answering("HTTP/1.1 207 Multi\r\nX-A: 1\r\nX-B: 2\r\nX-B: 3\r\nContent-Length: 4\r\n\r\nbody")) {
			try (ClientHttpResponse response = post(server.uri())) {
				assertThat(response.getStatusCode().value()).isEqualTo(207);
				assertThat(response.getHeaders().getFirst("x-a")).isEqualTo("1");
				assertThat(response.getHeaders().get("X-B")).containsExactly("2", "3");
				assertThat(read(response)).isEqualTo("body");
				assertThat(response.getBody().read()).isEqualTo(-1);
			}
		}
	}

	@Test
	void usesTheConnectionAgainAfterAnEmptyBody() throws IOException {
		for (String head : new String[] { "204 No Content", "200 OK\r\nContent-Length: 0" }) {
			try (TestServer server = TestServer.answering("HTTP/1.1 " + head + "\r\n\r\n")) {
				for (int i = 0; i < 3; i++) {
					post(server.uri()).close();
				}
				assertThat(server.connections()).isEqualTo(1);
			}
		}
	}

	@Test
	void readsAStreamOfKnownLengthAsItArrives() throws IOException {
		CountDownLatch seen = new CountDownLatch(1);
		try (TestServer server = TestServer.start((connection) -> {
			connection.write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: 4\r\n\r\nab");
			seen.await();
			connection.write("cd");
		}); ClientHttpResponse response = post(server.uri())) {
			assertThat(response.getBody().read()).isEqualTo('a');
			seen.countDown();
			assertThat(response.getBody().readAllBytes()).asString().isEqualTo("bcd");
		}
	}

	@Test
	void tellsThatTheConnectionIsRefused() throws IOException {
		TestServer server = TestServer.answering(TestServer.OK);
		server.close();
		assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> post(server.uri()));
	}

	@Test
	void sendsThroughAProxyWithAPassword() throws IOException {
		String challenge = "HTTP/1.1 407 Who\r\nProxy-Authenticate: Basic realm=\"p\"\r\nContent-Length: 0\r\n\r\n";
		try (TestServer proxy = TestServer.start((connection) -> connection
			.write((connection.header("proxy-authorization") != null) ? TestServer.OK : challenge))) {
			HttpSettings settings = HttpSettings.defaults()
				.withKind(this.kind)
				.withProxy(new HttpSettings.Proxy("localhost", proxy.port(), "user", "secret"));
			try (HttpTransport proxied = TestTransports.create(settings)) {
				URI uri = URI.create("http://origin.example/v1/test");
				assertThat(read(proxied.createRequest(uri, HttpMethod.POST).execute())).isEqualTo("ok");
			}
			TestConnection.Request last = proxy.requests().get(proxy.requests().size() - 1);
			assertThat(last.line()).isEqualTo("POST http://origin.example/v1/test HTTP/1.1");
			assertThat(last.headers()).containsEntry("proxy-authorization", "Basic dXNlcjpzZWNyZXQ=");
		}
	}

	@Test
	void worksUnderRestClient() throws IOException {
		try (TestServer server = TestServer.start((connection) -> {
			connection.write(TestServer.STREAM + TestServer.chunk("data: a\n\n"));
			connection.awaitClose();
		})) {
			RestClient restClient = RestClient.builder().requestFactory(this.transport).build();
			ClientHttpResponse response = restClient.post()
				.uri(server.uri())
				.attribute(RequestTimeouts.ATTRIBUTE,
						new RequestTimeouts(Duration.ofSeconds(30), Duration.ofMillis(300), null, null))
				.body("{}".getBytes(StandardCharsets.UTF_8))
				.exchange((request, streamed) -> streamed, false);
			InputStream body = response.getBody();
			assertThat(body.readNBytes(9)).asString(StandardCharsets.UTF_8).isEqualTo("data: a\n\n");
			assertThatExceptionOfType(TimeoutExpiredException.class).isThrownBy(body::read);
			assertThat(server.requests().get(0).body()).isEqualTo("{}");
		}
	}

	@Test
	void failsUnderRestClientAsAnyTransport() throws IOException {
		try (TestServer server = TestServer.start(TestConnection::awaitClose)) {
			RestClient restClient = RestClient.create(server.uri().toString())
				.mutate()
				.requestFactory(this.transport)
				.build();
			assertThatExceptionOfType(ResourceAccessException.class)
				.isThrownBy(() -> restClient.get()
					.attribute(RequestTimeouts.ATTRIBUTE, new RequestTimeouts(Duration.ofMillis(100), null, null, null))
					.retrieve()
					.body(String.class))
				.withCauseInstanceOf(TimeoutExpiredException.class);
		}
	}

	@Test
	void refusesRequestsWhenClosed() throws IOException {
		try (TestServer server = TestServer.answering(TestServer.OK)) {
			post(server.uri()).close();
			this.transport.close();
			assertThatExceptionOfType(ExchangeClosedException.class).isThrownBy(() -> post(server.uri()))
				.withMessage("The transport is closed");
		}
	}

	@Test
	void startsDaemonThreadsOnly() throws IOException {
		try (TestServer server = TestServer.answering(TestServer.OK)) {
			post(server.uri()).close();
			assertThat(Thread.getAllStackTraces().keySet())
				.filteredOn((thread) -> thread.getName().startsWith("flexinference")
						|| thread.getName().startsWith("HttpClient"))
				.isNotEmpty()
				.allMatch(Thread::isDaemon);
		}
	}

	@Test
	void leavesCompressedBodiesAlone() throws IOException {
		try (TestServer server = TestServer
			.answering("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\nraw")) {
			try (ClientHttpResponse response = post(server.uri())) {
				assertThat(read(response)).isEqualTo("raw");
				assertThat(response.getHeaders().getFirst(HttpHeaders.CONTENT_ENCODING)).isEqualTo("gzip");
			}
		}
	}

	@Test
	void deliversBytesAsTheyArrive() throws Exception {
		CountDownLatch first = new CountDownLatch(1);
		try (TestServer server = TestServer.start((connection) -> {
			connection.write(TestServer.STREAM + TestServer.chunk("one"));
			first.await();
			connection.write(TestServer.chunk("two") + TestServer.END);
		})) {
			try (ClientHttpResponse response = post(server.uri())) {
				byte[] buffer = new byte[8192];
				assertThat(response.getBody().read(buffer, 0, buffer.length)).isEqualTo(3);
				first.countDown();
				assertThat(read(response)).isEqualTo("two");
			}
		}
	}

	@Test
	void receivesUnknownStatus() throws IOException {
		try (TestServer server = TestServer.answering("HTTP/1.1 599 What\r\nContent-Length: 0\r\n\r\n")) {
			assertThat(get(server.uri()).getStatusCode().value()).isEqualTo(599);
		}
	}

	@Test
	void usesTheConnectionAgainAfterTheEnd() throws IOException {
		try (TestServer server = TestServer
			.answering(TestServer.STREAM + TestServer.chunk("data: a\n\n") + TestServer.END)) {
			for (int i = 0; i < 3; i++) {
				try (ClientHttpResponse response = post(server.uri())) {
					assertThat(read(response)).isEqualTo("data: a\n\n");
				}
			}
			assertThat(server.connections()).isEqualTo(1);
		}
	}

}
