package com.flexinference.client;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import com.flexinference.client.format.CallerFormat;
import com.flexinference.client.internal.format.EventReader;
import com.flexinference.client.internal.format.Fixtures;
import com.flexinference.client.message.Answer;
import com.flexinference.client.transport.HttpSettings;
import com.flexinference.client.transport.TimeoutKind;
import com.flexinference.client.transport.TransportKind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests for each {@link Fault} in each format, with and without a stream, on both
 * transports.
 */
@ParameterizedClass
@EachTransport
@Timeout(20)
class FaultTests {

	private static final FlexRequest QUESTION = FlexRequest.of((r) -> r.user("q").maxTokens(9));

	@Parameter
	TransportKind kind;

	@ParameterizedTest
	@MethodSource("cases")
	void callerSees(Fault fault, CallerFormat format, boolean stream) {
		byte[] json = Fixtures.body(format, "text");
		byte[] content = stream ? Fixtures.stream(format, "text") : json;
		try (TestServer server = TestServer
			.start((connection) -> fault.serve(new Fault.Reply(connection, stream, json, content)));
				FlexInferenceClient client = client(server, fault)) {
			Answer expected = Fixtures.answer(format, json);
			if (stream) {
				check(fault.seen(true), expected, () -> stream(client.calls(format)));
			}
			else {
				check(fault.seen(false), expected, () -> client.calls(format).create(QUESTION).answer());
			}
			// A timeout may expire before a slow machine has sent anything.
			assertThat(server.requests()).hasSizeBetween((fault == Fault.NO_HEADERS) ? 0 : 1, 1);
		}
	}

	static Stream<Arguments> cases() {
		return Stream.of(Fault.values())
			.flatMap((fault) -> calls().limit(fault.hasContent() ? Long.MAX_VALUE : 2)
				.map((call) -> Arguments.of(fault, call.get()[0], call.get()[1])));
	}

	private static Answer stream(FlexInferenceClient.Calls calls) {
		try (FlexStream stream = calls.stream(QUESTION)) {
			stream.events().forEach((event) -> {
			});
			return stream.answer();
		}
	}

	private static void check(Fault.Seen seen, Answer expected, Call call) {
		switch (seen) {
			case ANSWER ->
				assertThat(call.answer()).usingRecursiveComparison().ignoringFields("items").isEqualTo(expected);
			case START_TIMEOUT ->
				assertThat(thrown(FlexInferenceTimeoutException.class, call).kind()).isEqualTo(TimeoutKind.START);
			case IDLE_TIMEOUT ->
				assertThat(thrown(FlexInferenceTimeoutException.class, call).kind()).isEqualTo(TimeoutKind.IDLE);
			case TOTAL_TIMEOUT ->
				assertThat(thrown(FlexInferenceTimeoutException.class, call).kind()).isEqualTo(TimeoutKind.TOTAL);
			case BROKEN -> assertThat(thrown(FlexInferenceTransportException.class, call))
				.isNotInstanceOf(FlexInferenceTimeoutException.class);
			case CUT -> {
				Answer partial = thrown(StreamFailedException.class, call).partial();
				assertThat(partial.complete()).isFalse();
				assertThat(expected.text()).startsWith(partial.text());
			}
			case NO_STREAM -> assertThat(thrown(StreamFailedException.class, call))
				.hasMessageContaining("although a stream of events was requested");
			case UNREADABLE -> assertThat(thrown(FlexInferenceResponseException.class, call))
				.hasMessageContaining("The body cannot be read");
			case ENCODED -> assertThat(thrown(FlexInferenceResponseException.class, call))
				.hasMessageContaining("only gzip is supported");
			case ERROR -> {
				FlexInferenceResponseException ex = thrown(FlexInferenceResponseException.class, call);
				assertThat(ex).hasMessageStartingWith("HTTP 502: Bad Gateway.");
				assertThat(ex.bytes()).hasSizeLessThanOrEqualTo(64 * 1024);
			}
			case REDIRECT -> assertThat(thrown(FlexInferenceResponseException.class, call))
				.hasMessageStartingWith("HTTP 307: Redirects are not followed");
		}
	}

	private static <T extends FlexInferenceException> T thrown(Class<T> type, Call call) {
		T thrown = catchThrowableOfType(type, call::answer);
		assertThat(thrown).isNotNull().returns(1, FlexInferenceException::attempts);
		return thrown;
	}

	@ParameterizedTest
	@MethodSource("calls")
	void connectionThatTheServerClosedBetweenRequestsDoesNotMatter(CallerFormat format, boolean stream)
			throws Exception {
		byte[] content = stream ? Fixtures.stream(format, "text") : Fixtures.body(format, "text");
		HttpSettings settings = HttpSettings.defaults()
			.withKind(this.kind)
			.withPool(new HttpSettings.Pool(null, null, Duration.ZERO));
		try (TestServer server = TestServer.start((connection) -> {
			connection.answer(200, stream ? "text/event-stream" : "application/json", content);
			connection.close();
		}); FlexInferenceClient client = server.clientBuilder().http(settings).build()) {
			for (int i = 0; i < 3; i++) {
				FlexInferenceClient.Calls calls = client.calls(format);
				assertThat((stream ? stream(calls) : calls.create(QUESTION).answer()).complete()).isTrue();
				server.awaitNoConnection();
			}
			assertThat(server.requests()).hasSize(3);
			assertThat(server.connections()).isEqualTo(3);
		}
	}

	static Stream<Arguments> calls() {
		return Stream.of(CallerFormat.values())
			.flatMap((format) -> Stream.of(false, true).map((stream) -> Arguments.of(format, stream)));
	}

	@Test
	void messageDoesNotRepeatWhatTheServerSaysAsItIs() {
		try (TestServer server = TestServer.start((connection) -> {
			connection.write("\u001b[31m flex_live_secret\u0007 5\r\n\r\n");
			connection.close();
		}); FlexInferenceClient client = client(server, Fault.NO_HTTP)) {
			assertThat(
					thrown(FlexInferenceTransportException.class, () -> client.responses().create(QUESTION).answer()))
				.hasMessageMatching("\\P{Cntrl}+")
				.hasMessageNotContaining("secret");
		}
	}

	@Test
	void eventsThatAreCompressedArriveOneByOne() throws Exception {
		GzipEvents events = new GzipEvents();
		try (TestServer server = TestServer.start((connection) -> {
			connection.startStream("Content-Encoding: gzip");
			connection.chunk(events.next("{\"type\":\"response.output_text.delta\",\"delta\":\"Hi\"}"));
			connection.awaitClose();
		});
				FlexInferenceClient client = client(server, Fault.GZIP);
				FlexStream stream = client.responses().stream(QUESTION)) {
			assertThat(stream.next().textDelta()).isEqualTo("Hi");
		}
	}

	@Test
	void answerOfUnknownLengthIsReadWhole() {
		String text = "0123456789abcde".repeat(100_000);
		String body = """
				{"output":[{"type":"message","content":[{"type":"output_text","text":"%s"}]}]}""".formatted(text);
		byte[] gzip = Fault.gzip(body.getBytes(StandardCharsets.UTF_8));
		try (TestServer server = TestServer.answering(200, "application/json", gzip, "Content-Encoding: gzip");
				FlexInferenceClient client = client(server, Fault.GZIP)) {
			assertThat(client.responses().create(QUESTION).text()).isEqualTo(text);
		}
	}

	@Test
	void answerThatIsTooLargeIsNotRead() {
		byte[] gzip = Fault.gzip(filled(EventReader.MAX_ANSWER + 1));
		try (TestServer server = TestServer.answering(200, "application/json", gzip, "Content-Encoding: gzip");
				FlexInferenceClient client = client(server, Fault.GZIP)) {
			assertThat(catchThrowableOfType(FlexInferenceResponseException.class,
					() -> client.responses().create(QUESTION)))
				.hasMessage("HTTP 200: The body is larger than 67108864 bytes and the rest is not read.");
		}
	}

	private static byte[] filled(int length) {
		byte[] bytes = new byte[length];
		Arrays.fill(bytes, (byte) ' ');
		return bytes;
	}

	private FlexInferenceClient client(TestServer server, Fault fault) {
		return server.clientBuilder(this.kind).timeouts(fault.timeouts()).build();
	}

	/**
	 * Makes a call and returns the answer.
	 */
	private interface Call {

		Answer answer();

	}

}
