package com.flexinference.reactive;

import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

import com.flexinference.client.EachTransport;
import com.flexinference.client.FlexInferenceClient;
import com.flexinference.client.StartWithin;
import com.flexinference.client.TestConnection;
import com.flexinference.client.TestServer;
import com.flexinference.client.transport.HttpSettings;
import com.flexinference.client.transport.TransportKind;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the back pressure of {@link FlexFlux}, against a server that writes as fast
 * as it can.
 */
@Timeout(30)
class BackPressureTests {

	private static final String EVENT = "data: {\"type\":\"response.output_text.delta\",\"delta\":\"" + "x".repeat(1000)
			+ "\"}\n\n";

	private final AtomicLong written = new AtomicLong();

	private final BlockingQueue<String> events = new LinkedBlockingQueue<>();

	@ParameterizedTest
	@EachTransport
	void serverWaitsForDemand(TransportKind kind) throws InterruptedException {
		try (TestServer server = TestServer.start(this::write);
				FlexInferenceClient client = FlexInferenceClient.builder()
					.apiKey("flex_live_test")
					.baseUrl(server.url())
					.http(HttpSettings.defaults().withKind(kind))
					.build()) {
			Flux<String> text = FlexFlux
				.text(() -> client.responses().stream((r) -> r.model("m").user("Hi").startWithin(StartWithin.DEFAULT)));
			StepVerifier.create(text, 3)
				.expectNextCount(3)
				.then(this::awaitBlocked)
				.thenRequest(20_000)
				.expectNextCount(20_000)
				.thenCancel()
				.verify();
			assertThat(this.written.get()).isGreaterThan(20_000L * EVENT.length());
			server.awaitDisconnect();
		}
	}

	private void write(TestConnection connection) throws IOException {
		connection.write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n");
		while (true) {
			connection.write(EVENT);
			this.written.addAndGet(EVENT.length());
			this.events.add(EVENT);
		}
	}

	/**
	 * Wait until the server has written nothing for a while. The buffers of both ends,
	 * some megabytes, are full then.
	 */
	private void awaitBlocked() {
		try {
			while (this.events.poll(300, TimeUnit.MILLISECONDS) != null) {
				// There is still room in a buffer.
			}
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
