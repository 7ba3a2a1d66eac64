package com.flexinference.reactive;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.NonBlocking;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

import com.flexinference.client.EachTransport;
import com.flexinference.client.FlexEvent;
import com.flexinference.client.FlexInferenceClient;
import com.flexinference.client.FlexInferenceResponseException;
import com.flexinference.client.FlexRequest;
import com.flexinference.client.FlexResponse;
import com.flexinference.client.FlexStream;
import com.flexinference.client.StreamFailedException;
import com.flexinference.client.format.CallerFormat;
import com.flexinference.client.transport.HttpSettings;
import com.flexinference.client.transport.TransportKind;
import com.flexinference.router.LocalAnswer;
import com.flexinference.router.LocalRouter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link FlexFlux} over the local router, on both transports.
 */
@ParameterizedClass
@EachTransport
@Timeout(30)
class FlexFluxTests {

	private static final FlexRequest REQUEST = FlexRequest
		.of((r) -> r.model("gpt-5.5").user("Hi").maxTokens(5000).startWithin(Duration.ofSeconds(30)));

	private static final String WORDS = IntStream.range(0, 1000)
		.mapToObj(String::valueOf)
		.collect(Collectors.joining(" "));

	@AutoClose
	private final LocalRouter router = LocalRouter.builder().latency(Duration.ZERO).build().start();

	private final Queue<Thread> threads = new ConcurrentLinkedQueue<>();

	@Parameter
	TransportKind kind;

	@AutoClose
	private FlexInferenceClient client;

	@BeforeEach
	void createClient() {
		this.client = FlexInferenceClient.builder()
			.apiKey("flex_live_test")
			.baseUrl(this.router.baseUrl().toString())
			.http(HttpSettings.defaults().withKind(this.kind))
			.build();
	}

	@ParameterizedTest
	@EnumSource
	void textIsWholeInEachFormat(CallerFormat format) {
		this.router.enqueue(LocalAnswer.text(WORDS));
		Flux<String> text = FlexFlux.text(() -> this.client.calls(format).stream(REQUEST));
		StepVerifier.create(text.reduce(String::concat)).expectNext(WORDS).verifyComplete();
	}

	@Test
	void eventsAreThoseOfTheStream() {
		this.router.enqueue(LocalAnswer.text("Two words"), 2);
		List<String> expected;
		try (FlexStream stream = stream()) {
			expected = stream.events().map(FlexEvent::type).toList();
		}
		StepVerifier.create(FlexFlux.events(this::stream).mapNotNull(FlexEvent::type))
			.expectNextSequence(expected)
			.verifyComplete();
	}

	@Test
	void eventIsReadWhenItIsRequested() {
		this.router.enqueue(LocalAnswer.text(WORDS));
		List<Long> requests = new ArrayList<>();
		Flux<String> text = FlexFlux.text(this::stream).doOnRequest(requests::add).limitRate(1);
		StepVerifier.create(text).expectNextCount(1000).verifyComplete();
		assertThat(requests).hasSize(1001).containsOnly(1L);
	}

	@Test
	void noThreadWaitsForDemand() throws Exception {
		this.router.enqueue(LocalAnswer.text("One two three"));
		Flux<String> text = FlexFlux.text(this::stream).doOnNext((piece) -> this.threads.add(Thread.currentThread()));
		StepVerifier.create(text, 1)
			.expectNext("One ")
			.then(this::awaitThread)
			.thenRequest(1)
			.expectNext("two ")
			.then(this::awaitThread)
			.thenCancel()
			.verify();
	}

	private void awaitThread() {
		// Virtual threads end, and those of the pool wait for another task.
		Thread thread = this.threads.remove();
		while (thread.isAlive() && List.of(thread.getStackTrace())
			.stream()
			.anyMatch((frame) -> frame.getClassName().equals(StreamSubscription.class.getName()))) {
			Thread.onSpinWait();
		}
		assertThat(this.threads).isEmpty();
	}

	@Test
	void nothingIsSentWithoutDemand() {
		StepVerifier.create(FlexFlux.text(this::stream), 0).expectSubscription().thenCancel().verify();
		FlexFlux.call(this::answer);
		assertThat(this.router.requests()).isEmpty();
	}

	@Test
	void eachSubscriberMakesACall() {
		this.router.enqueue(LocalAnswer.text("Hi"), 3);
		Flux<String> text = FlexFlux.text(this::stream);
		StepVerifier.create(text.concatWith(text)).expectNext("Hi", "Hi").verifyComplete();
		Mono<String> answer = FlexFlux.call(() -> answer().text());
		StepVerifier.create(answer).expectNext("Hi").verifyComplete();
		assertThat(this.router.requests()).hasSize(3);
	}

	@Test
	void streamIsReadOnce() {
		this.router.enqueue(LocalAnswer.text("Hi"));
		FlexStream stream = stream();
		Flux<String> text = FlexFlux.text(() -> stream);
		StepVerifier.create(text).expectNext("Hi").verifyComplete();
		StepVerifier.create(text).verifyErrorMessage("The events of a stream can be read only once");
	}

	@Test
	void callsWaitOnThreadsOfTheirOwn() {
		this.router.enqueue(LocalAnswer.text("Hi"), 2);
		StepVerifier.create(FlexFlux.text(() -> {
			this.threads.add(Thread.currentThread());
			return stream();
		}).subscribeOn(Schedulers.parallel())).expectNext("Hi").verifyComplete();
		StepVerifier.create(FlexFlux.call(() -> {
			this.threads.add(Thread.currentThread());
			return answer().text();
		}).subscribeOn(Schedulers.parallel())).expectNext("Hi").verifyComplete();
		assertThat(this.threads).hasSize(2).allSatisfy((thread) -> {
			assertThat(thread.getName()).startsWith("flexinference-flux-");
			assertThat(thread).isNotInstanceOf(NonBlocking.class);
			assertThat(thread.isDaemon()).isTrue();
		});
	}

	@Test
	void moreCallsWaitThanBoundedElasticHasThreads() {
		int calls = Schedulers.DEFAULT_BOUNDED_ELASTIC_SIZE + 5;
		this.router.freezeTime();
		this.router.enqueue(LocalAnswer.text("Hi").servedOn("flex"), calls);
		Mono<List<String>> all = Flux.range(0, calls).flatMap((i) -> FlexFlux.text(this::stream), calls).collectList();
		StepVerifier.create(all).expectSubscription().then(() -> {
			IntStream.range(0, calls).forEach((i) -> this.router.takeRequest());
			this.router.advanceTime(Duration.ofSeconds(30));
		}).assertNext((pieces) -> assertThat(pieces).hasSize(calls)).verifyComplete();
	}

	@Test
	void errorBeforeTheStartIsSignalled() {
		this.router.enqueue(LocalAnswer.error("model_not_found"), 2);
		StepVerifier.create(FlexFlux.text(this::stream)).verifyError(FlexInferenceResponseException.class);
		StepVerifier.create(FlexFlux.call(this::answer)).verifyError(FlexInferenceResponseException.class);
	}

	@Test
	void errorOfTheSupplierIsSignalled() {
		StepVerifier.create(FlexFlux.text(() -> {
			throw new AssertionError("no");
		})).verifyError(AssertionError.class);
		StepVerifier.create(FlexFlux.call(() -> {
			throw new AssertionError("no");
		})).verifyError(AssertionError.class);
	}

	@Test
	void supplierWithoutStreamIsNamed() {
		StepVerifier.create(FlexFlux.text(() -> null))
			.verifyErrorMessage("The supplier of a stream must not return null");
		StepVerifier.create(FlexFlux.call(() -> null)).verifyComplete();
	}

	@Test
	void cutStreamIsAnError() {
		LocalAnswer answer = LocalAnswer.text("One two three");
		for (LocalAnswer cut : List.of(answer.truncatedAfter(6), answer.resetAfter(6), answer.withoutEnd(),
				answer.failedAfter(6, "upstream_stream_failed"))) {
			this.router.enqueue(cut);
			StepVerifier.create(FlexFlux.text(this::stream))
				.thenConsumeWhile((piece) -> true)
				.verifyError(StreamFailedException.class);
		}
	}

	@Test
	void subscriberThatThrowsClosesTheStream() {
		this.router.enqueue(LocalAnswer.text("One two").stalledAfter(5));
		StepVerifier.create(FlexFlux.text(this::stream).map((piece) -> {
			throw new IllegalStateException("no");
		})).verifyErrorMessage("no");
		assertThat(this.router.takeRequest().outcome()).succeedsWithin(Duration.ofSeconds(5));
	}

	@Test
	void publisherIsLazyAndChecksItsArguments() {
		AtomicReference<Object> called = new AtomicReference<>();
		FlexFlux.text(() -> {
			called.set(this);
			return stream();
		});
		assertThat(called).hasNullValue();
		assertThatIllegalArgumentException().isThrownBy(() -> FlexFlux.call(null));
	}

	private FlexStream stream() {
		return this.client.responses().stream(REQUEST);
	}

	private FlexResponse answer() {
		return this.client.responses().create(REQUEST);
	}

}
