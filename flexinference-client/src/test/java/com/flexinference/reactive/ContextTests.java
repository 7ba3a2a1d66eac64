package com.flexinference.reactive;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

import com.flexinference.client.FlexInferenceClient;
import com.flexinference.client.FlexRequest;
import com.flexinference.client.format.CallerFormat;
import com.flexinference.client.observation.FlexInferenceRequestContext;
import com.flexinference.router.LocalRouter;
import com.flexinference.router.RecordedRequest;
import com.flexinference.template.FlexInferenceScope;
import com.flexinference.template.FlexInferenceTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the scope and the Micrometer context of calls by {@link FlexFlux}.
 */
@Timeout(20)
class ContextTests {

	private static final FlexInferenceScope SCOPE = FlexInferenceScope.of((r) -> r.startWithin(Duration.ofSeconds(30)))
		.withFormat(CallerFormat.MESSAGES);

	private final LocalRouter router = LocalRouter.builder().latency(Duration.ZERO).build().start();

	private final ObservationRegistry observations = ObservationRegistry.create();

	private final List<Observation.Context> calls = new CopyOnWriteArrayList<>();

	private final FlexInferenceClient client = FlexInferenceClient.builder()
		.apiKey("flex_live_test")
		.baseUrl(this.router.baseUrl().toString())
		.defaults(FlexRequest.of((r) -> r.model("gpt-5-nano").maxTokens(100).startWithin(Duration.ofSeconds(10))))
		.observationRegistry(this.observations)
		.build();

	private final FlexInferenceTemplate template = FlexInferenceTemplate.create(this.client);

	ContextTests() {
		this.observations.observationConfig().observationHandler(new Calls());
	}

	@AfterEach
	void close() {
		Hooks.disableAutomaticContextPropagation();
		this.client.close();
		this.router.close();
	}

	@Test
	void callHasTheScopeInWhichItsPublisherWasCreated() {
		Mono<String> answer = FlexInferenceScope.with(SCOPE, () -> FlexFlux.call(this.template.ask("Hi")::text));
		StepVerifier.create(answer.subscribeOn(Schedulers.parallel())).expectNextCount(1).verifyComplete();
		assertInScope(this.router.takeRequest());
	}

	@Test
	void streamHasTheScopeInWhichItsPublisherWasCreated() {
		Mono<Long> count = FlexInferenceScope.with(SCOPE, () -> FlexFlux.text(this.template.ask("Hi")::stream))
			.subscribeOn(Schedulers.parallel())
			.count();
		StepVerifier.create(count).expectNextCount(1).verifyComplete();
		assertInScope(this.router.takeRequest());
	}

	@Test
	void callHasTheScopeOfItsSubscriber() {
		Mono<String> answer = FlexFlux.call(this.template.ask("Hi")::text);
		FlexInferenceScope.with(SCOPE, () -> answer.block());
		assertInScope(this.router.takeRequest());
	}

	@Test
	void callHasTheScopeThatItsSubscriberCaptured() {
		Mono<String> answer = FlexFlux.text(this.template.ask("Hi")::stream)
			.reduce(String::concat)
			.subscribeOn(Schedulers.parallel());
		FlexInferenceScope.with(SCOPE, () -> answer.contextCapture().block());
		assertInScope(this.router.takeRequest());
	}

	@Test
	void callIsAChildOfTheObservationOfItsSubscriber() {
		Observation parent = Observation.start("parent", this.observations);
		Mono<Long> count = FlexFlux.text(this.template.ask("Hi")::stream)
			.count()
			.subscribeOn(Schedulers.parallel())
			.contextWrite((context) -> context.put(ObservationThreadLocalAccessor.KEY, parent));
		StepVerifier.create(count).expectNextCount(1).verifyComplete();
		StepVerifier
			.create(FlexFlux.call(this.template.ask("Hi")::text)
				.contextWrite((context) -> context.put(ObservationThreadLocalAccessor.KEY, parent)))
			.expectNextCount(1)
			.verifyComplete();
		assertThat(this.calls).hasSize(2)
			.allSatisfy((call) -> assertThat(call.getParentObservation()).isSameAs(parent));
	}

	@Test
	void operatorsHaveTheScopeWithAutomaticPropagation() {
		Hooks.enableAutomaticContextPropagation();
		Mono<List<FlexInferenceScope>> scopes = FlexFlux.text(this.template.ask("Hi")::stream)
			.map((piece) -> FlexInferenceScope.current())
			.distinct()
			.collectList();
		assertThat(FlexInferenceScope.with(SCOPE, () -> scopes.block())).containsExactly(SCOPE);
		assertThat(scopes.block()).containsExactly(FlexInferenceScope.NONE);
	}

	private static void assertInScope(RecordedRequest request) {
		assertThat(request.path()).isEqualTo("/v1/messages");
		assertThat(request.startWithin()).isEqualTo("00h-00m-30s");
	}

	private final class Calls implements ObservationHandler<FlexInferenceRequestContext> {

		@Override
		public void onStart(FlexInferenceRequestContext context) {
			ContextTests.this.calls.add(context);
		}

		@Override
		public boolean supportsContext(Observation.Context context) {
			return context instanceof FlexInferenceRequestContext;
		}

	}

}
