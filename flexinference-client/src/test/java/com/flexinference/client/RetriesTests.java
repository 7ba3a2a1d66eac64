package com.flexinference.client;

import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.flexinference.client.transport.HttpSettings;
import com.flexinference.client.transport.TimeoutKind;
import com.flexinference.client.transport.Timeouts;
import com.flexinference.client.transport.TransportKind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests for {@link Retries} over HTTP, on both transports.
 */
@ParameterizedClass
@EachTransport
@Timeout(20)
class RetriesTests {

	private static final String RETRYABLE = "{\"error\":{\"message\":\"m\",\"flexinference\":{\"retryable\":true}}}";

	private static final String FATAL = RETRYABLE.replace("true", "false");

	@Parameter
	TransportKind kind;

	private final FakeTimeSource time = new FakeTimeSource();

	@ParameterizedTest
	@CsvSource({ "429, 5", "503, 5", "503, 0" })
	void refusalThatIsRetryableIsSentAgain(int status, String retryAfter) {
		try (TestServer server = refusing(1, status, RETRYABLE, "Retry-After: " + retryAfter);
				FlexInferenceClient client = client(server, 2)) {
			FlexResponse response = client.responses().create((r) -> r.user("q"));
			assertThat(response.attempts()).isEqualTo(2);
			assertThat(server.requests()).hasSize(2);
			assertThat(this.time.waits).containsExactly(Duration.ofSeconds(Integer.parseInt(retryAfter)));
		}
	}

	@Test
	void streamIsSentAgainBeforeItStarts() {
		try (TestServer server = refusing(2, 503, RETRYABLE);
				FlexInferenceClient client = client(server, 3);
				FlexStream stream = client.responses().stream((r) -> r.user("q"))) {
			assertThat(stream.attempts()).isEqualTo(3);
			assertThat(stream.text().toList()).containsExactly("Hi");
			assertThat(this.time.waits).containsExactly(Duration.ofMillis(500), Duration.ofSeconds(1));
		}
	}

	@Test
	void nothingIsSentAgainByDefault() {
		try (TestServer server = refusing(1, 503, RETRYABLE, "Retry-After: 0");
				FlexInferenceClient client = server.client()) {
			assertThat(failure(client)).returns(1, FlexInferenceException::attempts);
			assertThat(server.requests()).hasSize(1);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "9223372036854775807", "92233720368547758070" })
	void waitThatIsTooLongIsNotWaitedFor(String seconds) {
		try (TestServer server = refusing(9, 429, RETRYABLE, "Retry-After: " + seconds);
				FlexInferenceClient client = client(server, 3)) {
			assertThat(failure(client)).isInstanceOf(RateLimitedException.class)
				.returns(1, FlexInferenceException::attempts);
			assertThat(this.time.waits).isEmpty();
		}
	}

	@Test
	void attemptsEnd() {
		try (TestServer server = refusing(9, 503, RETRYABLE); FlexInferenceClient client = client(server, 3)) {
			assertThat(failure(client)).isInstanceOf(FlexInferenceResponseException.class)
				.returns(3, FlexInferenceException::attempts);
			assertThat(server.requests()).hasSize(3);
		}
	}

	@ParameterizedTest
	@CsvSource({ "429, false", "503, false", "500, true", "502, true", "504, true", "400, true" })
	void otherRefusalsAreNotSentAgain(int status, boolean retryable) {
		try (TestServer server = refusing(9, status, retryable ? RETRYABLE : FATAL);
				FlexInferenceClient client = client(server, 3)) {
			assertThat(failure(client)).returns(1, FlexInferenceException::attempts);
			assertThat(server.requests()).hasSize(1);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "", "<html>", "{\"error\":{\"message\":\"m\"}}" })
	void refusalThatSaysNothingIsNotSentAgain(String body) {
		try (TestServer server = refusing(9, 503, body); FlexInferenceClient client = client(server, 3)) {
			failure(client);
			assertThat(server.requests()).hasSize(1);
		}
	}

	@Test
	void failureWithinAStreamIsNotSentAgain() {
		String frame = "{'type':'response.failed','response':{'error':{'message':'m','flexinference':{'status':503,'retryable':true}}}}";
		try (TestServer server = TestServer.streaming(frame);
				FlexInferenceClient client = client(server, 3);
				FlexStream stream = client.responses().stream((r) -> r.user("q"))) {
			StreamFailedException ex = catchThrowableOfType(StreamFailedException.class, stream::next);
			assertThat(ex).returns(true, FlexInferenceResponseException::retryable)
				.returns(1, FlexInferenceException::attempts);
			assertThat(server.requests()).hasSize(1);
		}
	}

	@Test
	void requestWhoseConnectionClosesIsNotSentAgain() {
		try (TestServer server = TestServer.start((connection) -> connection.close());
				FlexInferenceClient client = client(server, 3)) {
			assertThat(failure(client)).isInstanceOf(FlexInferenceTransportException.class)
				.returns(1, FlexInferenceException::attempts);
			assertThat(server.requests()).hasSize(1);
			assertThatExceptionOfType(FlexInferenceTransportException.class).isThrownBy(client::limits)
				.returns(1, FlexInferenceException::attempts);
			assertThat(server.requests()).hasSize(2);
		}
	}

	@Test
	void startTimeoutIsNotSentAgain() {
		try (TestServer server = TestServer.start(TestConnection::awaitClose);
				FlexInferenceClient client = builder(server, 3)
					.timeouts(Timeouts.none().withStart(Duration.ofMillis(100)))
					.build()) {
			assertThat(failure(client)).isInstanceOf(FlexInferenceTimeoutException.class)
				.returns(1, FlexInferenceException::attempts);
			assertThat(server.requests()).hasSizeLessThanOrEqualTo(1);
		}
	}

	@Test
	void connectionThatIsRefusedIsTriedAgain() throws IOException {
		int port;
		try (ServerSocket socket = new ServerSocket(0)) {
			port = socket.getLocalPort();
		}
		unconnected("http://127.0.0.1:" + port);
	}

	@Test
	void hostThatIsUnknownIsTriedAgain() {
		unconnected("https://flexinference.invalid");
	}

	private void unconnected(String url) {
		try (TestServer server = TestServer.json();
				FlexInferenceClient client = builder(server, 3).baseUrl(url).build()) {
			assertThat(failure(client)).isInstanceOf(FlexInferenceTransportException.class)
				.returns(3, FlexInferenceException::attempts);
			assertThat(this.time.waits).containsExactly(Duration.ofMillis(500), Duration.ofSeconds(1));
			assertThat(catchThrowableOfType(FlexInferenceException.class, client::limits).attempts()).isEqualTo(3);
		}
	}

	@ParameterizedTest
	@CsvSource({ "00h-00m-30s, 10, 00h-00m-20s", "00h-00m-30s, 25, 00h-00m-05s", "00h-00m-30s, 26, default",
			"00h-00m-30s, 30, default", "00h-10m-00s, 1, 00h-09m-59s", "priority, 10, priority", "auto, 10, auto",
			"default, 10, default" })
	void startWithinIsLoweredByTheTimeThatHasPassed(String startWithin, int seconds, String lowered) {
		try (TestServer server = refusing(1, 429, RETRYABLE, "Retry-After: " + seconds);
				FlexInferenceClient client = client(server, 2)) {
			client.responses().create((r) -> r.user("q").with("start_within", startWithin).with("n", 1));
			assertThat(server.requests()).extracting(TestConnection.Request::body)
				.containsExactly(body(startWithin), body(lowered));
		}
	}

	private static String body(String startWithin) {
		return "{\"start_within\":\"" + startWithin + "\",\"n\":1,\"model\":\"m\",\"input\":\"q\"}";
	}

	@Test
	void defaultOfTheKeyStays() {
		try (TestServer server = refusing(1, 429, RETRYABLE, "Retry-After: 10");
				FlexInferenceClient client = client(server, 2)) {
			client.responses().create((r) -> r.user("q").startWithin(StartWithin.keyDefault()));
			assertThat(server.requests()).hasSize(2).allMatch((request) -> !request.body().contains("start_within"));
		}
	}

	@ParameterizedTest
	@CsvSource({ "00h-00m-30s, 31", "default, 61", "priority, 61", "default, 999999999999" })
	void waitNeverPassesTheStartWindow(String startWithin, long seconds) {
		try (TestServer server = refusing(9, 429, RETRYABLE, "Retry-After: " + seconds);
				FlexInferenceClient client = client(server, 3)) {
			assertThat(catchThrowableOfType(RateLimitedException.class,
					() -> client.responses().create((r) -> r.user("q").with("start_within", startWithin))))
				.returns(1, FlexInferenceException::attempts);
			assertThat(this.time.waits).isEmpty();
		}
	}

	@Test
	void waitsAddUpAgainstTheStartWindow() {
		try (TestServer server = refusing(9, 429, RETRYABLE, "Retry-After: 20");
				FlexInferenceClient client = client(server, 9)) {
			assertThat(failure(client)).returns(4, FlexInferenceException::attempts);
			assertThat(this.time.waits).hasSize(3);
		}
	}

	@Test
	void limitOfTheCallBoundsTheWaits() {
		try (TestServer server = refusing(9, 429, RETRYABLE, "Retry-After: 20");
				FlexInferenceClient client = client(server, 9)) {
			RequestOptions options = RequestOptions.none().withCallTimeout(Duration.ofSeconds(25));
			assertThat(catchThrowableOfType(RateLimitedException.class,
					() -> client.responses().create(FlexRequest.of((r) -> r.user("q")), options)))
				.returns(2, FlexInferenceException::attempts);
		}
	}

	@Test
	void limitOfTheCallCoversAllAttemptsAndTheBody() {
		try (TestServer server = TestServer.start((connection) -> {
			connection.pause(150);
			if (connection.request().headers().containsKey("X-Refuse")) {
				connection.answer(503, "application/json", RETRYABLE.getBytes(), "Retry-After: 0");
			}
			else {
				connection.write("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n");
				connection.awaitClose();
			}
		}); FlexInferenceClient client = builder(server, 99, TimeSource.SYSTEM).build()) {
			RequestOptions limited = RequestOptions.none().withCallTimeout(Duration.ofSeconds(1));
			for (RequestOptions options : List.of(limited, limited.withHeader("X-Refuse", "yes"))) {
				long begin = System.nanoTime();
				assertThat(catchThrowableOfType(FlexInferenceTimeoutException.class,
						() -> client.responses().create(FlexRequest.of((r) -> r.user("q")), options)))
					.returns(TimeoutKind.CALL, FlexInferenceTimeoutException::kind)
					.returns(Duration.ofSeconds(1), FlexInferenceTimeoutException::timeout);
				assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin)).isGreaterThanOrEqualTo(990L);
			}
			assertThat(server.requests()).hasSizeGreaterThan(2);
		}
	}

	@Test
	void dateToRetryAfter() {
		try (TestServer server = refusing(1, 503, RETRYABLE, "Retry-After: Mon, 23 Nov 2026 10:00:07 GMT");
				FlexInferenceClient client = client(server, 2)) {
			client.responses().create((r) -> r.user("q"));
			assertThat(this.time.waits).containsExactly(Duration.ofSeconds(7));
		}
	}

	@Test
	void waitCanBeInterrupted() {
		try (TestServer server = refusing(1, 503, RETRYABLE, "Retry-After: 30");
				FlexInferenceClient client = builder(server, 2, TimeSource.SYSTEM).build()) {
			Thread.currentThread().interrupt();
			assertThat(failure(client)).isInstanceOf(FlexInferenceTransportException.class);
			assertThat(Thread.interrupted()).isTrue();
		}
	}

	@Test
	void closingTheClientEndsTheWait() throws Exception {
		CountDownLatch waiting = new CountDownLatch(1);
		TimeSource time = new TimeSource() {

			@Override
			public boolean await(CountDownLatch end, Duration wait) throws InterruptedException {
				waiting.countDown();
				return TimeSource.super.await(end, wait);
			}

		};
		try (TestServer server = TestServer.start(
				(connection) -> connection.answer(503, "application/json", RETRYABLE.getBytes(), "Retry-After: 30"))) {
			FlexInferenceClient client = builder(server, 2, time).build();
			CompletableFuture<FlexInferenceException> failure = CompletableFuture.supplyAsync(() -> failure(client),
					(task) -> new Thread(task).start());
			waiting.await();
			client.close();
			assertThat(failure.get(5, TimeUnit.SECONDS)).hasMessageStartingWith("HTTP 503");
		}
	}

	@Test
	void requestThatIsInvalidHasNoAttempts() {
		try (TestServer server = TestServer.json(); FlexInferenceClient client = client(server, 3)) {
			assertThat(catchThrowableOfType(InvalidRequestException.class, () -> client.responses().create((r) -> {
			}))).returns(0, FlexInferenceException::attempts);
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, -1 })
	void attemptsAreAtLeastOne(int attempts) {
		assertThatIllegalArgumentException().isThrownBy(() -> FlexInferenceClient.builder().maxAttempts(attempts))
			.withMessage("'maxAttempts' must be 1 or more but is " + attempts);
	}

	private static TestServer refusing(int times, int status, String body, String... headers) {
		List<TestConnection.Request> seen = new CopyOnWriteArrayList<>();
		return TestServer.start((connection) -> {
			seen.add(connection.request());
			if (seen.size() <= times) {
				connection.answer(status, "application/json", body.getBytes(), headers);
			}
			else if (connection.request().body().contains("\"stream\":true")) {
				connection.startStream();
				connection.event("{'type':'response.output_text.delta','delta':'Hi'}");
				connection.event("{'type':'response.completed'}");
				connection.endStream();
			}
			else {
				connection.answer(200, "application/json", "{\"id\":\"r\"}".getBytes());
			}
		});
	}

	private static FlexInferenceException failure(FlexInferenceClient client) {
		return catchThrowableOfType(FlexInferenceException.class, () -> client.responses().create((r) -> r.user("q")));
	}

	private FlexInferenceClient client(TestServer server, int maxAttempts) {
		return builder(server, maxAttempts).build();
	}

	private FlexInferenceClient.Builder builder(TestServer server, int maxAttempts) {
		return builder(server, maxAttempts, this.time);
	}

	private FlexInferenceClient.Builder builder(TestServer server, int maxAttempts, TimeSource time) {
		DefaultFlexInferenceClientBuilder builder = (DefaultFlexInferenceClientBuilder) server.clientBuilder();
		return builder.time(time).maxAttempts(maxAttempts).http(HttpSettings.defaults().withKind(this.kind));
	}

}
