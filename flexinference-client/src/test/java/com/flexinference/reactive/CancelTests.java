package com.flexinference.reactive;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.reactivestreams.Publisher;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

import com.flexinference.client.EachTransport;
import com.flexinference.client.FlexInferenceClient;
import com.flexinference.client.FlexRequest;
import com.flexinference.client.FlexStream;
import com.flexinference.client.observation.FlexInferenceRequestContext;
import com.flexinference.client.transport.HttpSettings;
import com.flexinference.client.transport.TransportKind;
import com.flexinference.router.LocalAnswer;
import com.flexinference.router.LocalRouter;
import com.flexinference.router.RecordedRequest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for publishers of {@link FlexFlux} that are cancelled, on both transports.
 */
@ParameterizedClass
@EachTransport
@Timeout(30)
class CancelTests {

	private static final FlexRequest REQUEST = FlexRequest
		.of((r) -> r.model("gpt-5.5").user("Hi").maxTokens(5000).startWithin(Duration.ofSeconds(30)));

	@AutoClose
	private final LocalRouter router = LocalRouter.builder().latency(Duration.ZERO).build().start();

	private final BlockingQueue<Thread> ends = new LinkedBlockingQueue<>();

	@Parameter
	TransportKind kind;

	@AutoClose
	private FlexInferenceClient client;

	@BeforeEach
	void createClient() {
		ObservationRegistry observations = ObservationRegistry.create();
		observations.observationConfig().observationHandler(new Ends());
		this.client = FlexInferenceClient.builder()
			.apiKey("flex_live_test")
			.baseUrl(this.router.baseUrl().toString())
			.http(HttpSettings.defaults().withKind(this.kind))
			.observationRegistry(observations)
			.build();
	}

	@Test
	void connectionIsClosedBeforeARaceReleasesTheHeaders() {
		this.router.freezeTime();
		this.router.enqueue(LocalAnswer.text("Hi").servedOn("flex"));
		assertDisconnects(FlexFlux.text(this::stream), (published) -> {
		});
	}

	@Test
	void connectionIsClosedBeforeTheAnswer() {
		this.router.enqueue(LocalAnswer.simulated().stalledBeforeHeaders());
		assertDisconnects(FlexFlux.call(() -> this.client.responses().create(REQUEST)), (published) -> {
		});
	}

	@Test
	void connectionOfAStalledStreamIsClosed() {
		this.router.enqueue(LocalAnswer.text("One two three").stalledAfter(6));
		assertDisconnects(FlexFlux.text(this::stream), CancelTests::await);
	}

	/**
	 * The router sends nothing more, so that it sees the connection close or nothing.
	 */
	private void assertDisconnects(Publisher<?> publisher, Consumer<CountDownLatch> started) {
		CountDownLatch first = new CountDownLatch(1);
		Disposable call = Flux.from(publisher).subscribe((piece) -> first.countDown());
		RecordedRequest request = this.router.takeRequest();
		started.accept(first);
		assertThat(request.outcome()).isNotDone();
		call.dispose();
		assertThat(request.outcome()).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(RecordedRequest.Outcome.ABORTED);
	}

	@Test
	void threadOfReactorDoesNotEndTheCall() throws Exception {
		this.router.enqueue(LocalAnswer.text("One two three").stalledAfter(6));
		CountDownLatch first = new CountDownLatch(1);
		Disposable call = FlexFlux.text(this::stream)
			.doOnNext((piece) -> first.countDown())
			.subscribeOn(Schedulers.parallel())
			.subscribe();
		await(first);
		Schedulers.parallel().schedule(call::dispose);
		Thread end = this.ends.poll(5, TimeUnit.SECONDS);
		assertThat(end).isNotNull();
		assertThat(end.getName()).startsWith("flexinference-flux-");
	}

	@Test
	void streamThatOpensAfterTheCancelIsClosed() throws Exception {
		this.router.enqueue(LocalAnswer.text("One two three").stalledAfter(6));
		CountDownLatch opening = new CountDownLatch(1);
		CountDownLatch cancelled = new CountDownLatch(1);
		AtomicReference<FlexStream> opened = new AtomicReference<>();
		Supplier<FlexStream> uninterrupted = () -> {
			opening.countDown();
			awaitUninterruptibly(cancelled);
			opened.set(stream());
			return opened.get();
		};
		Disposable call = FlexFlux.text(uninterrupted).subscribe();
		await(opening);
		call.dispose();
		cancelled.countDown();
		assertThat(this.router.takeRequest().outcome()).succeedsWithin(Duration.ofSeconds(5))
			.isEqualTo(RecordedRequest.Outcome.ABORTED);
		assertThat(opened.get().next()).isNull();
	}

	@Test
	void laterCallsAreNotInterrupted() {
		for (int i = 0; i < 50; i++) {
			this.router.enqueue(LocalAnswer.text("Hi"), 2);
			FlexFlux.text(this::stream).subscribe().dispose();
			StepVerifier.create(FlexFlux.text(this::stream)).expectNext("Hi").verifyComplete();
			this.router.reset();
		}
	}

	@Test
	void enoughIsEnough() {
		this.router.enqueue(LocalAnswer.text("One two three").stalledAfter(6));
		StepVerifier.create(FlexFlux.text(this::stream).take(1)).expectNext("One ").verifyComplete();
		assertThat(this.router.takeRequest().outcome()).succeedsWithin(Duration.ofSeconds(5))
			.isEqualTo(RecordedRequest.Outcome.ABORTED);
	}

	@Test
	void timeoutEndsTheCall() {
		this.router.enqueue(LocalAnswer.simulated().stalledBeforeHeaders());
		CompletableFuture<RecordedRequest> request = CompletableFuture.supplyAsync(this.router::takeRequest);
		StepVerifier.create(FlexFlux.text(this::stream).timeout(Mono.fromFuture(request)))
			.verifyError(TimeoutException.class);
		assertThat(request.join().outcome()).succeedsWithin(Duration.ofSeconds(5))
			.isEqualTo(RecordedRequest.Outcome.ABORTED);
	}

	private FlexStream stream() {
		return this.client.responses().stream(REQUEST);
	}

	private static void await(CountDownLatch latch) {
		try {
			assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void awaitUninterruptibly(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			// Ignored, as some libraries do.
			awaitUninterruptibly(latch);
		}
	}

	private final class Ends implements ObservationHandler<FlexInferenceRequestContext> {

		@Override
		public void onStop(FlexInferenceRequestContext context) {
			CancelTests.this.ends.add(Thread.currentThread());
		}

		@Override
		public boolean supportsContext(Observation.Context context) {
			return context instanceof FlexInferenceRequestContext;
		}

	}

}
