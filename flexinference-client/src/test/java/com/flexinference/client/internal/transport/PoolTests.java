package com.flexinference.client.internal.transport;

import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpResponse;

import com.flexinference.client.EachTransport;
import com.flexinference.client.TestConnection;
import com.flexinference.client.TestServer;
import com.flexinference.client.transport.HttpSettings;
import com.flexinference.client.transport.TimeoutKind;
import com.flexinference.client.transport.TransportKind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link HttpSettings.Pool}.
 */
@Timeout(20)
class PoolTests {

	private static final Duration LIMIT = Duration.ofMillis(500);

	@ParameterizedTest
	@EachTransport
	void waitingForAConnectionEndsWithTheConnectTimeout(TransportKind kind) throws IOException {
		try (TestServer server = TestServer.answeringOnce(TestServer.STREAM);
				HttpTransport transport = transport(kind, 2, LIMIT)) {
			ClientHttpResponse first = get(transport, server);
			get(transport, server);
			assertThatExceptionOfType(TimeoutExpiredException.class).isThrownBy(() -> get(transport, server))
				.withMessage("The connect timeout expired: all connections, at most 2, were in use for 500ms. Increase "
						+ "'flexinference.http.pool.max-connections' to allow more connections, or "
						+ "'flexinference.timeout.connect' to wait longer.")
				.satisfies((ex) -> assertThat(ex.kind()).isEqualTo(TimeoutKind.CONNECT));
			first.close();
			get(transport, server);
			assertThat(server.requests()).hasSize(3);
		}
	}

	@ParameterizedTest
	@EachTransport
	void limitOfTheCallBoundsTheWaitingForAConnection(TransportKind kind) throws Exception {
		try (TestServer server = TestServer.answering(TestServer.STREAM);
				HttpTransport transport = transport(kind, 1, Duration.ofSeconds(30))) {
			get(transport, server);
			ClientHttpRequest request = transport.createRequest(server.uri(), HttpMethod.GET);
			request.getAttributes()
				.put(RequestTimeouts.ATTRIBUTE,
						new RequestTimeouts(Duration.ofSeconds(30), null, null, CallDeadline.of(LIMIT)));
			assertThatExceptionOfType(TimeoutExpiredException.class).isThrownBy(request::execute)
				.satisfies((ex) -> assertThat(ex.kind()).isEqualTo(TimeoutKind.CALL))
				.satisfies((ex) -> assertThat(ex.timeout()).isEqualTo(LIMIT));
			assertThat(server.requests()).hasSize(1);
		}
	}

	@ParameterizedTest
	@EachTransport
	void everyEndGivesTheConnectionBack(TransportKind kind) throws Exception {
		TestServer refusing = TestServer.answering("");
		refusing.close();
		try (TestServer ok = TestServer.answering(TestServer.OK);
				TestServer empty = TestServer.answering("HTTP/1.1 204 No Content\r\n\r\n");
				TestServer broken = TestServer.start(TestConnection::close);
				HttpTransport transport = transport(kind, 1, LIMIT)) {
			for (int i = 0; i < 3; i++) {
				get(transport, ok).getBody().readAllBytes();
				get(transport, ok).close();
				get(transport, empty);
				assertThatExceptionOfType(IOException.class).isThrownBy(() -> get(transport, broken))
					.isNotInstanceOf(TimeoutExpiredException.class);
				assertThatExceptionOfType(IOException.class).isThrownBy(() -> get(transport, refusing))
					.isInstanceOf(ConnectException.class);
			}
		}
	}

	@ParameterizedTest
	@EachTransport
	void closingTheTransportEndsTheWaiting(TransportKind kind) throws Exception {
		HttpTransport transport = transport(kind, 1, Duration.ofSeconds(30));
		try (TestServer server = TestServer.answeringOnce(TestServer.STREAM)) {
			get(transport, server);
			Reader waiting = new Reader(() -> get(transport, server));
			waiting.awaitBlocked();
			transport.close();
			waiting.assertFailure().isInstanceOf(ExchangeClosedException.class).hasMessage("The transport is closed");
		}
	}

	@ParameterizedTest
	@EachTransport
	void interruptEndsTheWaiting(TransportKind kind) throws Exception {
		try (TestServer server = TestServer.answeringOnce(TestServer.STREAM);
				HttpTransport transport = transport(kind, 1, Duration.ofSeconds(30))) {
			get(transport, server);
			Reader waiting = new Reader(() -> get(transport, server));
			waiting.awaitBlocked();
			waiting.interrupt();
			waiting.assertFailure().hasMessage("Interrupted while waiting for a connection");
			assertThat(waiting.interrupted()).isTrue();
		}
	}

	@Test
	void apacheClosesIdleConnections() throws Exception {
		try (TestServer server = TestServer.answeringOnce(TestServer.OK);
				HttpTransport transport = apache(new HttpSettings.Pool(null, LIMIT, null))) {
			get(transport, server).getBody().readAllBytes();
			server.awaitDisconnect();
			get(transport, server).getBody().readAllBytes();
			assertThat(server.connections()).isEqualTo(2);
		}
	}

	@Test
	void apacheHeedsTheServersKeepAlive() throws Exception {
		try (TestServer server = TestServer
			.answeringOnce("HTTP/1.1 200 OK\r\nKeep-Alive: timeout=1\r\nContent-Length: 2\r\n\r\nok");
				TestServer busy = TestServer.answeringOnce(TestServer.STREAM);
				HttpTransport transport = apache(new HttpSettings.Pool(null, Duration.ofMinutes(1), null))) {
			// Idle connections are looked for while there are others that are not.
			get(transport, busy);
			get(transport, server).getBody().readAllBytes();
			server.awaitDisconnect();
			get(transport, server).getBody().readAllBytes();
			assertThat(server.connections()).isEqualTo(2);
		}
	}

	@Test
	void apacheValidatesAsOftenAsToldTo() throws Exception {
		try (TestServer server = TestServer.start((connection) -> {
			connection.write(TestServer.OK);
			connection.close();
		});
				HttpTransport trusting = apache(new HttpSettings.Pool(null, null, Duration.ofMinutes(1)));
				HttpTransport wary = apache(new HttpSettings.Pool(null, null, Duration.ZERO))) {
			get(trusting, server).getBody().readAllBytes();
			get(wary, server).getBody().readAllBytes();
			server.awaitNoConnection();
			assertThat(get(wary, server).getStatusCode().value()).isEqualTo(200);
			assertThatExceptionOfType(IOException.class).isThrownBy(() -> get(trusting, server));
		}
	}

	@Test
	void poolHasAtLeastOneConnection() {
		assertThatIllegalArgumentException().isThrownBy(() -> new HttpSettings.Pool(0, null, null))
			.withMessage("'maxConnections' must be greater than zero but is 0");
		assertThatIllegalArgumentException().isThrownBy(() -> new HttpSettings.Pool(null, Duration.ofSeconds(-1), null))
			.withMessage("'keepAlive' must not be negative but is PT-1S");
	}

	private static HttpTransport transport(TransportKind kind, int maxConnections, Duration connectTimeout) {
		return HttpTransport.create(
				HttpSettings.defaults().withKind(kind).withPool(new HttpSettings.Pool(maxConnections, null, null)),
				connectTimeout);
	}

	private static HttpTransport apache(HttpSettings.Pool pool) {
		return TestTransports.create(HttpSettings.defaults().withKind(TransportKind.APACHE).withPool(pool));
	}

	private static ClientHttpResponse get(HttpTransport transport, TestServer server) throws IOException {
		return transport.createRequest(server.uri(), HttpMethod.GET).execute();
	}

}
