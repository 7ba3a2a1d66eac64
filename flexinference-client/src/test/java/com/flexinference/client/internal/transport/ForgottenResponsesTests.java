package com.flexinference.client.internal.transport;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

import org.apache.commons.logging.impl.NoOpLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpResponse;

import com.flexinference.client.EachTransport;
import com.flexinference.client.TestServer;
import com.flexinference.client.transport.HttpSettings;
import com.flexinference.client.transport.TransportKind;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for responses that are never closed.
 */
@Timeout(60)
class ForgottenResponsesTests {

	private static final int RESPONSES = Integer.getInteger("responses", 500);

	@ParameterizedTest
	@EachTransport
	void forgottenResponsesLeaveNothingOpen(TransportKind kind) throws Exception {
		try (TestServer server = TestServer.start((connection) -> {
			connection.write(TestServer.STREAM + TestServer.chunk("a".repeat(1000)));
			connection.awaitClose();
		}); HttpTransport transport = TestTransports.create(HttpSettings.defaults().withKind(kind))) {
			for (int i = 0; i < RESPONSES; i++) {
				assertThat(open(transport, server).read()).isEqualTo('a');
			}
			System.gc();
			for (int i = 0; i < RESPONSES; i++) {
				server.awaitDisconnect();
			}
			assertThat(server.connections()).isEqualTo(RESPONSES);
		}
	}

	@Test
	void heldResponsesStayOpen() throws Exception {
		try (TestServer server = TestServer.answeringOnce(TestServer.STREAM + TestServer.chunk("ab"));
				HttpTransport transport = TestTransports.create(HttpSettings.defaults())) {
			InputStream body = open(transport, server);
			assertThat(body.read()).isEqualTo('a');
			open(transport, server);
			System.gc();
			server.awaitDisconnect();
			assertThat(body.read()).isEqualTo('b');
		}
	}

	@Test
	void warnsOncePerPlace() throws Exception {
		RecordingLog log = new RecordingLog();
		TimeoutMonitor watch = new TimeoutMonitor(new ConnectionLimit(null, Duration.ofSeconds(1)), log, () -> {
		}, Duration.ofSeconds(1), System::nanoTime);
		for (int i = 0; i < 3; i++) {
			forget(watch);
		}
		forget(watch);
		System.gc();
		assertThat(log.warnings.take()).hasMessage("The response was opened here")
			.hasStackTraceContaining("ForgottenResponsesTests.warnsOncePerPlace");
		log.warnings.take();
		log.debugs.take();
		log.debugs.take();
		assertThat(log.warnings).isEmpty();
		watch.close();
	}

	private static void forget(TimeoutMonitor watch) throws IOException {
		HttpExchange exchange = watch.add(new HttpExchange(watch, RequestTimeouts.DEFAULTS, null));
		exchange.headersReceived(200, new HttpHeaders());
		exchange.handOver();
		exchange.abortWithout(new HttpExchangeBody(exchange, InputStream.nullInputStream()), () -> {
		});
	}

	private static InputStream open(HttpTransport transport, TestServer server) throws IOException {
		ClientHttpRequest request = transport.createRequest(server.uri(), HttpMethod.POST);
		request.getBody().write(new byte[] { '{', '}' });
		ClientHttpResponse response = request.execute();
		return response.getBody();
	}

	private static final class RecordingLog extends NoOpLog {

		private static final long serialVersionUID = 1L;

		private final transient BlockingQueue<Throwable> warnings = new LinkedBlockingQueue<>();

		private final transient BlockingQueue<Throwable> debugs = new LinkedBlockingQueue<>();

		@Override
		public void warn(Object message, Throwable throwable) {
			this.warnings.add(throwable);
		}

		@Override
		public void debug(Object message, Throwable throwable) {
			this.debugs.add(throwable);
		}

	}

}
