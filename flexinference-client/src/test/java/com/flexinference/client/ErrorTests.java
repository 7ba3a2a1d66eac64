package com.flexinference.client;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.net.ServerSocket;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.ClientHttpResponse;

import com.flexinference.client.internal.transport.HttpTransport;
import com.flexinference.client.transport.HttpSettings;
import com.flexinference.client.transport.TimeoutKind;
import com.flexinference.client.transport.Timeouts;
import com.flexinference.client.transport.TransportKind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests for the exceptions that calls throw, over HTTP.
 */
@Timeout(20)
class ErrorTests {

	private static final String FIELDS = "{'error':{'message':'m','code':'moderation_blocked','param':'p',"
			+ "'flexinference':{'retryable':true}";

	private static final byte[] ARRIVED = FIELDS.replace('\'', '"').getBytes(StandardCharsets.UTF_8);

	@ParameterizedTest
	@CsvSource({ "400, x, FlexInferenceResponseException", "401, x, AuthenticationException",
			"402, insufficient_balance, PaymentRequiredException", "402, quota_exceeded, PaymentRequiredException",
			"403, x, FlexInferenceResponseException", "403, moderation_blocked, ModerationBlockedException",
			"402, moderation_blocked, ModerationBlockedException",
			"429, moderation_blocked, ModerationBlockedException", "500, pii_masking_failed, PiiMaskingFailedException",
			"401, pii_masking_failed, PiiMaskingFailedException", "429, rate_limit_exceeded, RateLimitedException",
			"404, model_not_found, FlexInferenceResponseException", "503, x, FlexInferenceResponseException",
			"599, x, FlexInferenceResponseException" })
	void subtypeByCodeBeforeStatus(int status, String code, String type) {
		FlexInferenceResponseException ex = error(status, "{'error':{'message':'m','code':'" + code + "'}}");
		assertThat(ex.getClass().getSimpleName()).isEqualTo(type);
		assertThat(ex.status().value()).isEqualTo(status);
		assertThat(ex.code()).isEqualTo(code);
	}

	@Test
	void subtypeByTheCodeOfTheBlock() {
		assertThat(error(403, "{'type':'error','error':{'flexinference':{'code':'moderation_blocked'}}}"))
			.isInstanceOf(ModerationBlockedException.class);
	}

	@Test
	void everythingOfTheEnvelope() {
		FlexInferenceResponseException ex = error(400,
				"{'error':{'message':'No flex here.','type':'invalid_request_error','code':'c','param':'start_within',"
						+ "'doc_url':'https://example.org/c','flexinference':{'code':'c','class':'capability',"
						+ "'origin':'flexinference','status':400,'provider':'anthropic','provider_code':'pc',"
						+ "'retryable':false,'doc_url':null}}}",
				"cf-ray: abc");
		assertThat(ex).hasMessage("HTTP 400 [c]: No flex here. See https://example.org/c")
			.returns("invalid_request_error", FlexInferenceResponseException::type)
			.returns("start_within", FlexInferenceResponseException::param)
			.returns("https://example.org/c", FlexInferenceResponseException::docUrl)
			.returns("capability", FlexInferenceResponseException::errorClass)
			.returns("flexinference", FlexInferenceResponseException::origin)
			.returns("anthropic", FlexInferenceResponseException::provider)
			.returns("pc", FlexInferenceResponseException::providerCode)
			.returns(false, FlexInferenceResponseException::retryable)
			.returns("abc", (error) -> error.headers().getFirst("CF-Ray"));
		assertThat(ex.body()).startsWith("{\"error\":{\"message\":\"No flex here.\"");
	}

	@Test
	void googleEnvelopeWithoutBlock() {
		FlexInferenceResponseException ex = error(401,
				"{'error':{'code':401,'message':'m','status':'UNAUTHENTICATED'}}");
		assertThat(ex).isInstanceOf(AuthenticationException.class)
			.hasMessage("HTTP 401: m")
			.returns(null, FlexInferenceResponseException::code)
			.returns("UNAUTHENTICATED", FlexInferenceResponseException::type)
			.returns(null, FlexInferenceResponseException::retryable);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "<html><h1>Bad Gateway</h1></html>", "[]", "[1]", "null", "\"text\"", "{",
			"{'error':null}", "{'error':{}}", "{'message':'m'}" })
	void bodyThatIsNoEnvelopeStillTellsTheStatus(String body) {
		FlexInferenceResponseException ex = error(502, body);
		assertThat(ex.getMessage()).startsWith("HTTP 502: Bad Gateway. The body is not an error of the service: ")
			.endsWith(" bytes of application/json.");
		assertThat(ex.body()).isEqualTo(body.replace('\'', '"'));
		assertThat(ex.code()).isNull();
	}

	@Test
	void everythingCanBeSerialized() throws Exception {
		StreamFailedException ex;
		try (TestServer server = TestServer.streaming("{'type':'response.output_text.delta','delta':'Hi'}");
				FlexInferenceClient client = server.client();
				FlexStream stream = client.responses().stream((r) -> r.user("q"))) {
			ex = catchThrowableOfType(StreamFailedException.class, () -> stream.text().toList());
		}
		assertThat(copy(ex)).hasMessage(ex.getMessage())
			.returns(ex.partial(), StreamFailedException::partial)
			.returns(ex.status(), FlexInferenceResponseException::status)
			.returns(null, FlexInferenceResponseException::code)
			.returns(1, FlexInferenceException::attempts)
			.returns("text/event-stream; charset=utf-8", (error) -> error.headers().getFirst("content-type"));
	}

	@Test
	void violationsCanBeSerialized() throws Exception {
		InvalidRequestException ex = catchThrowableOfType(InvalidRequestException.class,
				() -> StartWithin.parse("soon"));
		assertThat(copy(ex).violations()).hasSize(1).isEqualTo(ex.violations());
	}

	@SuppressWarnings("unchecked")
	private static <T> T copy(T original) throws Exception {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		new ObjectOutputStream(out).writeObject(original);
		return (T) new ObjectInputStream(new ByteArrayInputStream(out.toByteArray())).readObject();
	}

	@Test
	void envelopeInAnArray() {
		assertThat(error(500, "[{'error':{'message':'m'}}]")).hasMessage("HTTP 500: m");
	}

	@ParameterizedTest
	@ValueSource(strings = { "ISO-8859-1", "UTF-16LE" })
	void bodyThatIsNotUtf8(String charset) {
		byte[] body = "{\"error\":\"\u00e9\u00e8\"}".getBytes(Charset.forName(charset));
		FlexInferenceResponseException ex = error(TestServer.answering(500, "text/plain", body));
		assertThat(ex).hasMessageStartingWith("HTTP 500: ").returns(body, FlexInferenceResponseException::bytes);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", ",'x':1.0e9999999999", ",'x':'\\\\u00", ",x", "}", "}}{" })
	void bodyThatIsDamagedTellsWhatItHas(String end) {
		assertThat(error(403, FIELDS + end)).isInstanceOf(ModerationBlockedException.class)
			.hasMessage("HTTP 403 [moderation_blocked]: m")
			.returns("p", FlexInferenceResponseException::param)
			.returns(true, FlexInferenceResponseException::retryable);
	}

	@Test
	void messageThatIsCutIsToldAsFarAsItGoes() {
		assertThat(error(500, "{'error':{'code':'c','message':'It bro")).hasMessage("HTTP 500 [c]: It bro");
	}

	@Test
	void bodyThatIsNotUtf8ThroughoutTellsItsFields() {
		byte[] body = (FIELDS + ",'x':'\u00e9'}}").replace('\'', '"').getBytes(StandardCharsets.ISO_8859_1);
		assertThat(error(TestServer.answering(403, "application/json", body)))
			.isInstanceOf(ModerationBlockedException.class)
			.returns(body, FlexInferenceResponseException::bytes);
	}

	@Test
	void bodyThatIsNestedDeeplyTellsItsFields() {
		String nested = "[".repeat(900) + "]".repeat(900);
		assertThat(error(401, "{'x':" + nested + ",'error':{'message':'m','y':" + nested + ",'code':'c'}}"))
			.isInstanceOf(AuthenticationException.class)
			.hasMessage("HTTP 401 [c]: m");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{'x':'LONG','error':{'message':'m','code':'c'}}",
			"{'error':{'code':'c','message':'m'},'x':'LONG'}" })
	void bodyThatIsLongTellsItsFieldsAndIsCut(String body) {
		FlexInferenceResponseException ex = error(429, body.replace("LONG", "x".repeat(5_000_000)));
		assertThat(ex).isInstanceOf(RateLimitedException.class).hasMessage("HTTP 429 [c]: m");
		assertThat(ex.bytes()).hasSize(64 * 1024);
	}

	@Test
	void messageThatIsLongIsCut() throws IOException {
		FlexInferenceResponseException ex = error(429,
				"{'error':{'message':'" + "x".repeat(5_000_000) + "','code':'c'}}");
		assertThat(ex.getMessage()).startsWith("HTTP 429 [c]: xxx").hasSizeLessThan(2_100);
		ByteArrayOutputStream kept = new ByteArrayOutputStream();
		new ObjectOutputStream(kept).writeObject(ex);
		assertThat(kept.size()).isLessThan(100_000);
	}

	@Test
	void bodyThatBreaksTellsWhatHasArrived() {
		assertThat(error(TestServer.start((connection) -> {
			writeHalf(connection);
			connection.close();
		}))).isInstanceOf(ModerationBlockedException.class).returns(ARRIVED, FlexInferenceResponseException::bytes);
	}

	@Test
	void bodyThatNeverEndsIsBounded() {
		byte[] body = "x".repeat(64 * 1024 + 1).getBytes(StandardCharsets.US_ASCII);
		assertThat(error(TestServer.start((connection) -> {
			connection.write("HTTP/1.1 500 X\r\nContent-Length: 999999999\r\n\r\n");
			connection.write(body);
			connection.awaitClose();
		})).bytes()).hasSize(64 * 1024);
	}

	@ParameterizedTest
	@EachTransport
	void bodyThatTakesTooLongStillTellsTheStatus(TransportKind kind) {
		RequestOptions options = RequestOptions.none().withCallTimeout(Duration.ofMillis(500));
		try (TestServer server = stallingError(); FlexInferenceClient client = server.client(kind)) {
			assertThatExceptionOfType(FlexInferenceResponseException.class)
				.isThrownBy(() -> client.responses().create(FlexRequest.of((r) -> r.user("q")), options))
				.withMessageStartingWith("HTTP 503: Service Unavailable. ")
				.satisfies((ex) -> assertThat(ex.bytes()).asString().isEqualTo("{"));
		}
	}

	@Test
	void bodyOfAnErrorIsNotWaitedForLong() throws Exception {
		try (TestServer server = TestServer.start((connection) -> {
			writeHalf(connection);
			connection.awaitClose();
		}); HttpTransport transport = HttpTransport.create(HttpSettings.defaults(), Duration.ofSeconds(10))) {
			ClientHttpResponse response = transport.createRequest(server.uri(), HttpMethod.POST).execute();
			assertThat(ErrorAnswer.read(response, Duration.ofMillis(500)))
				.isInstanceOf(ModerationBlockedException.class)
				.returns(ARRIVED, FlexInferenceResponseException::bytes);
			server.awaitDisconnect();
		}
	}

	private static void writeHalf(TestConnection connection) throws IOException {
		connection.write("HTTP/1.1 403 X\r\nContent-Type: application/json\r\nContent-Length: 9000\r\n\r\n");
		connection.write(ARRIVED);
	}

	@ParameterizedTest
	@EachTransport
	void unknownHostIsNamed(TransportKind kind) {
		try (FlexInferenceClient client = FlexInferenceClient.builder()
			.apiKey("flex_live_secret")
			.baseUrl("https://nowhere.invalid")
			.http(HttpSettings.defaults().withKind(kind))
			.build()) {
			assertThatExceptionOfType(FlexInferenceTransportException.class).isThrownBy(client::limits)
				.withMessage("The connection to the service failed: the host of nowhere.invalid:443 is unknown. "
						+ "Check 'flexinference.base-url', and the proxy if one is needed.");
		}
	}

	@ParameterizedTest
	@EachTransport
	void answerThatBreaksTellsWhatHadArrived(TransportKind kind) {
		try (TestServer server = TestServer.start((connection) -> {
			connection.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"a\":");
			connection.close();
		}); FlexInferenceClient client = server.client(kind)) {
			assertThatExceptionOfType(FlexInferenceTransportException.class).isThrownBy(client::limits)
				.withMessageStartingWith("The connection to the service broke: ")
				.withMessageEndingWith(". HTTP 200 and 5 bytes of the body had arrived.");
		}
	}

	@Test
	void keyOfAnyFormIsMaskedWhereTheServiceRepeatsIt() {
		try (TestServer server = TestServer.answering(401, "application/json",
				"{\"error\":{\"message\":\"No vlt_en-of.a~vault here.\",\"code\":\"vlt_en-of.a~vault\"}}");
				FlexInferenceClient client = server.clientBuilder().apiKey("vlt_en-of.a~vault").build()) {
			assertThatExceptionOfType(AuthenticationException.class).isThrownBy(client::limits)
				.withMessage("HTTP 401 [****]: No **** here.");
		}
	}

	private static TestServer stallingError() {
		return TestServer.start((connection) -> {
			connection.write("HTTP/1.1 503 X\r\nContent-Length: 100\r\n\r\n{");
			connection.awaitClose();
		});
	}

	@Test
	void bodyThatBreaksStillTellsTheStatus() {
		assertThat(error(TestServer.start((connection) -> {
			connection.write("HTTP/1.1 503 X\r\nContent-Length: 100\r\n\r\n{");
			connection.close();
		}))).hasMessageStartingWith("HTTP 503: Service Unavailable. ")
			.returns("{", FlexInferenceResponseException::body);
	}

	@ParameterizedTest
	@CsvSource({ "5, 5", "60, 60", "0, 0", "-1, ", "soon, ", "1.5, ", "9223372036854775807, 9223372036854775807",
			"99999999999999999999, 9223372036854775807" })
	void retryAfterSeconds(String header, Long seconds) {
		assertThat(error(429, "{}", "Retry-After: " + header).retryAfter())
			.isEqualTo((seconds != null) ? Duration.ofSeconds(seconds) : null);
	}

	@Test
	void retryAfterDate() {
		String date = DateTimeFormatter.RFC_1123_DATE_TIME
			.format(Instant.now().plusSeconds(100).atOffset(ZoneOffset.UTC));
		assertThat(error(503, "{}", "Retry-After: " + date).retryAfter()).isBetween(Duration.ofSeconds(80),
				Duration.ofSeconds(100));
	}

	@Test
	void retryAfterDateThatIsOutOfRangeIsForever() {
		assertThat(error(503, "{}", "Retry-After: Fri, 31 Dec 999999999 23:59:59 GMT").retryAfter())
			.isEqualTo(Duration.ofSeconds(Long.MAX_VALUE));
	}

	@Test
	void retryAfterDateInThePastIsZero() {
		assertThat(error(503, "{}", "Retry-After: Wed, 21 Oct 2015 07:28:00 GMT").retryAfter()).isZero();
	}

	@Test
	void retryAfterThatIsAbsentIsUnknown() {
		assertThat(error(429, "{}").retryAfter()).isNull();
	}

	@ParameterizedTest
	@ValueSource(ints = { 301, 302, 303, 307, 308 })
	void redirectsAreNotFollowed(int status) {
		try (TestServer other = TestServer.json()) {
			FlexInferenceResponseException ex = error(
					TestServer.answering(status, "", "", "Location: " + other.url() + "/v1/responses"));
			assertThat(ex).hasMessageContaining("Redirects are not followed")
				.hasMessageContaining("flexinference.base-url");
			assertThat(other.connections()).isZero();
		}
	}

	@Test
	void messageHasNoControlCharacters() {
		String message = error(400,
				"{'error':{'message':'a\\r\\nb\\u001b[31mc\\u0085d\\u2028e','code':'x\\ny','doc_url':'d\\n'}}")
			.getMessage();
		assertThat(message).isEqualTo("HTTP 400 [x\\ny]: a\\r\\nb\\u001b[31mc\\u0085d\\u2028e See d\\n");
	}

	@Test
	void messageHasNoKeyEvenIfTheServiceRepeatsIt() {
		assertThat(error(401, "{'error':{'message':'No flex_live_0123abc here.','code':'flex_unsupported_for_x'}}"))
			.hasMessage("HTTP 401 [flex_unsupported_for_x]: No flex_live_**** here.");
	}

	@Test
	void errorOfStreamIsReadToo() {
		try (TestServer server = TestServer.answering(429, "application/json", "{\"error\":{\"message\":\"m\"}}");
				FlexInferenceClient client = server.client()) {
			assertThat(catchThrowableOfType(RateLimitedException.class,
					() -> client.messages().stream((r) -> r.user("q"))))
				.hasMessage("HTTP 429: m");
		}
	}

	@ParameterizedTest
	@EachTransport
	void connectionThatIsRefused(TransportKind kind) throws IOException {
		int port;
		try (ServerSocket socket = new ServerSocket(0)) {
			port = socket.getLocalPort();
		}
		try (FlexInferenceClient client = FlexInferenceClient.builder()
			.apiKey("flex_live_secret")
			.baseUrl("http://127.0.0.1:" + port)
			.http(HttpSettings.defaults().withKind(kind))
			.build()) {
			FlexInferenceTransportException ex = catchThrowableOfType(FlexInferenceTransportException.class,
					client::limits);
			assertThat(ex)
				.hasMessageStartingWith(
						"The connection to the service failed: no connection to 127.0.0.1:" + port + ": ")
				.hasMessageContaining("refused")
				.hasMessageEndingWith(". Check 'flexinference.base-url', and the proxy if one is needed.")
				.isNotInstanceOf(FlexInferenceTimeoutException.class)
				.hasCauseInstanceOf(IOException.class);
		}
	}

	@ParameterizedTest
	@EachTransport
	void startTimeout(TransportKind kind) {
		try (TestServer server = TestServer.start(TestConnection::awaitClose);
				FlexInferenceClient client = server.client(kind)) {
			RequestOptions options = RequestOptions.none().withStartTimeout(Duration.ofMillis(200));
			FlexInferenceTimeoutException ex = catchThrowableOfType(FlexInferenceTimeoutException.class,
					() -> client.responses().create(FlexRequest.of((r) -> r.user("q")), options));
			assertThat(ex)
				.hasMessage("The start timeout expired: no response headers within 200ms. To wait longer raise"
						+ " 'flexinference.timeout.start' or the timeout of the request. Nothing had arrived.")
				.returns(TimeoutKind.START, FlexInferenceTimeoutException::kind)
				.returns(Duration.ofMillis(200), FlexInferenceTimeoutException::timeout);
			assertThat(server.requests()).hasSizeLessThanOrEqualTo(1);
		}
	}

	@Test
	void totalTimeout() {
		try (TestServer server = TestServer.start((connection) -> {
			connection.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"a\"");
			connection.awaitClose();
		});
				FlexInferenceClient client = server.clientBuilder()
					.timeouts(Timeouts.none().withTotal(Duration.ofMillis(200)))
					.build()) {
			assertThat(catchThrowableOfType(FlexInferenceTimeoutException.class,
					() -> client.responses().create((r) -> r.user("q"))))
				.hasMessageContaining("The total timeout expired")
				.hasMessageEndingWith("HTTP 200 and 4 bytes of the body had arrived.")
				.returns(TimeoutKind.TOTAL, FlexInferenceTimeoutException::kind);
		}
	}

	private static FlexInferenceResponseException error(int status, String body, String... headers) {
		return error(TestServer.answering(status, "application/json", body.replace('\'', '"'), headers));
	}

	private static FlexInferenceResponseException error(TestServer server) {
		try (server; FlexInferenceClient client = server.client()) {
			return catchThrowableOfType(FlexInferenceResponseException.class,
					() -> client.responses().create((r) -> r.user("q")));
		}
	}

}
