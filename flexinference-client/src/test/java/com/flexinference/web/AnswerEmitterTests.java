package com.flexinference.web;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import com.flexinference.client.FlexInferenceClient;
import com.flexinference.client.FlexRequest;
import com.flexinference.client.FlexStream;
import com.flexinference.router.LocalAnswer;
import com.flexinference.router.LocalRouter;
import com.flexinference.router.RecordedRequest;
import com.flexinference.router.RecordedRequest.Outcome;
import com.flexinference.template.FlexInferenceScope;
import com.flexinference.template.FlexInferenceTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for the emitter of {@link FlexSse}, over HTTP on Tomcat.
 */
@Timeout(60)
class AnswerEmitterTests {

	private static final Duration SOON = Duration.ofSeconds(20);

	private static final Duration HEARTBEAT = Duration.ofMillis(20);

	private static final String CONFIDENTIAL = "the patient of room 12";

	private final HttpClient http = HttpClient.newHttpClient();

	@AutoClose
	private final LocalRouter router = LocalRouter.builder().latency(Duration.ZERO).build().start();

	@AutoClose
	private final FlexInferenceClient client = FlexInferenceClient.builder()
		.apiKey("flex_live_test")
		.baseUrl(this.router.baseUrl().toString())
		.build();

	private static final AtomicReference<AnswerEmitterTests> running = new AtomicReference<>();

	@AutoClose
	private static MvcServer server;

	private final AtomicReference<FlexRequest> request = new AtomicReference<>(FlexRequest.of((r) -> r.model("gpt-5.5")
		.user(CONFIDENTIAL)
		.maxTokens(50_000)
		.startWithin(Duration.ofSeconds(30))
		.includeCost(true)));

	private final AtomicReference<Thread> caller = new AtomicReference<>();

	@BeforeAll
	static void startServer() throws Exception {
		server = new MvcServer(() -> AnswerEmitter.of(running.get()::open, HEARTBEAT));
	}

	@BeforeEach
	void run() {
		running.set(this);
	}

	private FlexStream open() {
		this.caller.set(Thread.currentThread());
		return this.client.responses().stream(this.request.get());
	}

	@Test
	void sendsTheAnswer() throws Exception {
		String text = " One  two\n\n three\r\n: event: ü\u2028 ";
		this.router.enqueue(LocalAnswer.text(text).servedOn("flex").reason("flex_won").cost(1234));
		HttpResponse<String> response = get();
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.headers().firstValue("Content-Type")).get().asString().startsWith("text/event-stream");
		assertThat(response.headers().firstValue("X-Accel-Buffering")).contains("no");
		List<Received> events = Received.all(response.body());
		assertThat(events.get(0)).isEqualTo(new Received("start", "{}"));
		assertThat(Received.text(events)).isEqualTo(text);
		Received end = events.get(events.size() - 1);
		assertThat(end.name()).isEqualTo("end");
		assertThat(end.json().path("servedTier").asString()).isEqualTo("flex");
		assertThat(end.json().path("routing").path("reason").asString()).isEqualTo("flex_won");
		assertThat(end.json().path("cost").path("microUsd").asInt()).isEqualTo(1234);
		assertThat(end.json().path("savings").path("microUsd").asInt()).isEqualTo(1234);
		assertThat(end.json().path("usage").path("outputTokens").asInt()).isPositive();
	}

	@Test
	void waitsOnAThreadOfItsOwn() throws Exception {
		this.router.enqueue(LocalAnswer.text("One two three").stalledAfter(6));
		try (Connection browser = connect()) {
			browser.awaitEvent("text");
			assertThat(this.caller.get().getName()).startsWith("flexinference-sse-");
			// The server has one thread.
			this.router.enqueue(LocalAnswer.text("Four"));
			assertThat(get().body()).contains("Four", "event:end");
		}
	}

	@Test
	void sendsHeartbeatsWhileTheHeadersAreWithheld() throws Exception {
		this.router.enqueue(LocalAnswer.simulated().stalledBeforeHeaders());
		RecordedRequest request;
		try (Connection browser = connect()) {
			request = this.router.takeRequest();
			browser.awaitHeartbeats(3);
		}
		assertThat(request.outcome()).succeedsWithin(SOON).isEqualTo(Outcome.ABORTED);
	}

	@Test
	void sendsHeartbeatsWhileAStreamPauses() throws Exception {
		this.router.enqueue(LocalAnswer.text("One two three").stalledAfter(6));
		try (Connection browser = connect()) {
			browser.awaitEvent("text");
			browser.awaitHeartbeats(3);
		}
		assertThat(this.router.takeRequest().outcome()).succeedsWithin(SOON).isEqualTo(Outcome.ABORTED);
	}

	@Test
	void slowBrowserSlowsTheServiceDown() throws Exception {
		String words = IntStream.range(0, 40_000).mapToObj(String::valueOf).collect(Collectors.joining(" "));
		this.router.enqueue(LocalAnswer.text(words));
		try (Connection browser = connect()) {
			browser.awaitEvent("text");
			assertThat(this.router.takeRequest().outcome()).isNotDone();
			assertThat(browser.rest()).contains("\"text\":\"39999\"").contains("event:end");
		}
	}

	@Test
	void failureBeforeTheFirstEventIsAnEvent() throws Exception {
		this.router.enqueue(LocalAnswer.error(429, "upstream_quota_exhausted")
			.message("You asked about " + CONFIDENTIAL)
			.header("Retry-After", "7"));
		HttpResponse<String> response = get();
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.body()).doesNotContain(CONFIDENTIAL, "localhost", "Exception");
		JsonNode failure = onlyFailure(response);
		assertThat(failure.path("code").asString()).isEqualTo("upstream_quota_exhausted");
		assertThat(failure.path("message").asString()).isEqualTo("There are too many requests. Try again later.");
		assertThat(failure.path("retryAfterSeconds").asInt()).isEqualTo(7);
	}

	@Test
	void codeThatIsNoCodeIsLeftOut() throws Exception {
		this.router.enqueue(LocalAnswer.json(400, """
				{"error": {"code": "<b>%s</b>", "message": "no"}}""".formatted(CONFIDENTIAL)));
		HttpResponse<String> response = get();
		assertThat(response.body()).doesNotContain(CONFIDENTIAL);
		assertThat(onlyFailure(response).path("code").asString()).isEqualTo("failed");
	}

	@Test
	void connectionThatFailsIsAnEvent() throws Exception {
		this.router.enqueue(LocalAnswer.simulated().resetBeforeHeaders());
		assertThat(onlyFailure(get()).path("code").asString()).isEqualTo("connection_failed");
	}

	@Test
	void requestThatIsRefusedIsAnEvent() throws Exception {
		this.request.set(FlexRequest.of((r) -> r.model("gpt-5.5").user(CONFIDENTIAL).with("service_tier", "flex")));
		HttpResponse<String> response = get();
		assertThat(response.body()).doesNotContain(CONFIDENTIAL);
		assertThat(onlyFailure(response).path("code").asString()).isEqualTo("invalid_request");
	}

	@Test
	void errorOfTheApplicationIsAnEvent() throws Exception {
		this.request.set(null);
		assertThat(onlyFailure(get()).path("code").asString()).isEqualTo("failed");
	}

	@Test
	void answerThatEndsEarlyIsNoAnswer() throws Exception {
		this.router.enqueue(LocalAnswer.text("One two three").truncatedAfter(6));
		List<Received> events = Received.all(get().body());
		assertThat(Received.text(events)).startsWith("One ");
		assertThat(events).extracting(Received::name).endsWith("failure").doesNotContain("end");
		assertThat(events.get(events.size() - 1).json().path("message").asString())
			.isEqualTo("The answer ended early.");
	}

	@Test
	void callHasTheScopeOfTheController() throws Exception {
		FlexInferenceTemplate template = FlexInferenceTemplate.create(this.client);
		FlexInferenceScope scope = FlexInferenceScope
			.of((r) -> r.model("gpt-5-nano").startWithin(Duration.ofSeconds(30)));
		try (MvcServer other = new MvcServer(
				() -> FlexInferenceScope.with(scope, () -> FlexSse.emitter(template.ask("Hi")::stream)))) {
			HttpRequest get = HttpRequest.newBuilder(other.uri()).build();
			assertThat(this.http.send(get, BodyHandlers.ofString()).body()).contains("event:end");
		}
		assertThat(this.router.takeRequest().json().path("model").asString()).isEqualTo("gpt-5-nano");
	}

	@Test
	void timeoutOfSpringMvcDoesNotApply() {
		SseEmitter emitter = FlexSse.emitter(this::open);
		assertThat(emitter.getTimeout()).isZero();
		assertThat(this.router.requests()).isEmpty();
		assertThatIllegalArgumentException().isThrownBy(() -> FlexSse.emitter(null));
	}

	private JsonNode onlyFailure(HttpResponse<String> response) {
		List<Received> events = Received.all(response.body());
		assertThat(events).extracting(Received::name).containsExactly("failure");
		return events.get(0).json();
	}

	private HttpResponse<String> get() throws Exception {
		return this.http.send(HttpRequest.newBuilder(server.uri()).build(), BodyHandlers.ofString());
	}

	private Connection connect() throws Exception {
		Socket socket = new Socket();
		socket.setReceiveBufferSize(4096);
		socket.connect(new InetSocketAddress("localhost", server.uri().getPort()));
		socket.getOutputStream()
			.write("GET /answer HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
		return new Connection(socket,
				new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8), 1024));
	}

	/**
	 * A browser that reads no more than it is told to.
	 */
	private record Connection(Socket socket, BufferedReader reader) implements AutoCloseable {

		void awaitEvent(String name) throws Exception {
			await("event:" + name);
		}

		void awaitHeartbeats(int count) throws Exception {
			for (int i = 0; i < count; i++) {
				await(":");
			}
		}

		private void await(String expected) throws Exception {
			String line = this.reader.readLine();
			while (!expected.equals(line)) {
				assertThat(line).isNotNull();
				line = this.reader.readLine();
			}
		}

		String rest() throws Exception {
			StringBuilder rest = new StringBuilder();
			String line = this.reader.readLine();
			while (line != null && !line.equals("0")) {
				rest.append(line).append('\n');
				line = this.reader.readLine();
			}
			return rest.toString();
		}

		@Override
		public void close() throws IOException {
			this.socket.close();
		}

	}

	/**
	 * An event as a browser reads it.
	 */
	private record Received(String name, String data) {

		static List<Received> all(String body) {
			List<Received> events = new ArrayList<>();
			for (String block : body.split("\n\n")) {
				List<String> lines = block.lines().filter((line) -> !line.startsWith(":")).toList();
				if (!lines.isEmpty()) {
					assertThat(lines).hasSize(2);
					events.add(new Received(lines.get(0).substring("event:".length()),
							lines.get(1).substring("data:".length())));
				}
			}
			return events;
		}

		static String text(List<Received> events) {
			return events.stream()
				.filter((event) -> event.name().equals("text"))
				.map((event) -> event.json().path("text").asString())
				.collect(Collectors.joining());
		}

		JsonNode json() {
			return JsonMapper.shared().readTree(this.data);
		}

	}

}
