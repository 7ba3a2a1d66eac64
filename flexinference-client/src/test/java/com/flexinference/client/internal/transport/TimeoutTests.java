package com.flexinference.client.internal.transport;

import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.ClientHttpResponse;

import com.flexinference.client.TestConnection;
import com.flexinference.client.TestServer;
import com.flexinference.client.transport.HttpSettings;
import com.flexinference.client.transport.TimeoutKind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Tests for {@link HttpTransport}: timeouts and the ways to abort an exchange.
 */
@Timeout(20)
class TimeoutTests extends AbstractTransportTests {

	private static final Duration LIMIT = Duration.ofMillis(300);

	private static final Duration LONG = Duration.ofSeconds(30);

	@Test
	void startTimeoutRunsOut() throws Exception {
		try (TestServer server = TestServer.start(TestConnection::awaitClose)) {
			long begin = System.nanoTime();
			assertExpired(() -> post(server.uri(), new RequestTimeouts(LIMIT, null, null, null)), TimeoutKind.START)
				.hasMessage("The start timeout expired: no response headers within 300ms. "
						+ "To wait longer raise 'flexinference.timeout.start' or the timeout of the request.");
			assertLimit(server.awaitDisconnect() - begin);
			assertThat(Thread.currentThread().isInterrupted()).isFalse();
		}
	}

	@Test
	void startTimeoutRunsOutBetweenTheHeaders() throws Exception {
		try (TestServer server = TestServer.start((connection) -> {
			connection.write("HTTP/1.1 200 OK\r\nX-A: 1\r\n");
			connection.awaitClose();
		})) {
			assertExpired(() -> post(server.uri(), new RequestTimeouts(LIMIT, null, null, null)), TimeoutKind.START);
			server.awaitDisconnect();
		}
	}

	@Test
	void idleTimeoutRunsOut() throws Exception {
		try (TestServer server = TestServer.answeringOnce(TestServer.STREAM + TestServer.chunk("a"))) {
			InputStream body = post(server.uri(), new RequestTimeouts(LONG, LIMIT, null, null)).getBody();
			assertThat(body.read()).isEqualTo('a');
			long begin = System.nanoTime();
			assertExpired(body::read, TimeoutKind.IDLE);
			assertLimit(server.awaitDisconnect() - begin);
			assertExpired(body::read, TimeoutKind.IDLE);
		}
	}

	@Test
	void idleTimeoutRunsOutBeforeTheFirstByte() throws Exception {
		try (TestServer server = TestServer.answeringOnce("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n")) {
			InputStream body = post(server.uri(), new RequestTimeouts(LONG, LIMIT, null, null)).getBody();
			assertExpired(body::read, TimeoutKind.IDLE);
			server.awaitDisconnect();
		}
	}

	@Test
	void bodyThatIsCutByATimeoutCanBeReadAsFarAsItArrived() throws Exception {
		try (TestServer server = TestServer.answeringOnce("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nab")) {
			InputStream body = post(server.uri(), new RequestTimeouts(LONG, LIMIT, null, null)).getBody();
			assertThat(body.readNBytes(2)).containsExactly('a', 'b');
			assertExpired(body::read, TimeoutKind.IDLE);
			server.awaitDisconnect();
		}
	}

	@Test
	void totalTimeoutRunsOut() throws Exception {
		try (TestServer server = TestServer.start((connection) -> {
			connection.write(TestServer.STREAM);
			while (true) {
				connection.write(TestServer.chunk("."));
				connection.pause(20);
			}
		})) {
			long begin = System.nanoTime();
			RequestTimeouts timeouts = new RequestTimeouts(LONG, LONG, LIMIT, null);
			assertExpired(() -> post(server.uri(), timeouts).getBody().readAllBytes(), TimeoutKind.TOTAL);
			assertLimit(System.nanoTime() - begin);
			server.awaitDisconnect();
		}
	}

	@Test
	void totalTimeoutRunsOutWhileNobodyReads() throws Exception {
		try (TestServer server = TestServer.answeringOnce(TestServer.STREAM)) {
			assertExpired(() -> {
				InputStream body = post(server.uri(), new RequestTimeouts(LONG, LONG, LIMIT, null)).getBody();
				server.awaitDisconnect();
				return body.read();
			}, TimeoutKind.TOTAL);
		}
	}

	@Test
	void noTimeoutExpiresAfterTheEnd() throws Exception {
		try (TestServer server = TestServer.answering(TestServer.OK);
				TestServer silent = TestServer.start(TestConnection::awaitClose)) {
			InputStream body = post(server.uri(), new RequestTimeouts(LONG, LIMIT, LIMIT, null)).getBody();
			assertThat(body.readAllBytes()).hasSize(2);
			assertExpired(() -> post(silent.uri(), new RequestTimeouts(LIMIT, null, null, null)), TimeoutKind.START);
			assertThat(body.read()).isEqualTo(-1);
			post(server.uri(), RequestTimeouts.DEFAULTS).close();
			assertThat(server.connections()).isEqualTo(1);
		}
	}

	@Test
	void connectTimeoutRunsOut() throws Exception {
		List<SocketChannel> waiting = new ArrayList<>();
		try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
				HttpTransport impatient = HttpTransport.create(HttpSettings.defaults().withKind(this.kind), LIMIT)) {
			// Nobody accepts, and the queue has room for very few.
			for (int i = 0; i < 4; i++) {
				SocketChannel channel = SocketChannel.open();
				waiting.add(channel);
				channel.configureBlocking(false);
				channel.connect(full.getLocalSocketAddress());
			}
			URI uri = URI.create("http://127.0.0.1:" + full.getLocalPort());
			assertExpired(() -> impatient.createRequest(uri, HttpMethod.GET).execute(), TimeoutKind.CONNECT);
		}
		finally {
			for (SocketChannel channel : waiting) {
				channel.close();
			}
		}
	}

	@Test
	void limitRunsOutBeforeTheHeaders() throws Exception {
		try (TestServer server = TestServer.start(TestConnection::awaitClose)) {
			CallDeadline limit = CallDeadline.of(LIMIT);
			assertExpired(() -> post(server.uri(), new RequestTimeouts(LONG, null, null, limit)), TimeoutKind.CALL)
				.hasMessage("The call timeout expired: no end of the call within 300ms. To wait longer raise the "
						+ "call timeout of the request, or the deadline that set it.");
			assertLimit(server.awaitDisconnect() - limit.end() + LIMIT.toNanos());
		}
	}

	@Test
	void limitCountsFromWhenItWasSetThroughABodyThatIsNeverSilent() throws Exception {
		CountDownLatch late = new CountDownLatch(1);
		try (TestServer server = TestServer.start((connection) -> {
			late.await();
			connection.write(TestServer.STREAM);
			while (true) {
				connection.write(TestServer.chunk("a"));
				connection.pause(5);
			}
		})) {
			CallDeadline limit = CallDeadline.of(LIMIT);
			CompletableFuture.delayedExecutor(120, TimeUnit.MILLISECONDS).execute(late::countDown);
			assertExpired(
					() -> post(server.uri(), new RequestTimeouts(LONG, LONG, LONG, limit)).getBody().readAllBytes(),
					TimeoutKind.CALL);
			assertLimit(server.awaitDisconnect() - limit.end() + LIMIT.toNanos());
		}
	}

	@Test
	void bodyThatShouldEndIsGivenTheTimeToDoSo() throws Exception {
		CountDownLatch end = new CountDownLatch(1);
		try (TestServer server = TestServer.start((connection) -> {
			connection.write(TestServer.STREAM + TestServer.chunk("a"));
			end.await();
			connection.write("0\r\n\r\n");
		})) {
			for (int i = 0; i < 2; i++) {
				InputStream body = post(server.uri(), new RequestTimeouts(LONG, LONG, LONG, null)).getBody();
				body.read();
				HttpTransport.endBy(body, CallDeadline.of(LONG));
				CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS).execute(end::countDown);
				assertThat(body.read()).isEqualTo(-1);
			}
			assertThat(server.connections()).isEqualTo(1);
		}
	}

	@Test
	void bodyThatShouldEndIsAbortedIfItDoesNot() throws Exception {
		try (TestServer server = TestServer.answeringOnce(TestServer.STREAM + TestServer.chunk("a"))) {
			InputStream body = post(server.uri(), new RequestTimeouts(LONG, LONG, LONG, CallDeadline.of(LONG)))
				.getBody();
			body.read();
			HttpTransport.endBy(body, CallDeadline.of(LIMIT));
			HttpTransport.endBy(body, CallDeadline.of(LONG));
			assertExpired(body::read, TimeoutKind.CALL);
			server.awaitDisconnect();
		}
	}

	@Test
	void closingTheBodyWakesTheReader() throws Exception {
		try (TestServer server = TestServer.answeringOnce(TestServer.STREAM + TestServer.chunk("a"))) {
			InputStream body = post(server.uri(), new RequestTimeouts(LONG, null, null, null)).getBody();
			assertThat(body.read()).isEqualTo('a');
			Reader reader = new Reader(body);
			reader.awaitBlocked();
			body.close();
			server.awaitDisconnect();
			reader.assertFailure().isInstanceOf(ExchangeClosedException.class).hasMessage("The response is closed");
		}
	}

	@Test
	void closingTheResponseWakesTheReader() throws Exception {
		try (TestServer server = TestServer.answeringOnce(TestServer.STREAM)) {
			ClientHttpResponse response = post(server.uri(), new RequestTimeouts(LONG, null, null, null));
			Reader reader = new Reader(response.getBody());
			reader.awaitBlocked();
			response.close();
			server.awaitDisconnect();
			reader.assertFailure().isInstanceOf(ExchangeClosedException.class);
		}
	}

	@Test
	void closingBeforeTheEndReadsNoFurther() throws Exception {
		try (TestServer server = TestServer.start((connection) -> {
			connection.write(TestServer.STREAM);
			while (true) {
				connection.write(TestServer.chunk("x".repeat(1000)));
			}
		})) {
			ClientHttpResponse response = post(server.uri(), new RequestTimeouts(LONG, null, null, null));
			assertThat(response.getBody().read()).isEqualTo('x');
			response.close();
			server.awaitDisconnect();
			assertThatThrownBy(response.getBody()::read).isInstanceOf(ExchangeClosedException.class);
		}
	}

	@Test
	void closingTheTransportAbortsWhatIsOpen() throws Exception {
		try (TestServer server = TestServer.answeringOnce(TestServer.STREAM);
				TestServer silent = TestServer.start(TestConnection::awaitClose)) {
			Reader reader = new Reader(post(server.uri(), new RequestTimeouts(LONG, null, null, null)).getBody());
			Reader starter = new Reader(() -> post(silent.uri(), new RequestTimeouts(LONG, null, null, null)));
			reader.awaitBlocked();
			silent.awaitRequest();
			this.transport.close();
			server.awaitDisconnect();
			silent.awaitDisconnect();
			reader.assertFailure().isInstanceOf(ExchangeClosedException.class).hasMessage("The transport is closed");
			starter.assertFailure().isInstanceOf(ExchangeClosedException.class).hasMessage("The transport is closed");
		}
	}

	@Test
	void interruptWhileWaitingForHeaders() throws Exception {
		try (TestServer server = TestServer.start(TestConnection::awaitClose)) {
			Reader reader = new Reader(() -> post(server.uri(), new RequestTimeouts(LONG, null, null, null)));
			server.awaitRequest();
			reader.interrupt();
			server.awaitDisconnect();
			reader.assertFailure().isInstanceOf(InterruptedIOException.class);
			assertThat(reader.interrupted()).isTrue();
		}
	}

	@Test
	void interruptWhileReading() throws Exception {
		try (TestServer server = TestServer.answeringOnce(TestServer.STREAM)) {
			Reader reader = new Reader(post(server.uri(), new RequestTimeouts(LONG, null, null, null)).getBody());
			reader.awaitBlocked();
			reader.interrupt();
			server.awaitDisconnect();
			reader.assertFailure().isInstanceOf(InterruptedIOException.class);
			assertThat(reader.interrupted()).isTrue();
		}
	}

	private static AbstractThrowableAssert<?, ?> assertExpired(Reader.Action action, TimeoutKind timeout) {
		return assertThatThrownBy(action::run).isInstanceOfSatisfying(TimeoutExpiredException.class, (ex) -> {
			assertThat(ex.kind()).isEqualTo(timeout);
			assertThat(ex.timeout()).isEqualTo(LIMIT);
		});
	}

	private static void assertLimit(long nanos) {
		assertThat(millis(nanos)).isBetween(LIMIT.toMillis(), LONG.toMillis());
	}

	private static long millis(long nanos) {
		return TimeUnit.NANOSECONDS.toMillis(nanos);
	}

}
