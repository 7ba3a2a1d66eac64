package com.flexinference.client;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.mock.http.client.MockClientHttpResponse;

import com.flexinference.client.format.CallerFormat;
import com.flexinference.client.internal.format.Fixtures;
import com.flexinference.client.internal.json.RawJson;
import com.flexinference.client.message.Answer;
import com.flexinference.client.message.Cost;
import com.flexinference.client.transport.TimeoutKind;
import com.flexinference.client.transport.Timeouts;
import com.flexinference.client.transport.TransportKind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link FlexStream} over HTTP, on both transports.
 */
@ParameterizedClass
@EachTransport
@Timeout(20)
class FlexStreamTests {

	private static final String DELTA = "{'type':'response.output_text.delta','delta':'Hi'}";

	private static final String COMPLETED = "{'type':'response.completed','response':{'id':'r','status':'completed'}}";

	@Parameter
	TransportKind kind;

	@ParameterizedTest
	@MethodSource("com.flexinference.client.internal.format.Fixtures#all")
	void streamSaysTheSameHoweverItIsCut(CallerFormat format, String name) {
		byte[] events = Fixtures.stream(format, name);
		Random random = new Random(7);
		Answer expected;
		try (TestServer server = TestServer.answering(200, "application/json", Fixtures.body(format, name));
				FlexInferenceClient client = client(server)) {
			expected = client.calls(format).create(FlexRequest.of((r) -> r.user("q"))).answer();
		}
		try (TestServer server = TestServer.start((connection) -> {
			boolean single = connection.request().headers().containsKey("X-Single");
			connection.startStream();
			connection.chunks(events, single ? () -> 1 : () -> 1 + random.nextInt(90));
			connection.endStream();
		}); FlexInferenceClient client = client(server)) {
			RequestOptions single = RequestOptions.none().withHeader("X-Single", "yes");
			for (RequestOptions options : List.of(single, RequestOptions.none(), RequestOptions.none())) {
				try (FlexStream stream = client.calls(format).stream(FlexRequest.of((r) -> r.user("q")), options)) {
					assertThat(String.join("", stream.text().toList())).isEqualTo(expected.text());
					assertThat(stream.answer()).usingRecursiveComparison()
						.ignoringFields("items", "toolCalls.answer")
						.isEqualTo(expected);
				}
			}
			assertThat(server.connections()).isEqualTo(1);
		}
	}

	@Test
	void asksForAStreamThatIsNotCompressed() {
		try (TestServer server = TestServer.streaming(COMPLETED); FlexInferenceClient client = client(server)) {
			RequestOptions options = RequestOptions.none().withHeader("Accept-Encoding", "gzip");
			client.responses().stream(FlexRequest.of((r) -> r.user("q")), options).close();
			assertThat(server.request().headers()).containsEntry("Accept-Encoding", "identity")
				.containsEntry("Accept", "text/event-stream, application/json")
				.containsEntry("Content-Type", "application/json");
			assertThat(server.request().body())
				.isEqualTo("{\"model\":\"m\",\"start_within\":\"default\",\"input\":\"q\",\"stream\":true}");
		}
	}

	@Test
	void headersAreThereBeforeTheFirstEvent() {
		try (TestServer server = TestServer.start((connection) -> {
			connection.startStream("x-flexinference-routing-reason: flex_won", "x-flexinference-retries: 2",
					"x-flexinference-spend-remaining: -5");
			connection.awaitClose();
		}); FlexInferenceClient client = client(server); FlexStream stream = stream(client)) {
			assertThat(stream.headers().getFirst("X-FlexInference-Routing-Reason")).isEqualTo("flex_won");
			assertThat(stream.retries()).isEqualTo(2);
			assertThat(stream.spendRemaining().microUsd()).isEqualTo(-5);
			assertThat(stream.status().value()).isEqualTo(200);
			assertThat(stream.format()).isEqualTo(CallerFormat.RESPONSES);
			assertThat(stream.answer().routing().reason()).isEqualTo("flex_won");
		}
	}

	@Test
	void eventsKeepTheirDataAndOrder() {
		String unknown = "{\"type\":\"x.new\",\"n\":1.10}";
		try (TestServer server = TestServer.streaming(unknown, DELTA, COMPLETED);
				FlexInferenceClient client = client(server);
				FlexStream stream = stream(client)) {
			List<FlexEvent> events = stream.events().toList();
			assertThat(events).extracting(FlexEvent::type)
				.containsExactly("x.new", "response.output_text.delta", "response.completed");
			assertThat(events.get(0)).returns(unknown, FlexEvent::data).returns(null, FlexEvent::textDelta);
			assertThat(events.get(0).json().get("n")).hasToString("1.10");
			assertThat(events.get(1).textDelta()).isEqualTo("Hi");
			assertThat(events.get(1)).hasToString("FlexEvent[type=response.output_text.delta, bytes=50]");
		}
	}

	@Test
	void eventWithANumberThatIsOutOfRangeHasNoTree() {
		String event = "{'type':'x','n':1.0e9999999999}";
		try (TestServer server = TestServer.streaming(event, COMPLETED);
				FlexInferenceClient client = client(server);
				FlexStream stream = stream(client)) {
			FlexEvent first = stream.next();
			assertThatExceptionOfType(FlexInferenceResponseException.class).isThrownBy(first::json)
				.withMessage("HTTP 200: The event cannot be read: the JSON has a number that is out of range")
				.returns(first.data(), FlexInferenceResponseException::body)
				.returns(1, FlexInferenceException::attempts);
		}
	}

	@Test
	void eventsMayBeReadAfterTheEnd() {
		List<String> texts = List.of("plain", "also plain", "\u00fcml\u00e4ut \ud83d\ude42", "a \"quote\"\n", "plain");
		String delta = DELTA.replace('\'', '"');
		List<String> data = texts.stream().map((text) -> delta.replace("\"Hi\"", RawJson.of(text).toString())).toList();
		List<String> all = new ArrayList<>(data);
		all.add(COMPLETED);
		try (TestServer server = TestServer.streaming(all.toArray(String[]::new));
				FlexInferenceClient client = client(server);
				FlexStream stream = stream(client)) {
			List<FlexEvent> events = stream.events().toList().subList(0, texts.size());
			assertThat(events).extracting(FlexEvent::textDelta).isEqualTo(texts);
			assertThat(events).extracting(FlexEvent::data).isEqualTo(data);
			assertThat(events).extracting((event) -> event.json().get("delta").stringValue()).isEqualTo(texts);
			assertThat(events).extracting((event) -> new String(event.bytes(), StandardCharsets.UTF_8)).isEqualTo(data);
			assertThat(stream.answer().text()).isEqualTo(String.join("", texts));
		}
	}

	@Test
	void resultOnTheWayIsAPart() {
		try (TestServer server = TestServer.start((connection) -> {
			connection.startStream();
			connection.event(DELTA);
			connection.awaitClose();
		}); FlexInferenceClient client = client(server); FlexStream stream = stream(client)) {
			assertThat(stream.answer()).returns("", Answer::text).returns(false, Answer::complete);
			stream.next();
			assertThat(stream.answer()).returns("Hi", Answer::text).returns(false, Answer::complete);
		}
	}

	@Test
	void eventIsDeliveredAsSoonAsItIsThere() {
		CompletableFuture<Void> seen = new CompletableFuture<>();
		try (TestServer server = TestServer.start((connection) -> {
			connection.startStream();
			connection.event(DELTA);
			seen.join();
			connection.event(COMPLETED);
			connection.endStream();
		}); FlexInferenceClient client = client(server); FlexStream stream = stream(client)) {
			assertThat(stream.next().textDelta()).isEqualTo("Hi");
			seen.complete(null);
			assertThat(stream.next().type()).isEqualTo("response.completed");
			assertThat(stream.next()).isNull();
			assertThat(stream.next()).isNull();
			assertThat(stream.answer().complete()).isTrue();
		}
	}

	@Test
	void eventsKeepTheirOrderInParallel() {
		List<String> texts = IntStream.range(0, 2000).mapToObj(String::valueOf).toList();
		Stream<String> events = Stream.concat(texts.stream().map((text) -> DELTA.replace("Hi", text)),
				Stream.of(COMPLETED));
		try (TestServer server = TestServer.streaming(events.toArray(String[]::new));
				FlexInferenceClient client = client(server);
				FlexStream stream = stream(client)) {
			assertThat(stream.text().parallel().toList()).isEqualTo(texts);
		}
	}

	@Test
	void eventsCanBeHadOnce() {
		try (TestServer server = TestServer.streaming(DELTA, COMPLETED);
				FlexInferenceClient client = client(server);
				FlexStream stream = stream(client)) {
			Iterator<FlexEvent> iterator = stream.iterator();
			assertThatIllegalStateException().isThrownBy(stream::iterator);
			assertThatIllegalStateException().isThrownBy(stream::text);
			assertThat(iterator.hasNext()).isTrue();
			assertThat(iterator.hasNext()).isTrue();
			assertThat(iterator.next().textDelta()).isEqualTo("Hi");
		}
	}

	@Test
	void closeByAnotherThreadEndsTheIterationQuietly() throws Exception {
		CompletableFuture<Void> gone = new CompletableFuture<>();
		try (TestServer server = hanging(gone); FlexInferenceClient client = client(server)) {
			FlexStream stream = stream(client);
			CompletableFuture<Void> first = new CompletableFuture<>();
			CompletableFuture<List<String>> texts = CompletableFuture.supplyAsync(() -> {
				List<String> all = new ArrayList<>();
				for (FlexEvent event : stream) {
					all.add(event.textDelta());
					first.complete(null);
				}
				return all;
			}, (task) -> new Thread(task).start());
			first.get(5, TimeUnit.SECONDS);
			stream.close();
			assertThat(texts.get(5, TimeUnit.SECONDS)).containsExactly("Hi");
			assertThat(stream.answer()).returns("Hi", Answer::text).returns(false, Answer::complete);
			gone.get(5, TimeUnit.SECONDS);
		}
	}

	private static TestServer hanging(CompletableFuture<Void> gone) {
		return TestServer.start((connection) -> {
			connection.startStream();
			connection.event(DELTA);
			try {
				connection.awaitClose();
			}
			finally {
				gone.complete(null);
			}
		});
	}

	@Test
	void closedStreamHasNoMoreEvents() {
		try (TestServer server = TestServer.streaming(DELTA, COMPLETED); FlexInferenceClient client = client(server)) {
			FlexStream stream = stream(client);
			stream.close();
			stream.close();
			assertThat(stream.next()).isNull();
			assertThat(stream.answer().complete()).isFalse();
		}
	}

	@Test
	void closingTheJavaStreamClosesTheConnection() throws Exception {
		CompletableFuture<Void> gone = new CompletableFuture<>();
		try (TestServer server = hanging(gone); FlexInferenceClient client = client(server)) {
			try (Stream<String> text = stream(client).text()) {
				assertThat(text.findFirst()).contains("Hi");
			}
			gone.get(5, TimeUnit.SECONDS);
		}
	}

	@Test
	void failureFrameThrowsAndKeepsWhatArrived() {
		String failure = "{'type':'response.failed','response':{'error':{'code':'x_code','message':'It broke.',"
				+ "'flexinference':{'class':'upstream','status':503,'retryable':true,'provider':'openai'}}}}";
		try (TestServer server = TestServer.streaming(DELTA, failure, COMPLETED);
				FlexInferenceClient client = client(server);
				FlexStream stream = stream(client)) {
			stream.next();
			assertThatExceptionOfType(StreamFailedException.class).isThrownBy(stream::next)
				.withMessage("HTTP 503 [x_code]: It broke.")
				.returns(503, (ex) -> ex.status().value())
				.returns("x_code", StreamFailedException::code)
				.returns("upstream", StreamFailedException::errorClass)
				.returns(true, StreamFailedException::retryable)
				.returns("openai", StreamFailedException::provider)
				.returns(failure.replace('\'', '"'), StreamFailedException::body)
				.satisfies(
						(ex) -> assertThat(ex.partial()).returns("Hi", Answer::text).returns(false, Answer::complete));
			assertThatExceptionOfType(StreamFailedException.class).isThrownBy(stream::next);
			assertThat(stream.answer().text()).isEqualTo("Hi");
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			RESPONSES        | {'type':'response.failed','response':{'error':null}}
			RESPONSES        | {'type':'error','code':'c','message':'m'}
			CHAT_COMPLETIONS | {'error':{}}
			INTERACTIONS     | {'event_type':'error','error':{'message':'m'}}
			MESSAGES         | {'type':'error','error':{'type':'overloaded_error','message':'m'}}
			""")
	void failureFrameOfEveryFormatIs502WithoutAStatus(CallerFormat format, String frame) {
		try (TestServer server = TestServer.streaming(frame);
				FlexInferenceClient client = client(server);
				FlexStream stream = client.calls(format).stream((r) -> r.user("q"))) {
			assertThatExceptionOfType(StreamFailedException.class).isThrownBy(() -> stream.text().toList())
				.withMessageMatching("HTTP 502( \\[c])?: .+")
				.returns(502, (ex) -> ex.status().value());
		}
	}

	@ParameterizedTest
	@EnumSource
	void streamThatIsCutBeforeItsTerminalEventThrows(CallerFormat format) {
		String text = new String(Fixtures.stream(format, "text"), StandardCharsets.UTF_8);
		String cut = text.substring(0, text.lastIndexOf("data: "));
		try (TestServer server = TestServer.start((connection) -> {
			connection.startStream();
			connection.chunk(cut.getBytes(StandardCharsets.UTF_8));
			connection.endStream();
		});
				FlexInferenceClient client = client(server);
				FlexStream stream = client.calls(format).stream((r) -> r.user("q"))) {
			assertThatExceptionOfType(StreamFailedException.class).isThrownBy(() -> stream.events().toList())
				.withMessageStartingWith("HTTP 502: The stream was cut before its terminal event. Until then ")
				.satisfies((ex) -> assertThat(ex.partial().text()).isNotEmpty())
				.satisfies((ex) -> assertThat(ex.partial().complete()).isFalse());
		}
	}

	@Test
	void lastEventNeedsNoBlankLine() {
		try (TestServer server = TestServer.start((connection) -> {
			connection.startStream();
			connection.chunk("data: {\"type\":\"response.completed\"}".getBytes());
			connection.endStream();
		}); FlexInferenceClient client = client(server); FlexStream stream = stream(client)) {
			assertThat(stream.events().toList()).hasSize(1);
			assertThat(stream.answer().complete()).isTrue();
		}
	}

	@Test
	void connectionThatBreaksThrows() {
		try (TestServer server = TestServer.start((connection) -> {
			connection.startStream();
			connection.event(DELTA);
			connection.reset();
		}); FlexInferenceClient client = client(server); FlexStream stream = stream(client)) {
			assertThatExceptionOfType(StreamFailedException.class).isThrownBy(() -> stream.events().toList())
				.withMessageStartingWith("HTTP 502: The stream broke before its end: ")
				.withMessageContaining(". Until then ")
				.withCauseInstanceOf(IOException.class);
		}
	}

	@Test
	void connectionThatBreaksAfterTheTerminalEventDoesNotMatter() {
		try (TestServer server = TestServer.start((connection) -> {
			connection.startStream();
			connection.event(DELTA);
			connection.event(COMPLETED);
			connection.close();
		}); FlexInferenceClient client = client(server); FlexStream stream = stream(client)) {
			assertThat(stream.text().toList()).containsExactly("Hi");
			assertThat(stream.answer().complete()).isTrue();
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "RESPONSES", "CHAT_COMPLETIONS" })
	void serverThatNeverEndsTheBodyDelaysTheEndByASecondAtMost(CallerFormat format) throws Exception {
		CompletableFuture<Void> gone = new CompletableFuture<>();
		try (TestServer server = TestServer.start((connection) -> {
			connection.startStream();
			connection.chunk(Fixtures.stream(format, "text"));
			try {
				while (true) {
					connection.chunk(": ping\n\n".getBytes(StandardCharsets.US_ASCII));
					connection.pause(20);
				}
			}
			finally {
				gone.complete(null);
			}
		});
				FlexInferenceClient client = client(server);
				FlexStream stream = client.calls(format).stream((r) -> r.user("q"))) {
			long begin = System.nanoTime();
			assertThat(stream.text().toList()).isNotEmpty();
			assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin)).isLessThan(10_000);
			assertThat(stream.answer().complete()).isTrue();
			assertThat(stream.next()).isNull();
			gone.get(5, TimeUnit.SECONDS);
		}
	}

	@ParameterizedTest
	@EnumSource
	void connectionIsUsedAgainWhereTheBodyEndsALittleLater(CallerFormat format) {
		try (TestServer server = TestServer.start((connection) -> {
			connection.startStream();
			connection.chunk(Fixtures.stream(format, "text"));
			if (format != CallerFormat.CHAT_COMPLETIONS) {
				connection.event("[DONE]");
			}
			connection.pause(50);
			connection.endStream();
		}); FlexInferenceClient client = client(server)) {
			for (int i = 0; i < 3; i++) {
				try (FlexStream stream = client.calls(format).stream((r) -> r.user("q"))) {
					assertThat(stream.text().toList()).isNotEmpty();
				}
			}
			assertThat(server.connections()).isEqualTo(1);
		}
	}

	@Test
	void connectionIsUsedAgainWhereTheStreamIsClosedAtItsTerminalEvent() {
		try (TestServer server = TestServer.start((connection) -> {
			connection.startStream();
			connection.chunk(Fixtures.stream(CallerFormat.RESPONSES, "text"));
			connection.pause(50);
			connection.endStream();
		}); FlexInferenceClient client = client(server)) {
			for (int i = 0; i < 3; i++) {
				try (FlexStream stream = client.responses().stream((r) -> r.user("q"))) {
					while (!stream.answer().complete()) {
						assertThat(stream.next()).isNotNull();
					}
				}
			}
			assertThat(server.connections()).isEqualTo(1);
		}
	}

	@Test
	void limitOfTheCallClosesAStreamThatIsNotSilent() throws Exception {
		CompletableFuture<Void> gone = new CompletableFuture<>();
		try (TestServer server = TestServer.start((connection) -> {
			connection.startStream();
			try {
				while (true) {
					connection.event(DELTA);
					connection.pause(20);
				}
			}
			finally {
				gone.complete(null);
			}
		});
				FlexInferenceClient client = client(server);
				FlexStream stream = client.responses()
					.stream(FlexRequest.of((r) -> r.user("q")),
							RequestOptions.none().withCallTimeout(Duration.ofMillis(500)))) {
			assertThatExceptionOfType(FlexInferenceTimeoutException.class).isThrownBy(() -> stream.events().toList())
				.withMessageStartingWith("The call timeout expired: no end of the call within 500ms.")
				.withMessageContaining("characters of text had arrived.")
				.returns(TimeoutKind.CALL, FlexInferenceTimeoutException::kind);
			assertThat(stream.answer()).returns(false, Answer::complete);
			assertThat(stream.answer().text()).startsWith("Hi");
			gone.get(5, TimeUnit.SECONDS);
		}
	}

	@Test
	void garbageAfterTheTerminalEventDoesNotMatter() {
		try (TestServer server = TestServer.streaming(DELTA, COMPLETED, "[DONE]", "garbage", DELTA);
				FlexInferenceClient client = client(server);
				FlexStream stream = stream(client)) {
			assertThat(stream.text().toList()).containsExactly("Hi");
			assertThat(stream.answer()).returns(true, Answer::complete).returns("Hi", Answer::text);
		}
	}

	@Test
	void eventThatIsNotJsonThrowsAndStaysReadable() {
		try (TestServer server = TestServer.streaming(DELTA, "garbage", COMPLETED);
				FlexInferenceClient client = client(server);
				FlexStream stream = stream(client)) {
			assertThatExceptionOfType(StreamFailedException.class).isThrownBy(() -> stream.events().toList())
				.withMessageContaining("not readable JSON")
				.returns("garbage", StreamFailedException::body)
				.returns("Hi", (ex) -> ex.partial().text());
		}
	}

	@Test
	void exceptionOfALibraryEndsTheStream() {
		InputStream broken = new InputStream() {

			@Override
			public int read() {
				throw new IllegalStateException("a quote of the answer");
			}

		};
		byte[] event = ("data: " + DELTA.replace('\'', '"') + "\n\n").getBytes(StandardCharsets.UTF_8);
		ClientHttpResponse response = new MockClientHttpResponse(
				new SequenceInputStream(new ByteArrayInputStream(event), broken), HttpStatus.OK);
		try (TestServer server = TestServer.streaming(COMPLETED);
				FlexInferenceClient client = builder(server)
					.restClient((builder) -> builder.requestInterceptor((request, body, execution) -> response))
					.build();
				FlexStream stream = stream(client)) {
			assertThatExceptionOfType(StreamFailedException.class).isThrownBy(() -> stream.events().toList())
				.withMessageContaining("The stream cannot be read (IllegalStateException).")
				.withNoCause()
				.returns("Hi", (ex) -> ex.partial().text());
		}
	}

	@Test
	void jsonInPlaceOfAStreamThrowsWithTheAnswer() {
		byte[] body = Fixtures.body(CallerFormat.RESPONSES, "text");
		try (TestServer server = TestServer.answering(200, "application/json", body, "x-flexinference-retries: 1");
				FlexInferenceClient client = client(server)) {
			assertThatExceptionOfType(StreamFailedException.class).isThrownBy(() -> stream(client))
				.withMessageContaining("'application/json' although a stream of events was requested")
				.returns(body, StreamFailedException::bytes)
				.returns("1", (ex) -> ex.headers().getFirst("x-flexinference-retries"))
				.satisfies((ex) -> assertThat(ex.partial().text()).startsWith("One, two"))
				.satisfies((ex) -> assertThat(ex.partial().cost()).isEqualTo(new Cost(2, "USD")));
		}
	}

	@Test
	void errorOfStatus200InPlaceOfAStreamTellsItsCode() {
		try (TestServer server = TestServer.json("{'error':{'message':'m','code':'c'}}");
				FlexInferenceClient client = client(server)) {
			assertThatExceptionOfType(StreamFailedException.class).isThrownBy(() -> stream(client))
				.withMessage("HTTP 502 [c]: m");
		}
	}

	@Test
	void errorInPlaceOfAStreamIsTheError() {
		try (TestServer server = TestServer.answering(402, "application/json",
				"{\"error\":{\"message\":\"m\",\"code\":\"insufficient_balance\"}}");
				FlexInferenceClient client = client(server)) {
			assertThatExceptionOfType(PaymentRequiredException.class).isThrownBy(() -> stream(client));
		}
	}

	@Test
	void silenceRunsOutTheIdleTimeout() {
		try (TestServer server = TestServer.start((connection) -> {
			connection.startStream();
			connection.event(DELTA);
			connection.awaitClose();
		});
				FlexInferenceClient client = builder(server).timeouts(Timeouts.none().withIdle(Duration.ofMillis(500)))
					.build();
				FlexStream stream = stream(client)) {
			stream.next();
			assertThatExceptionOfType(FlexInferenceTimeoutException.class).isThrownBy(stream::next)
				.withMessageContaining("idle timeout")
				.withMessageContaining("flexinference.timeout.idle")
				.withMessageEndingWith("Until then 2 characters of text had arrived.")
				.returns(TimeoutKind.IDLE, FlexInferenceTimeoutException::kind)
				.returns(Duration.ofMillis(500), FlexInferenceTimeoutException::timeout);
			assertThat(stream.answer()).returns("Hi", Answer::text).returns(false, Answer::complete);
			assertThatExceptionOfType(FlexInferenceTimeoutException.class).isThrownBy(stream::next);
		}
	}

	@Test
	void closingTheClientEndsItsStreams() {
		try (TestServer server = hanging(new CompletableFuture<>())) {
			FlexInferenceClient client = client(server);
			FlexStream stream = stream(client);
			stream.next();
			client.close();
			assertThatExceptionOfType(StreamFailedException.class).isThrownBy(stream::next)
				.returns("Hi", (ex) -> ex.partial().text());
		}
	}

	@Test
	void toStringHasNoContent() {
		try (TestServer server = TestServer.streaming(DELTA, COMPLETED);
				FlexInferenceClient client = client(server);
				FlexStream stream = stream(client)) {
			stream.next();
			assertThat(stream).hasToString("FlexStream[format=RESPONSES, status=200]");
		}
	}

	private static FlexStream stream(FlexInferenceClient client) {
		return client.responses().stream((r) -> r.user("q"));
	}

	private FlexInferenceClient client(TestServer server) {
		return builder(server).build();
	}

	private FlexInferenceClient.Builder builder(TestServer server) {
		return server.clientBuilder(this.kind);
	}

}
