package com.flexinference.client;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.common.docs.KeyName;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import com.flexinference.client.format.CallerFormat;
import com.flexinference.client.message.TokenUsage;
import com.flexinference.client.observation.DefaultFlexInferenceObservationConvention;
import com.flexinference.client.observation.FlexInferenceObservationDocumentation;
import com.flexinference.client.observation.FlexInferenceObservationDocumentation.LowCardinalityKeyNames;
import com.flexinference.client.observation.FlexInferenceRequestContext;
import com.flexinference.client.observation.Outcome;
import com.flexinference.client.transport.Timeouts;
import com.flexinference.router.LocalRouter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Tests for the observation of calls, over HTTP.
 */
@Timeout(20)
class ObservationTests {

	private static final String NAME = "flexinference.client.requests";

	private static final String DELTA = "{'type':'response.output_text.delta','delta':'Hi'}";

	private static final String COMPLETED = "{'type':'response.completed','response':{'id':'r','status':'completed',"
			+ "'model':'m-1','service_tier':'flex','usage':{'input_tokens':7,'output_tokens':5,"
			+ "'input_tokens_details':{'cached_tokens':3},'output_tokens_details':{'reasoning_tokens':2},"
			+ "'cost':{'total_micro_usd':1200},'routing':{'provider':'google','tier':'flex','reason':'flex_won'}}}}";

	private final TestObservationRegistry registry = TestObservationRegistry.create();

	private final Calls calls = new Calls();

	private final FakeTimeSource time = new FakeTimeSource();

	ObservationTests() {
		this.registry.observationConfig().observationHandler(this.calls);
	}

	@AfterEach
	void nothingIsCurrentAndNothingStoppedTwice() {
		assertThat(this.registry.getCurrentObservation()).isNull();
		assertThat(this.calls.ended).isEmpty();
	}

	@ParameterizedTest
	@EnumSource
	void callIsObservedFromRequestToAnswer(CallerFormat format) {
		try (LocalRouter router = LocalRouter.builder().capacity(1).build().start();
				FlexInferenceClient client = client(router.baseUrl().toString()).build()) {
			FlexResponse response = client.calls(format)
				.create((r) -> r.model("gpt-5-nano").maxTokens(9).user("q").startWithin(Duration.ofSeconds(30)));
			FlexInferenceRequestContext call = this.calls.take();
			assertThat(call.getOutcome()).isEqualTo(Outcome.SUCCESS);
			assertThat(call.getFormat()).isEqualTo(format);
			assertThat(call.getResponse()).isSameAs(response.answer());
			assertThat(low(call)).contains(KeyValue.of("flexinference.requested.tier", "flex"),
					KeyValue.of("flexinference.served.tier", "flex"),
					KeyValue.of("flexinference.routing.reason", "flex_won"),
					KeyValue.of("flexinference.provider", "openai"), KeyValue.of("flexinference.stream", "false"),
					KeyValue.of("gen_ai.request.model", "gpt-5-nano"), KeyValue.of("flexinference.outcome", "success"),
					KeyValue.of("flexinference.error.code", "none"));
			assertThat(call.getContextualName()).endsWith(" gpt-5-nano");
		}
	}

	@Test
	void observationOfHttpExchangeIsItsChild() {
		try (TestServer server = TestServer.streaming(DELTA, COMPLETED);
				FlexInferenceClient client = client(server).build();
				FlexStream stream = client.responses().stream((r) -> r.user("q"))) {
			stream.text().forEach((text) -> assertThat(this.registry.getCurrentObservation()).isNull());
			this.calls.take();
		}
		TestObservationRegistryAssert.assertThat(this.registry)
			.hasNumberOfObservationsEqualTo(2)
			.hasObservationWithNameEqualTo("http.client.requests")
			.that()
			.hasParentObservationContextMatching((parent) -> NAME.equals(parent.getName()))
			.hasLowCardinalityKeyValue("uri", "/v1/responses")
			.hasBeenStopped();
	}

	@Test
	void keysOfAParentAreNotRepeated() {
		Observation parent = Observation.start("parent", this.registry)
			.lowCardinalityKeyValue("gen_ai.request.model", "m");
		try (TestServer server = TestServer.streaming(DELTA, COMPLETED);
				FlexInferenceClient client = client(server).build()) {
			parent.scoped(() -> client.responses().stream((r) -> r.user("q")).text().toList());
			FlexInferenceRequestContext call = this.calls.take();
			assertThat(high(call)).extracting(KeyValue::getKey)
				.contains("flexinference.cost.usd")
				.filteredOn((key) -> key.startsWith("gen_ai"))
				.containsExactly("gen_ai.usage.reasoning.output_tokens");
		}
	}

	@Test
	void keysAreThoseThatAreDocumentedWhateverHappens() {
		FlexInferenceObservationDocumentation documented = FlexInferenceObservationDocumentation.REQUESTS;
		String[] low = names(documented.getLowCardinalityKeyNames());
		String[] high = names(documented.getHighCardinalityKeyNames());
		try (TestServer server = TestServer.streaming(DELTA, COMPLETED);
				FlexInferenceClient client = client(server).observationContent(100).build()) {
			client.responses().stream((r) -> r.user("q")).text().toList();
			catchThrowable(() -> client.messages().create((r) -> r.user("q").maxTokens(1)));
			FlexInferenceRequestContext streamed = this.calls.take();
			FlexInferenceRequestContext failed = this.calls.take();
			assertThat(low(streamed)).extracting(KeyValue::getKey).containsExactlyInAnyOrder(low);
			assertThat(low(failed)).extracting(KeyValue::getKey).containsExactlyInAnyOrder(low);
			assertThat(low(failed)).contains(KeyValue.of(LowCardinalityKeyNames.SERVED_TIER, "none"));
			assertThat(high(streamed)).extracting(KeyValue::getKey).isSubsetOf(high);
			assertThat(high(failed)).extracting(KeyValue::getKey).isSubsetOf(high);
		}
	}

	@Test
	void streamIsObservedToItsLastEvent() {
		try (TestServer server = TestServer.streaming(DELTA, DELTA, COMPLETED);
				FlexInferenceClient client = client(server).build();
				FlexStream stream = client.responses()
					.stream(FlexRequest.of((r) -> r.user("q").startWithin(Duration.ofSeconds(30))),
							RequestOptions.none().withStartWithinReason("nightly"))) {
			while (stream.next() != null) {
				assertThat(this.calls.ended).isEmpty();
			}
			FlexInferenceRequestContext call = this.calls.take();
			assertThat(call.getOutcome()).isEqualTo(Outcome.SUCCESS);
			assertThat(call.getStreamEvents()).isEqualTo(3);
			assertThat(call.getStreamBytes()).isEqualTo(2 * DELTA.length() + COMPLETED.length());
			assertThat(call.getResponse().usage()).isEqualTo(new TokenUsage(7, 5, 3, 0, 2));
			assertThat(call.getWindowMet()).isTrue();
			assertThat(high(call)).contains(KeyValue.of("flexinference.start_within", "00h-00m-30s"),
					KeyValue.of("flexinference.start_within.reason", "nightly"),
					KeyValue.of("flexinference.window.met", "true"), KeyValue.of("flexinference.attempts", "1"),
					KeyValue.of("flexinference.cost.usd", "0.001200"), KeyValue.of("flexinference.stream.events", "3"),
					KeyValue.of("gen_ai.operation.name", "chat"), KeyValue.of("gen_ai.provider.name", "gcp.gemini"),
					KeyValue.of("gen_ai.response.model", "m-1"), KeyValue.of("gen_ai.response.id", "r"),
					KeyValue.of("gen_ai.response.finish_reasons", "[\"completed\"]"),
					KeyValue.of("gen_ai.request.stream", "true"), KeyValue.of("gen_ai.usage.input_tokens", "7"),
					KeyValue.of("gen_ai.usage.output_tokens", "5"),
					KeyValue.of("gen_ai.usage.cache_read.input_tokens", "3"),
					KeyValue.of("gen_ai.usage.reasoning.output_tokens", "2"));
		}
	}

	@Test
	void streamThatIsClosedByAnotherThreadIsCancelled() throws Exception {
		try (TestServer server = openStream();
				FlexInferenceClient client = client(server).build();
				FlexStream stream = client.responses().stream((r) -> r.user("q"))) {
			assertThat(stream.next()).isNotNull();
			Thread closer = new Thread(stream::close);
			closer.start();
			assertThat(stream.next()).isNull();
			closer.join();
			FlexInferenceRequestContext call = this.calls.take();
			assertThat(call.getOutcome()).isEqualTo(Outcome.CANCELLED);
			assertThat(call.getError()).isNull();
			assertThat(call.getResponse().text()).isEqualTo("Hi");
		}
	}

	@Test
	void streamThatIsForgottenIsCancelled() throws Exception {
		try (TestServer server = openStream(); FlexInferenceClient client = client(server).build()) {
			client.responses().stream((r) -> r.user("q")).next();
			while (this.calls.ended.isEmpty()) {
				System.gc();
				FlexInferenceRequestContext call = this.calls.ended.poll(50, TimeUnit.MILLISECONDS);
				if (call != null) {
					assertThat(call.getOutcome()).isEqualTo(Outcome.CANCELLED);
					assertThat(call.getStreamEvents()).isEqualTo(1);
					return;
				}
			}
		}
	}

	@Test
	void streamThatFailsIsAnError() {
		try (TestServer server = TestServer.streaming(DELTA,
				"{'type':'error','error':{'message':'m','flexinference':{'code':'upstream_broke'}}}");
				FlexInferenceClient client = client(server).build();
				FlexStream stream = client.responses().stream((r) -> r.user("q"))) {
			Throwable failure = catchThrowable(() -> stream.text().toList());
			FlexInferenceRequestContext call = this.calls.take();
			assertThat(call.getOutcome()).isEqualTo(Outcome.ERROR);
			assertThat(call.getError()).isSameAs(failure).isInstanceOf(StreamFailedException.class);
			assertThat(low(call)).contains(KeyValue.of("flexinference.error.code", "upstream_broke"));
			assertThat(call.getResponse().text()).isEqualTo("Hi");
		}
	}

	@Test
	void streamThatIsCutIsAnError() {
		try (TestServer server = TestServer.streaming(DELTA);
				FlexInferenceClient client = client(server).build();
				FlexStream stream = client.responses().stream((r) -> r.user("q"))) {
			assertThatExceptionOfType(StreamFailedException.class).isThrownBy(() -> stream.text().toList());
			assertThat(low(this.calls.take())).contains(KeyValue.of("flexinference.error.code", "stream_failed"),
					KeyValue.of("flexinference.outcome", "error"));
		}
	}

	@Test
	void expiredTimeoutIsATimeout() {
		try (TestServer server = openStream();
				FlexInferenceClient client = client(server).timeouts(Timeouts.none().withIdle(Duration.ofMillis(100)))
					.build();
				FlexStream stream = client.responses().stream((r) -> r.user("q"))) {
			assertThatExceptionOfType(FlexInferenceTimeoutException.class).isThrownBy(() -> stream.text().toList());
			assertThat(low(this.calls.take())).contains(KeyValue.of("flexinference.error.code", "idle_timeout"),
					KeyValue.of("flexinference.outcome", "timeout"));
		}
	}

	@Test
	void interruptedCallIsCancelled() {
		try (TestServer server = TestServer.start(TestConnection::awaitClose);
				FlexInferenceClient client = client(server).build()) {
			Thread.currentThread().interrupt();
			assertThatExceptionOfType(FlexInferenceTransportException.class)
				.isThrownBy(() -> client.responses().create((r) -> r.user("q")));
			assertThat(Thread.interrupted()).isTrue();
			assertThat(this.calls.take().getOutcome()).isEqualTo(Outcome.CANCELLED);
		}
	}

	@Test
	void attemptsAreObservedAsOneCall() {
		AtomicInteger requests = new AtomicInteger();
		try (TestServer server = TestServer.start((connection) -> {
			if (requests.incrementAndGet() == 1) {
				connection.answer(429, "application/json",
						"{\"error\":{\"message\":\"m\",\"flexinference\":{\"retryable\":true}}}".getBytes(),
						"Retry-After: 20");
				return;
			}
			connection.answer(200, "application/json", "{\"id\":\"r\"}".getBytes(), "x-flexinference-retries: 3",
					"x-flexinference-routing-reason: flex_deadline");
		}); FlexInferenceClient client = client(server).maxAttempts(2).build()) {
			client.responses().create((r) -> r.user("q").startWithin(Duration.ofSeconds(30)));
			FlexInferenceRequestContext call = this.calls.take();
			assertThat(call.getAttempts()).isEqualTo(2);
			assertThat(call.getServiceRetries()).isEqualTo(3);
			assertThat(call.getTimeToStart()).isEqualTo(Duration.ofSeconds(20));
			assertThat(call.getDuration()).isEqualTo(Duration.ofSeconds(20));
			assertThat(call.getStartWithin()).isEqualTo("00h-00m-30s");
		}
	}

	@Test
	void refusalKeepsCodeAndRetries() {
		try (TestServer server = TestServer.answering(502, "application/json",
				"{\"error\":{\"message\":\"m\",\"code\":\"upstream_down\"}}", "x-flexinference-retries: 2");
				FlexInferenceClient client = client(server).build()) {
			assertThatExceptionOfType(FlexInferenceResponseException.class)
				.isThrownBy(() -> client.responses().create((r) -> r.user("q")));
			FlexInferenceRequestContext call = this.calls.take();
			assertThat(call.getServiceRetries()).isEqualTo(2);
			assertThat(call.getTimeToStart()).isNull();
			assertThat(low(call)).contains(KeyValue.of("flexinference.error.code", "upstream_down"));
			assertThat(high(call)).contains(KeyValue.of("error.type", "upstream_down"));
		}
	}

	@ParameterizedTest
	@CsvSource({ "30, flex_won, true", "31, flex_won, true", "30, flex_deadline, true", "31, flex_deadline, false" })
	void windowIsMetIfTheRaceWasWonOrTheAnswerStartedInTime(int seconds, String reason, boolean met) {
		try (TestServer server = TestServer.start((connection) -> {
			this.time.pass(Duration.ofSeconds(seconds));
			connection.answer(200, "application/json", "{\"id\":\"r\"}".getBytes(),
					"x-flexinference-routing-reason: " + reason);
		}); FlexInferenceClient client = client(server).build()) {
			client.responses().create((r) -> r.user("q").startWithin(Duration.ofSeconds(30)));
			assertThat(this.calls.take().getWindowMet()).isEqualTo(met);
			client.responses().create((r) -> r.user("q").startWithin(StartWithin.keyDefault()));
			assertThat(this.calls.ended.peek().getRequestedTier()).isEqualTo("key-default");
			assertThat(this.calls.take().getWindowMet()).isNull();
		}
	}

	@Test
	void promptAndAnswerAreRecordedOnlyIfAskedFor() {
		try (TestServer server = TestServer.streaming(DELTA, COMPLETED);
				FlexInferenceClient silent = client(server).build();
				FlexInferenceClient open = silent.mutate().observationContent(4).build()) {
			silent.responses().stream((r) -> r.user("secret")).text().toList();
			assertThat(this.calls.take().toString()).doesNotContain("secret", "flexinference.prompt",
					"flexinference.completion");
			open.responses().stream((r) -> r.user("secret")).text().toList();
			assertThat(high(this.calls.take())).contains(KeyValue.of("flexinference.prompt", "\"sec"),
					KeyValue.of("flexinference.completion", "Hi"));
		}
	}

	@Test
	void conventionCanBeReplaced() {
		try (TestServer server = TestServer.streaming(DELTA, COMPLETED);
				FlexInferenceClient client = client(server)
					.observationConvention(new DefaultFlexInferenceObservationConvention() {

						@Override
						public String getName() {
							return "ai";
						}

					})
					.build()) {
			client.responses().stream((r) -> r.user("q")).text().toList();
			assertThat(this.calls.take().getName()).isEqualTo("ai");
		}
	}

	@Test
	void observationThatFailsDoesNotFailTheCall() {
		try (TestServer server = TestServer.json("{'id':'r','output':[]}");
				FlexInferenceClient client = client(server)
					.observationConvention(new DefaultFlexInferenceObservationConvention() {

						@Override
						public KeyValues getLowCardinalityKeyValues(FlexInferenceRequestContext context) {
							if (context.getOutcome() != null) {
								throw new IllegalStateException("broken");
							}
							return KeyValues.empty();
						}

					})
					.build()) {
			assertThat(client.responses().create((r) -> r.user("q")).answer().id()).isEqualTo("r");
		}
	}

	@Test
	void answerThatIsNotReadableIsAnError() {
		try (TestServer server = TestServer.answering(200, "application/json", "<html>");
				FlexInferenceClient client = client(server).build()) {
			assertThatExceptionOfType(FlexInferenceResponseException.class)
				.isThrownBy(() -> client.responses().create((r) -> r.user("q")))
				.returns("<html>", FlexInferenceResponseException::body);
			assertThat(this.calls.take().getOutcome()).isEqualTo(Outcome.ERROR);
		}
	}

	@Test
	void answerThatTellsOfAFailureIsAnError() {
		try (TestServer server = TestServer.json("{'status':'failed','error':{'code':'server_error'},'output':[]}");
				FlexInferenceClient client = client(server).build()) {
			assertThatExceptionOfType(FlexInferenceResponseException.class)
				.isThrownBy(() -> client.responses().create((r) -> r.user("q")));
			FlexInferenceRequestContext call = this.calls.take();
			assertThat(call.getOutcome()).isEqualTo(Outcome.ERROR);
			assertThat(low(call)).contains(KeyValue.of("flexinference.error.code", "server_error"));
		}
	}

	private static TestServer openStream() {
		return TestServer.start((connection) -> {
			connection.startStream();
			connection.event(DELTA);
			connection.awaitClose();
		});
	}

	private FlexInferenceClient.Builder client(TestServer server) {
		return client(server.url());
	}

	private FlexInferenceClient.Builder client(String url) {
		return ((DefaultFlexInferenceClientBuilder) FlexInferenceClient.builder()).time(this.time)
			.apiKey("flex_live_one")
			.baseUrl(url)
			.defaults(FlexRequest.of((r) -> r.model("m").startWithin(StartWithin.DEFAULT)))
			.observationRegistry(this.registry);
	}

	private static String[] names(KeyName[] keys) {
		return Arrays.stream(keys).map(KeyName::asString).toArray(String[]::new);
	}

	private static List<KeyValue> low(Observation.Context context) {
		return context.getLowCardinalityKeyValues().stream().toList();
	}

	private static List<KeyValue> high(Observation.Context context) {
		return context.getHighCardinalityKeyValues().stream().toList();
	}

	/**
	 * Keeps the calls that have ended.
	 */
	private static final class Calls implements ObservationHandler<FlexInferenceRequestContext> {

		private final BlockingQueue<FlexInferenceRequestContext> ended = new LinkedBlockingQueue<>();

		FlexInferenceRequestContext take() {
			assertThat(this.ended).isNotEmpty();
			return this.ended.remove();
		}

		@Override
		public void onStop(FlexInferenceRequestContext context) {
			this.ended.add(context);
		}

		@Override
		public boolean supportsContext(Observation.Context context) {
			return context instanceof FlexInferenceRequestContext;
		}

	}

}
