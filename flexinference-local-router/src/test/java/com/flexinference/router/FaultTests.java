package com.flexinference.router;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.zip.GZIPInputStream;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import com.flexinference.router.internal.Json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for the faults of a {@link LocalAnswer}, on a bare socket where it matters.
 */
class FaultTests {

	private static final String WHOLE = "{'model':'gpt-5.5','start_within':'default','input':'Count to 30',"
			+ "'messages':[{'role':'user','content':'Count to 30'}]}";

	private static final String STREAM = WHOLE.replace("'input'", "'stream':true,'input'");

	private static final String HEAD_END = "\r\n\r\n";

	@AutoClose
	private final LocalRouter router = LocalRouter.builder().latency(Duration.ZERO).build().start();

	private final RouterClient client = new RouterClient(this.router);

	@Test
	void delayIsReal() {
		this.router.enqueue(LocalAnswer.simulated().delayedBy(Duration.ofMillis(80)));
		long before = System.nanoTime();
		assertThat(this.client.post("/responses", WHOLE).statusCode()).isEqualTo(200);
		assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(Duration.ofMillis(80));
	}

	@Test
	void resetBeforeHeadersSendsNothing() throws IOException {
		this.router.enqueue(LocalAnswer.simulated().resetBeforeHeaders());
		try (RawConnection connection = new RawConnection(this.router).post("/responses", WHOLE)) {
			assertThatExceptionOfType(SocketException.class).isThrownBy(() -> connection.readUntil("HTTP"))
				.withMessageContaining("reset");
		}
		assertThat(this.router.takeRequest().outcome().join()).isEqualTo(RecordedRequest.Outcome.ABORTED);
	}

	@ParameterizedTest
	@ValueSource(strings = { WHOLE, "stream" })
	void resetAfterHeadersSendsHeaders(String body) throws IOException {
		this.router.enqueue(LocalAnswer.simulated().resetAfter(0));
		try (RawConnection connection = new RawConnection(this.router).post("/responses",
				"stream".equals(body) ? STREAM : body)) {
			assertThat(connection.readUntil(HEAD_END)).startsWith("HTTP/1.1 200 OK\r\n");
			assertThatExceptionOfType(SocketException.class).isThrownBy(() -> connection.readUntil("{"))
				.withMessageContaining("reset");
		}
	}

	@Test
	void resetInMidStreamComesAfterEvents() throws IOException {
		this.router.enqueue(LocalAnswer.simulated().resetAfter(3));
		try (RawConnection connection = new RawConnection(this.router).post("/messages", STREAM)) {
			assertThat(connection.readUntil("event: ping")).contains("event: content_block_start");
			assertThatExceptionOfType(SocketException.class)
				.isThrownBy(() -> connection.readUntil("event: content_block_delta"))
				.withMessageContaining("reset");
		}
	}

	@Test
	void resetComesAtEndOfShorterStream() throws IOException {
		this.router.enqueue(LocalAnswer.simulated().resetAfter(1_000));
		try (RawConnection connection = new RawConnection(this.router).post("/messages", STREAM)) {
			connection.readUntil("event: message_stop");
			assertThatExceptionOfType(SocketException.class).isThrownBy(connection::readToEnd)
				.withMessageContaining("reset");
		}
	}

	@Test
	void truncatedBodyIsShorterThanItsLength() throws IOException {
		this.router.enqueue(LocalAnswer.simulated().truncatedAfter(1));
		try (RawConnection connection = new RawConnection(this.router).post("/responses", WHOLE)) {
			String head = connection.readUntil(HEAD_END);
			int length = Integer.parseInt(head.replaceAll("(?s).*Content-Length: (\\d+).*", "$1"));
			assertThat(connection.readToEnd()).hasSize(length / 2);
		}
	}

	@Test
	void truncatedStreamLacksLastChunk() throws IOException {
		this.router.enqueue(LocalAnswer.simulated().truncatedAfter(2));
		try (RawConnection connection = new RawConnection(this.router).post("/messages", STREAM)) {
			String answer = connection.readToEnd();
			assertThat(answer).contains("Transfer-Encoding: chunked").doesNotContain("\r\n0\r\n", "event: ping");
			assertThat(RouterClient.data(answer)).hasSize(2);
		}
	}

	@ParameterizedTest
	@CsvSource({ "0, HTTP/1.1 200", "3, event: ping" })
	void stallLeavesConnectionOpen(int events, String last) throws IOException {
		this.router.enqueue(LocalAnswer.simulated().stalledAfter(events));
		try (RawConnection connection = new RawConnection(this.router).post("/messages", STREAM)) {
			connection.readUntil(last);
			connection.timeout(100);
			assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(() -> connection.readUntil("delta"));
		}
		assertThat(this.router.takeRequest().outcome()).succeedsWithin(Duration.ofSeconds(5))
			.isEqualTo(RecordedRequest.Outcome.ABORTED);
	}

	@Test
	void stallBeforeHeadersSendsNothing() throws IOException {
		this.router.enqueue(LocalAnswer.simulated().stalledBeforeHeaders());
		try (RawConnection connection = new RawConnection(this.router).post("/responses", WHOLE)) {
			connection.timeout(100);
			assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(() -> connection.readUntil("HTTP"));
		}
	}

	@Test
	void resetOfRouterEndsStalls() throws IOException {
		this.router.enqueue(LocalAnswer.simulated().stalledAfter(1));
		try (RawConnection connection = new RawConnection(this.router).post("/messages", STREAM)) {
			connection.readUntil("event: message_start");
			connection.timeout(100);
			assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(() -> connection.readUntil("ping"));
			connection.timeout(5_000);
			this.router.reset();
			assertThat(connection.readToEnd()).doesNotContain("ping");
		}
	}

	@ParameterizedTest
	@CsvSource({ "/responses, /response/error/code", "/chat/completions, /error/code",
			"/interactions, /error/flexinference/code", "/messages, /error/flexinference/code" })
	void failureIsLastEvent(String path, String pointer) {
		this.router.enqueue(LocalAnswer.simulated().failedAfter(4, "upstream_stream_failed"));
		HttpResponse<String> response = this.client.post(path, STREAM);
		List<String> data = RouterClient.data(response.body());
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(data).hasSize(5);
		assertThat(Json.read(data.get(4)).at(pointer).asString()).isEqualTo("upstream_stream_failed");
		assertThat(this.router.takeRequest().answer().join().code()).isEqualTo("upstream_stream_failed");
	}

	@Test
	void failedResponseKeepsNumbering() {
		this.router.enqueue(LocalAnswer.simulated().failedAfter(2, "upstream_stream_failed"));
		List<JsonNode> events = this.client.stream("/responses", WHOLE);
		assertThat(events.get(2).path("type").asString()).isEqualTo("response.failed");
		assertThat(events.get(2).path("sequence_number").asInt()).isEqualTo(2);
		assertThat(events.get(2).at("/response/status").asString()).isEqualTo("failed");
		assertThat(events.get(2).at("/response/error/flexinference/origin").asString()).isEqualTo("provider");
		assertThat(events.get(2).at("/response/error/flexinference/provider").asString()).isEqualTo("openai");
	}

	@Test
	void failureOfWholeAnswerIsError() {
		this.router.enqueue(LocalAnswer.simulated().failedAfter(4, "upstream_stream_failed"));
		assertThat(this.client.post("/responses", WHOLE).statusCode()).isEqualTo(502);
	}

	@ParameterizedTest
	@CsvSource({ "/responses, response.completed", "/chat/completions, [DONE]", "/interactions, interaction.completed",
			"/messages, message_stop" })
	void streamLacksItsEnd(String path, String end) {
		String whole = this.client.post(path, STREAM).body();
		this.router.enqueue(LocalAnswer.simulated().withoutEnd());
		String endless = this.client.post(path, STREAM).body();
		assertThat(whole).contains(end);
		assertThat(endless).doesNotContain(end);
		assertThat(RouterClient.data(endless)).hasSize(RouterClient.data(whole).size() - 1);
	}

	@Test
	void gzippedBodyIsWhole() throws IOException {
		this.router.enqueue(LocalAnswer.text("Zipped").gzipped());
		assertThat(unzip(WHOLE)).contains("Zipped").endsWith("}");
	}

	@Test
	void gzippedStreamIsWhole() throws IOException {
		this.router.enqueue(LocalAnswer.text("Zipped").gzipped());
		assertThat(unzip(STREAM)).contains("Zipped").contains("message_stop");
	}

	@Test
	void gzippedStreamFlows() throws IOException {
		this.router.enqueue(LocalAnswer.simulated().gzipped().stalledAfter(1));
		try (GZIPInputStream events = new GZIPInputStream(this.client.open("/messages", STREAM))) {
			assertThat(new String(events.readNBytes(20), StandardCharsets.US_ASCII)).isEqualTo("event: message_start");
		}
	}

	@Test
	void trickledBodyIsWhole() {
		this.router.enqueue(LocalAnswer.text("Slowly").trickled(Duration.ofMillis(2)));
		long before = System.nanoTime();
		HttpResponse<String> response = this.client.post("/messages", WHOLE);
		assertThat(response.body()).contains("Slowly").endsWith("}");
		int pieces = response.body().length() / 64;
		assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofMillis(2L * pieces));
	}

	@Test
	void connectionIsUsedAgainAfterWholeAnswer() throws IOException {
		try (RawConnection connection = new RawConnection(this.router)) {
			connection.post("/messages", STREAM).readUntil("\r\n0\r\n\r\n");
			this.router.reset();
			assertThat(connection.post("/messages", WHOLE).readUntil(HEAD_END)).startsWith("HTTP/1.1 200");
		}
	}

	private String unzip(String body) throws IOException {
		HttpResponse<byte[]> response = this.client.send(
				this.client.request("/messages").POST(BodyPublishers.ofString(RouterClient.json(body))),
				BodyHandlers.ofByteArray());
		assertThat(response.headers().firstValue("Content-Encoding")).hasValue("gzip");
		try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(response.body()))) {
			return new String(in.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (EOFException ex) {
			throw new AssertionError("The compressed body is cut off", ex);
		}
	}

}
