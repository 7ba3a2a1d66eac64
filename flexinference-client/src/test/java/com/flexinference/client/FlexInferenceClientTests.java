package com.flexinference.client;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpRequest;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.client.support.HttpRequestWrapper;
import org.springframework.test.web.client.MockRestServiceServer;
import org.springframework.web.util.DefaultUriBuilderFactory;

import com.flexinference.client.format.CallerFormat;
import com.flexinference.client.internal.format.Fixtures;
import com.flexinference.client.internal.transport.RequestTimeouts;
import com.flexinference.client.transport.Timeouts;
import com.flexinference.client.transport.TransportKind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.springframework.test.web.client.response.MockRestResponseCreators.withStatus;
import static org.springframework.test.web.client.response.MockRestResponseCreators.withSuccess;

/**
 * Tests for {@link FlexInferenceClient}.
 */
@Timeout(20)
class FlexInferenceClientTests {

	private static final FlexRequest QUESTION = FlexRequest.of((r) -> r.user("q"));

	private static final String KEY = "flex_live_secret";

	@ParameterizedTest
	@EachTransport
	void requestOnTheWire(TransportKind kind) {
		try (TestServer server = TestServer.json(); FlexInferenceClient client = server.client(kind)) {
			client.chatCompletions().create(QUESTION);
			assertThat(server.request().line()).isEqualTo("POST /v1/chat/completions HTTP/1.1");
			assertThat(server.request().headers()).containsEntry("Authorization", "Bearer " + KEY)
				.containsEntry("Content-Type", "application/json")
				.containsEntry("Accept", "text/event-stream, application/json")
				.containsEntry("Content-Length", "81")
				.doesNotContainKey("Transfer-Encoding");
			assertThat(server.request().body()).isEqualTo(
					"{\"model\":\"m\",\"start_within\":\"default\",\"messages\":[{\"role\":\"user\",\"content\":\"q\"}]}");
		}
	}

	@ParameterizedTest
	@CsvSource({ "RESPONSES, /v1/responses", "CHAT_COMPLETIONS, /v1/chat/completions", "INTERACTIONS, /v1/interactions",
			"MESSAGES, /v1/messages" })
	void everyFormatHasItsPath(CallerFormat format, String path) {
		try (TestServer server = TestServer.json(); FlexInferenceClient client = server.client()) {
			client.calls(format).create(QUESTION);
			assertThat(server.request().line()).isEqualTo("POST " + path + " HTTP/1.1");
		}
	}

	@Test
	void callsByName() {
		try (FlexInferenceClient client = FlexInferenceClient.create(KEY)) {
			assertThat(client.responses()).isSameAs(client.calls(CallerFormat.RESPONSES));
			assertThat(client.chatCompletions()).isSameAs(client.calls(CallerFormat.CHAT_COMPLETIONS));
			assertThat(client.interactions()).isSameAs(client.calls(CallerFormat.INTERACTIONS));
			assertThat(client.messages()).isSameAs(client.calls(CallerFormat.MESSAGES));
		}
	}

	@Test
	void connectionIsUsedAgain() {
		try (TestServer server = TestServer.json(); FlexInferenceClient client = server.client()) {
			for (int i = 0; i < 3; i++) {
				client.responses().create(QUESTION);
			}
			assertThat(server.connections()).isEqualTo(1);
		}
	}

	@Test
	void invalidRequestsNeverLeave() {
		try (TestServer server = TestServer.json(); FlexInferenceClient client = server.client()) {
			for (CallerFormat format : CallerFormat.values()) {
				FlexRequest invalid = QUESTION.mutate().with("service_tier", "flex").build();
				assertThatExceptionOfType(InvalidRequestException.class)
					.isThrownBy(() -> client.calls(format).create(invalid));
				assertThatExceptionOfType(InvalidRequestException.class)
					.isThrownBy(() -> client.calls(format).stream(invalid));
			}
			assertThat(server.connections()).isZero();
		}
	}

	@Test
	void defaultsFillWhatRequestsLeaveUnset() {
		try (TestServer server = TestServer.json(); FlexInferenceClient client = server.client()) {
			client.responses().create((r) -> r.model("other").user("q"));
			assertThat(server.request().body())
				.isEqualTo("{\"model\":\"other\",\"start_within\":\"default\",\"input\":\"q\"}");
		}
	}

	@Test
	void optionsAddHeadersAndCannotReplaceTheClientsOwn() {
		try (TestServer server = TestServer.json(); FlexInferenceClient client = server.client()) {
			RequestOptions options = RequestOptions.none()
				.withHeader("X-Trace", "1")
				.withHeader("X-Trace", "2")
				.withHeader("authorization", "Bearer other")
				.withHeader("accept", "text/plain")
				.withHeader("content-type", "text/plain");
			client.responses().create(QUESTION, options);
			assertThat(server.request().headers()).containsEntry("X-Trace", "1, 2")
				.containsEntry("Authorization", "Bearer " + KEY)
				.containsEntry("Accept", "text/event-stream, application/json")
				.containsEntry("Content-Type", "application/json");
		}
	}

	@Test
	void optionsCanHaveAnotherKey() {
		try (TestServer server = TestServer.json(); FlexInferenceClient client = server.client()) {
			client.responses().create(QUESTION, RequestOptions.none().withApiKey("flex_live_other"));
			client.responses().create(QUESTION);
			assertThat(server.requests()).extracting((request) -> request.headers().get("Authorization"))
				.containsExactly("Bearer flex_live_other", "Bearer " + KEY);
		}
	}

	@Test
	void customizersCanNeitherSeeNorReplaceTheKeyNorMoveTheBaseUrl() {
		List<String> seen = new ArrayList<>();
		try (TestServer server = TestServer.json();
				FlexInferenceClient client = server.clientBuilder()
					.restClient((builder) -> builder.baseUrl("http://other.invalid")
						.uriBuilderFactory(new DefaultUriBuilderFactory("http://other.invalid"))
						.defaultHeader("Authorization", "Bearer other")
						.defaultHeader("X-Default", "yes")
						.requestInitializer((request) -> request.getHeaders().set("X-Initialized", "yes"))
						.requestInterceptor((request, body, execution) -> {
							seen.add(request.getHeaders().toString());
							request.getHeaders().setBearerAuth("other");
							return execution.execute(request, body);
						}))
					.build()) {
			client.responses().create(QUESTION);
			client.limits();
			assertThat(server.requests()).hasSize(2)
				.allSatisfy((request) -> assertThat(request.headers()).containsEntry("Authorization", "Bearer " + KEY)
					.containsEntry("X-Default", "yes")
					.containsEntry("X-Initialized", "yes"));
			assertThat(seen).hasSize(2).noneMatch((headers) -> headers.contains("secret"));
		}
	}

	@Test
	void keyGoesToNoOriginThatAnInterceptorChose() {
		try (TestServer server = TestServer.json();
				TestServer other = TestServer.json();
				FlexInferenceClient client = server.clientBuilder()
					.restClient((builder) -> builder.requestInterceptor((request, body, execution) -> execution
						.execute(moved(request, other.url() + "/v1/responses"), body)))
					.build()) {
			assertThatExceptionOfType(InvalidConfigurationException.class)
				.isThrownBy(() -> client.responses().create(QUESTION))
				.withMessageContaining("changed the URL of a request to '" + other.url() + "'")
				.withMessageContaining("sent to '" + server.url() + "' only")
				.withMessageNotContaining("secret");
			assertThat(other.connections()).isZero();
			assertThat(server.connections()).isZero();
		}
	}

	private static HttpRequest moved(HttpRequest request, String url) {
		return new HttpRequestWrapper(request) {

			@Override
			public URI getURI() {
				return URI.create(url);
			}

		};
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-",
			value = { "default, 0, -, PT60S", "00h-00m-05s, 0, -, PT60S", "00h-00m-30s, 0, -, PT60S",
					"00h-00m-31s, 0, -, PT61S", "00h-10m-00s, 0, -, PT630S", "00h-10m-00s, 0, PT20M, PT20M",
					"00h-01m-00s, 0, PT1S, PT90S", "default, 0, PT1S, PT1S", "default, 1, -, PT2M",
					"00h-10m-00s, 5, -, PT930S", "auto, 5, PT1S, PT301S" })
	void startTimeout(String startWithin, int retries, Duration configured, Duration expected) {
		FlexRequest request = QUESTION.mutate().with("start_within", startWithin).build();
		FlexRequest retrying = (retries > 0) ? request.mutate().retry(retries).build() : request;
		assertThat(timeouts(Timeouts.none().withStart(configured), (client) -> client.responses().create(retrying)))
			.isEqualTo(new RequestTimeouts(expected, null, Duration.ofSeconds(600), null));
	}

	@Test
	void startTimeoutLeavesRoomForAnyDefaultOfTheKey() {
		FlexRequest request = QUESTION.mutate().startWithin(StartWithin.keyDefault()).build();
		assertThat(timeouts(Timeouts.none(), (client) -> client.responses().create(request)).start())
			.isEqualTo(Duration.ofSeconds(630));
	}

	@Test
	void startTimeoutOfTheCallWinsEvenIfItIsShorter() {
		RequestOptions options = RequestOptions.none().withStartTimeout(Duration.ofSeconds(1));
		FlexRequest request = QUESTION.mutate().startWithin(Duration.ofMinutes(10)).retry(5).build();
		assertThat(timeouts(Timeouts.none(), (client) -> client.responses().create(request, options)).start())
			.isEqualTo(Duration.ofSeconds(1));
	}

	@Test
	void longestStartTimeoutIsNotExceeded() {
		Duration longest = Duration.ofSeconds(Long.MAX_VALUE);
		FlexRequest retrying = FlexRequest.of((r) -> r.user("q").retry(5));
		assertThat(
				timeouts(Timeouts.none().withStart(longest), (client) -> client.responses().create(retrying)).start())
			.isEqualTo(longest);
	}

	@ParameterizedTest
	@ValueSource(strings = { ".", ".." })
	void idThatLeadsToAnotherPathIsRefused(String id) {
		try (TestServer server = TestServer.json(); FlexInferenceClient client = server.client()) {
			assertThatIllegalArgumentException().isThrownBy(() -> client.models().retrieve(id))
				.withMessage("'id' must be the id of a model");
			assertThat(server.requests()).isEmpty();
		}
	}

	@Test
	void timeoutsOfAStream() {
		Timeouts timeouts = Timeouts.none().withIdle(Duration.ofSeconds(3)).withTotal(Duration.ofSeconds(1));
		assertThat(timeouts(timeouts, (client) -> client.responses().stream(QUESTION)))
			.isEqualTo(new RequestTimeouts(Duration.ofSeconds(60), Duration.ofSeconds(3), null, null));
	}

	@Test
	void timeoutsOfTheCallAndOfTheClientAddUp() {
		RequestOptions options = RequestOptions.none().withTimeouts(Timeouts.none().withTotal(Duration.ofSeconds(7)));
		assertThat(timeouts(Timeouts.none().withStart(Duration.ofSeconds(2)),
				(client) -> client.responses().create(QUESTION, options)))
			.isEqualTo(new RequestTimeouts(Duration.ofSeconds(2), null, Duration.ofSeconds(7), null));
	}

	private static RequestTimeouts timeouts(Timeouts timeouts, Consumer<FlexInferenceClient> call) {
		AtomicReference<Object> sent = new AtomicReference<>();
		try (FlexInferenceClient client = FlexInferenceClient.builder()
			.apiKey(KEY)
			.defaults(FlexRequest.of((r) -> r.model("m").startWithin(StartWithin.DEFAULT)))
			.timeouts(timeouts)
			.restClient((builder) -> builder.requestInterceptor((request, body, execution) -> {
				sent.set(request.getAttributes().get(RequestTimeouts.ATTRIBUTE));
				throw new IllegalStateException("Not sent");
			}))
			.build()) {
			assertThatIllegalStateException().isThrownBy(() -> call.accept(client));
		}
		return (RequestTimeouts) sent.get();
	}

	@Test
	void timeoutsReachTheTransportThroughInterceptors() {
		try (TestServer server = TestServer.start(TestConnection::awaitClose);
				FlexInferenceClient client = server.clientBuilder()
					.timeouts(Timeouts.none().withStart(Duration.ofMillis(100)))
					.restClient((builder) -> builder
						.requestInterceptor((request, body, execution) -> execution.execute(request, body)))
					.build()) {
			assertThatExceptionOfType(FlexInferenceTimeoutException.class)
				.isThrownBy(() -> client.responses().create(QUESTION))
				.returns(Duration.ofMillis(100), FlexInferenceTimeoutException::timeout);
		}
	}

	@Test
	void worksWithAMockServer() {
		AtomicReference<MockRestServiceServer> server = new AtomicReference<>();
		try (FlexInferenceClient client = FlexInferenceClient.builder()
			.apiKey(KEY)
			.defaults(FlexRequest.of((r) -> r.model("m").startWithin(StartWithin.DEFAULT)))
			.restClient((builder) -> server.set(MockRestServiceServer.bindTo(builder).build()))
			.build()) {
			server.get().expect((request) -> {
				assertThat(request.getURI()).hasToString("https://api.flexinference.com/v1/messages");
				assertThat(request.getHeaders().getFirst("Authorization")).isEqualTo("Bearer " + KEY);
			}).andRespond(withSuccess(Fixtures.body(CallerFormat.MESSAGES, "reasoning"), MediaType.APPLICATION_JSON));
			server.get()
				.expect((request) -> assertThat(request.getMethod()).isEqualTo(HttpMethod.POST))
				.andRespond(
						withSuccess(Fixtures.stream(CallerFormat.MESSAGES, "reasoning"), MediaType.TEXT_EVENT_STREAM));
			server.get()
				.expect((request) -> assertThat(request.getURI()).hasPath("/v1/limits"))
				.andRespond(withStatus(HttpStatus.UNAUTHORIZED));
			assertThat(client.messages().create(QUESTION).text()).isEqualTo("Venus.");
			try (FlexStream stream = client.messages().stream(QUESTION)) {
				assertThat(stream.text().toList()).containsExactly("Ven", "us.");
				assertThat(stream.answer().complete()).isTrue();
			}
			assertThatExceptionOfType(AuthenticationException.class).isThrownBy(client::limits);
			server.get().verify();
		}
	}

	@Test
	void listsModels() {
		String body = "{'object':'list','data':[{'id':'gpt-5.5','created':1788000000,'owned_by':'openai',"
				+ "'flexinference':{'flex_race':true,'tiers':['default','auto'],'providers':['openai'],'open_source':false},"
				+ "'x_new':1},{'id':'bare'}]}";
		try (TestServer server = TestServer.json(body); FlexInferenceClient client = server.client()) {
			List<FlexModel> models = client.models().list();
			assertThat(models).hasSize(2);
			assertThat(models.get(0)).returns("gpt-5.5", FlexModel::id)
				.returns(Instant.ofEpochSecond(1788000000), FlexModel::created)
				.returns("openai", FlexModel::ownedBy)
				.returns(true, FlexModel::flexRace)
				.returns(List.of("default", "auto"), FlexModel::tiers)
				.returns(List.of("openai"), FlexModel::providers)
				.returns(false, FlexModel::openSource)
				.returns(1, (model) -> model.json().path("x_new").asInt());
			assertThat(models.get(1)).returns("bare", FlexModel::id).returns(List.of(), FlexModel::tiers);
			assertThat(server.request().line()).isEqualTo("GET /v1/models HTTP/1.1");
			assertThat(server.request().headers()).containsEntry("Authorization", "Bearer " + KEY);
		}
	}

	@ParameterizedTest
	@CsvSource({ "gpt-5.5, gpt-5.5", "@cf/meta/llama 3, %40cf%2Fmeta%2Fllama%203", "a?b#c%2F{d}, a%3Fb%23c%252F%7Bd%7D",
			"mod\u00e8le, mod%C3%A8le", "../a?b#c d\u00e9%2e, ..%2Fa%3Fb%23c%20d%C3%A9%252e" })
	void retrievesAModelByAnyId(String id, String path) {
		try (TestServer server = TestServer.json("{'id':'x'}"); FlexInferenceClient client = server.client()) {
			assertThat(client.models().retrieve(id).id()).isEqualTo("x");
			assertThat(server.request().line()).isEqualTo("GET /v1/models/" + path + " HTTP/1.1");
		}
	}

	@Test
	void modelThatIsUnknown() {
		try (TestServer server = TestServer.answering(404, "application/json",
				"{\"error\":{\"message\":\"m\",\"code\":\"model_not_found\"}}");
				FlexInferenceClient client = server.client()) {
			assertThatExceptionOfType(FlexInferenceResponseException.class)
				.isThrownBy(() -> client.models().retrieve("x"))
				.returns("model_not_found", FlexInferenceResponseException::code);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " " })
	void modelWithoutIdIsRefused(String id) {
		try (FlexInferenceClient client = FlexInferenceClient.create(KEY)) {
			assertThatIllegalArgumentException().isThrownBy(() -> client.models().retrieve(id));
		}
	}

	@Test
	void limits() {
		String body = "{'as_of':1790000000123,'own_keys':{'flex_race_slots':{'limit':50}},'managed':{"
				+ "'providers':['openai'],'serving':'ok','paused_reason':null,'binding':'daily_spend',"
				+ "'spend_remaining_micro_usd':-4,'balance':{'remaining_micro_usd':9},"
				+ "'daily_spend':{'limit_micro_usd':5,'remaining_micro_usd':4,'resets_at':1790035200}},"
				+ "'abuse_limits':{'request_body_bytes':1000000},'x_new':1}";
		try (TestServer server = TestServer.json(body); FlexInferenceClient client = server.client()) {
			FlexLimits limits = client.limits();
			assertThat(limits).returns(Instant.ofEpochMilli(1790000000123L), FlexLimits::asOf)
				.returns(50L, FlexLimits::flexRaceSlots)
				.returns(1000000L, FlexLimits::requestBodyBytes)
				.returns(new FlexLimits.Managed(List.of("openai"), "ok", null, "daily_spend", -4L, 9L, 5L, 4L,
						Instant.ofEpochSecond(1790035200)), FlexLimits::managed);
			assertThat(limits.json().path("x_new").asInt()).isEqualTo(1);
			assertThat(server.request().line()).isEqualTo("GET /v1/limits HTTP/1.1");
		}
	}

	@Test
	void requestsSetUpByLambdaTakeOptions() {
		RequestOptions options = RequestOptions.none().withHeader("X-Team", "search");
		try (TestServer server = TestServer.json(); FlexInferenceClient client = server.client()) {
			client.responses().create((r) -> r.model("m").user("q").startWithin(StartWithin.DEFAULT), options);
			assertThat(server.request().headers()).containsEntry("X-Team", "search");
		}
		try (TestServer server = TestServer.streaming("{}", "[DONE]"); FlexInferenceClient client = server.client()) {
			client.responses().stream((r) -> r.model("m").user("q").startWithin(StartWithin.DEFAULT), options).close();
			assertThat(server.request().headers()).containsEntry("X-Team", "search");
		}
	}

	@Test
	void modelWithOptions() {
		try (TestServer server = TestServer.json("{'id':'m'}"); FlexInferenceClient client = server.client()) {
			client.models().retrieve("m", RequestOptions.none().withApiKey("flex_live_own"));
			assertThat(server.request().headers()).containsEntry("Authorization", "Bearer flex_live_own");
		}
	}

	@Test
	void limitsWithOptions() {
		try (TestServer server = TestServer.json(); FlexInferenceClient client = server.client()) {
			client.limits(RequestOptions.none().withApiKey("flex_live_own").withHeader("X-Team", "search"));
			assertThat(server.request().headers()).containsEntry("Authorization", "Bearer flex_live_own")
				.containsEntry("X-Team", "search");
		}
	}

	@Test
	void limitsWithinALimit() {
		try (TestServer server = TestServer.start(TestConnection::awaitClose);
				FlexInferenceClient client = server.client()) {
			RequestOptions options = RequestOptions.none().withCallTimeout(Duration.ofMillis(200));
			assertThatExceptionOfType(FlexInferenceTimeoutException.class).isThrownBy(() -> client.limits(options))
				.returns(Duration.ofMillis(200), FlexInferenceTimeoutException::timeout);
		}
	}

	@Test
	void limitsThatAreNull() {
		String body = "{'as_of':1,'own_keys':{'flex_race_slots':null},'managed':{'providers':[],'balance':null,"
				+ "'daily_spend':null,'spend_remaining_micro_usd':null},'abuse_limits':{'request_body_bytes':1.5}}";
		try (TestServer server = TestServer.json(body); FlexInferenceClient client = server.client()) {
			assertThat(client.limits()).returns(null, FlexLimits::flexRaceSlots)
				.returns(null, FlexLimits::requestBodyBytes)
				.returns(new FlexLimits.Managed(List.of(), null, null, null, null, null, null, null, null),
						FlexLimits::managed);
		}
	}

	@Test
	void limitsWithoutManagedKeys() {
		try (TestServer server = TestServer.json("{'managed':null}"); FlexInferenceClient client = server.client()) {
			assertThat(client.limits().managed()).isNull();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "<html>", "" })
	void limitsThatAreNotJson(String body) {
		try (TestServer server = TestServer.json(body); FlexInferenceClient client = server.client()) {
			assertThatExceptionOfType(FlexInferenceResponseException.class).isThrownBy(client::limits);
		}
	}

	@Test
	void mutateMakesAClientOfItsOwn() {
		try (TestServer server = TestServer.json(); FlexInferenceClient client = server.client()) {
			FlexInferenceClient.Builder builder = client.mutate();
			try (FlexInferenceClient other = builder.apiKey("flex_live_other").build()) {
				other.responses().create(QUESTION);
			}
			client.responses().create(QUESTION);
			assertThat(server.requests()).extracting((request) -> request.headers().get("Authorization"))
				.containsExactly("Bearer flex_live_other", "Bearer " + KEY);
		}
	}

	@Test
	void laterChangesOfTheBuilderDoNotShow() {
		try (TestServer server = TestServer.json()) {
			FlexInferenceClient.Builder builder = server.clientBuilder();
			try (FlexInferenceClient client = builder.build()) {
				builder.apiKey("flex_live_other").defaults(FlexRequest.EMPTY);
				try (FlexInferenceClient copy = client.mutate().build()) {
					copy.responses().create(QUESTION);
				}
			}
			assertThat(server.request().headers()).containsEntry("Authorization", "Bearer " + KEY);
		}
	}

	@Test
	void customizersAddUp() {
		try (TestServer server = TestServer.json();
				FlexInferenceClient client = server.clientBuilder()
					.restClient((builder) -> builder.defaultHeader("X-1", "a"))
					.restClient((builder) -> builder.defaultHeader("X-2", "b"))
					.build()) {
			client.limits();
			assertThat(server.request().headers()).containsEntry("X-1", "a").containsEntry("X-2", "b");
		}
	}

	@Test
	void keyIsRequired() {
		assertThatExceptionOfType(InvalidConfigurationException.class)
			.isThrownBy(() -> FlexInferenceClient.builder().build())
			.withMessageContaining("FLEXINFERENCE_API_KEY")
			.returns("flexinference.api-key", InvalidConfigurationException::property);
	}

	@ParameterizedTest
	@ValueSource(strings = { "flex_live_secret\n", " flex_live_secret", "flex live secret", "flex_live_secr\u00e9t" })
	void keyThatCannotBeOneIsRefusedAndNotShown(String key) {
		assertThatExceptionOfType(InvalidConfigurationException.class).isThrownBy(() -> FlexInferenceClient.create(key))
			.withMessageNotContaining("secr")
			.withMessageContaining("flexinference.api-key");
	}

	@Test
	void closedClientRefusesCalls() {
		try (TestServer server = TestServer.json()) {
			FlexInferenceClient client = server.client();
			client.close();
			assertThatExceptionOfType(FlexInferenceTransportException.class)
				.isThrownBy(() -> client.responses().create(QUESTION));
			assertThat(server.connections()).isZero();
		}
	}

	@Test
	void keyIsInNoDescriptionAndNoException() {
		List<Object> things = new ArrayList<>();
		try (TestServer server = TestServer.answering(401, "application/json",
				"{\"error\":{\"message\":\"Incorrect API key provided: flex_live_secret\",\"code\":\"invalid_api_key\"}}");
				FlexInferenceClient client = server.client()) {
			things.add(client);
			things.add(client.mutate());
			things.add(client.responses());
			things.add(client.models());
			things.add(RequestOptions.none().withApiKey(KEY));
			things.add(stackTrace(catchThrowable(() -> client.responses().create(QUESTION))));
			things.add(stackTrace(catchThrowable(() -> client.responses()
				.create(QUESTION, RequestOptions.none().withStartTimeout(Duration.ofNanos(1))))));
			things.add(stackTrace(catchThrowable(client::limits)));
		}
		assertThat(things).hasSize(8).noneMatch((thing) -> thing.toString().contains("secret"));
	}

	private static String stackTrace(Throwable throwable) {
		StringWriter writer = new StringWriter();
		throwable.printStackTrace(new PrintWriter(writer));
		return writer.toString();
	}

}
