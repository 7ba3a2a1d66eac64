package com.flexinference.reactive;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

import com.flexinference.client.EachTransport;
import com.flexinference.client.FlexInferenceClient;
import com.flexinference.client.StartWithin;
import com.flexinference.client.transport.HttpSettings;
import com.flexinference.client.transport.TransportKind;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the back pressure of {@link FlexFlux}, against a server on a bare socket that
 * writes as fast as it can.
 */
@Timeout(30)
class BackPressureTests {

	private static final String EVENT = "data: {\"type\":\"response.output_text.delta\",\"delta\":\"" + "x".repeat(1000)
			+ "\"}\n\n";

	private final AtomicLong written = new AtomicLong();

	private final CompletableFuture<Void> disconnected = new CompletableFuture<>();

	@ParameterizedTest
	@EachTransport
	void serverWaitsForDemand(TransportKind kind) throws IOException {
		try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
				FlexInferenceClient client = client(server, kind)) {
			Thread writer = new Thread(() -> write(server));
			writer.setDaemon(true);
			writer.start();
			Flux<String> text = FlexFlux
				.text(() -> client.responses().stream((r) -> r.model("m").user("Hi").startWithin(StartWithin.DEFAULT)));
			StepVerifier.create(text, 3)
				.expectNextCount(3)
				.then(this::awaitStandstill)
				.thenRequest(20_000)
				.expectNextCount(20_000)
				.thenCancel()
				.verify();
			assertThat(this.written.get()).isGreaterThan(20_000L * EVENT.length());
			assertThat(this.disconnected).succeedsWithin(5, TimeUnit.SECONDS);
		}
	}

	private static FlexInferenceClient client(ServerSocket server, TransportKind kind) {
		return FlexInferenceClient.builder()
			.apiKey("flex_live_test")
			.baseUrl("http://127.0.0.1:" + server.getLocalPort())
			.http(HttpSettings.defaults().withKind(kind))
			.build();
	}

	private void write(ServerSocket server) {
		byte[] event = EVENT.getBytes(StandardCharsets.US_ASCII);
		try (Socket socket = server.accept()) {
			socket.getInputStream().read();
			OutputStream out = socket.getOutputStream();
			out.write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
			while (true) {
				out.write(event);
				this.written.addAndGet(event.length);
			}
		}
		catch (IOException ex) {
			this.disconnected.complete(null);
		}
	}

	/**
	 * Buffers of both ends take some megabytes, and nothing tells when they are full.
	 */
	private void awaitStandstill() {
		long before = -1;
		while (this.written.get() != before) {
			before = this.written.get();
			pause();
		}
	}

	private static void pause() {
		try {
			Thread.sleep(300);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
