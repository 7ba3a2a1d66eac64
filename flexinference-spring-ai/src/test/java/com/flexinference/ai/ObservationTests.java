package com.flexinference.ai;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.ai.chat.metadata.Usage;
import org.springframework.ai.chat.observation.ChatModelMeterObservationHandler;
import org.springframework.ai.chat.observation.ChatModelObservationContext;
import org.springframework.ai.chat.prompt.Prompt;
import reactor.core.publisher.BaseSubscriber;

import com.flexinference.client.format.CallerFormat;
import com.flexinference.router.LocalAnswer;
import com.flexinference.template.FlexInferenceScope;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the observations of {@link FlexInferenceChatModel}, in all four formats.
 */
@ParameterizedClass
@EnumSource
@Timeout(20)
class ObservationTests {

	private static final String NAME = "gen_ai.client.operation";

	private final TestObservationRegistry observations = TestObservationRegistry.create();

	@AutoClose
	private final TestModel test = new TestModel(this.observations);

	@Parameter
	CallerFormat format;

	private FlexInferenceChatModel model;

	@BeforeEach
	void create() {
		this.model = this.test.create(this.format);
	}

	@Test
	void callIsObserved() {
		this.test.answer(LocalAnswer.text("Venus"));
		this.model.call("Hi");
		assertObserved();
	}

	@Test
	void streamIsObserved() {
		this.test.answer(LocalAnswer.text("Venus"));
		Observation parent = Observation.start("parent", this.observations);
		parent.scoped(() -> this.model.stream(new Prompt("Hi")).blockLast());
		parent.stop();
		assertObserved();
		TestObservationRegistryAssert.assertThat(this.observations)
			.hasObservationWithNameEqualTo(NAME)
			.that()
			.hasParentObservationEqualTo(parent);
	}

	@Test
	void defaultsAreObserved() {
		this.test.answer(LocalAnswer.text("Venus"), LocalAnswer.text("Venus"));
		FlexInferenceScope defaults = FlexInferenceScope.of((request) -> request.model("gpt-5.5").temperature(0.25));
		this.model = this.test.create((options) -> options.model(null).format(this.format), defaults);
		this.model.call("Hi");
		this.model.stream(new Prompt("Hi")).blockLast();
		TestObservationRegistryAssert.assertThat(this.observations)
			.forAllObservationsWithNameEqualTo(NAME,
					(observation) -> observation.hasLowCardinalityKeyValue("gen_ai.request.model", "gpt-5.5")
						.hasHighCardinalityKeyValue("gen_ai.request.max_tokens", "1000")
						.hasHighCardinalityKeyValue("gen_ai.request.temperature", "0.25"));
		assertObserved();
	}

	private void assertObserved() {
		TestObservationRegistryAssert.assertThat(this.observations)
			.hasObservationWithNameEqualTo(NAME)
			.that()
			.hasBeenStopped()
			.hasLowCardinalityKeyValue("gen_ai.system", "flexinference")
			.hasLowCardinalityKeyValue("gen_ai.request.model", "gpt-5.5")
			.hasLowCardinalityKeyValue("gen_ai.response.model", "gpt-5.5");
		TestObservationRegistryAssert.assertThat(this.observations)
			.hasObservationWithNameEqualTo("flexinference.client.requests")
			.that()
			.hasBeenStopped()
			.satisfies(
					(context) -> assertThat(context.getParentObservation().getContextView().getName()).isEqualTo(NAME));
	}

	@Test
	void tokensAreCountedOnce() {
		SimpleMeterRegistry meters = new SimpleMeterRegistry();
		this.observations.observationConfig()
			.observationHandler(new DefaultMeterObservationHandler(meters))
			.observationHandler(new ChatModelMeterObservationHandler(meters));
		this.test.answer(LocalAnswer.text("Venus"), LocalAnswer.text("Venus"));
		Usage called = this.model.call(new Prompt("Hi")).getMetadata().getUsage();
		Usage streamed = this.model.stream(new Prompt("Hi")).blockLast().getMetadata().getUsage();
		assertThat(meters.get("gen_ai.client.token.usage").tag("gen_ai.token.type", "total").counter().count())
			.isEqualTo(called.getTotalTokens() + streamed.getTotalTokens());
		assertThat(meters.get(NAME).timer().count()).isEqualTo(2);
		assertThat(meters.get("flexinference.client.requests").timers()).hasSize(2);
		TestObservationRegistryAssert.assertThat(this.observations)
			.forAllObservationsWithNameEqualTo("flexinference.client.requests",
					(observation) -> observation.doesNotHaveHighCardinalityKeyValueWithKey("gen_ai.usage.input_tokens")
						.doesNotHaveHighCardinalityKeyValueWithKey("gen_ai.usage.cache_read.input_tokens")
						.doesNotHaveHighCardinalityKeyValueWithKey("gen_ai.response.model")
						.hasHighCardinalityKeyValueWithKey("flexinference.attempts"));
		TestObservationRegistryAssert.assertThat(this.observations)
			.forAllObservationsWithNameEqualTo(NAME,
					(observation) -> observation.hasHighCardinalityKeyValueWithKey("gen_ai.usage.input_tokens")
						.hasHighCardinalityKeyValueWithKey("gen_ai.usage.cache_read.input_tokens"));
	}

	@Test
	void cancelAfterTheEndIsNotCounted() {
		AtomicInteger stopped = new AtomicInteger();
		this.observations.observationConfig().observationHandler(new ObservationHandler<ChatModelObservationContext>() {

			@Override
			public void onStop(ChatModelObservationContext context) {
				stopped.incrementAndGet();
			}

			@Override
			public boolean supportsContext(Observation.Context context) {
				return context instanceof ChatModelObservationContext;
			}

		});
		this.test.answer(LocalAnswer.text("Venus"));
		CountDownLatch ended = new CountDownLatch(1);
		this.model.stream(new Prompt("Hi")).subscribe(new BaseSubscriber<>() {

			@Override
			protected void hookOnComplete() {
				upstream().cancel();
				ended.countDown();
			}

		});
		assertThat(await(ended)).isTrue();
		assertThat(stopped).hasValue(1);
	}

	private static boolean await(CountDownLatch latch) {
		try {
			return latch.await(10, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			return false;
		}
	}

	@Test
	void failureIsObserved() {
		this.test.answer(LocalAnswer.text("One two three").truncatedAfter(5));
		this.model.stream(new Prompt("Hi")).onErrorComplete().blockLast();
		TestObservationRegistryAssert.assertThat(this.observations)
			.hasObservationWithNameEqualTo(NAME)
			.that()
			.hasBeenStopped()
			.hasError();
	}

	@Test
	void cancelEndsTheObservation() {
		this.test.answer(LocalAnswer.text("One two three").stalledAfter(6));
		this.model.stream(new Prompt("Hi")).blockFirst();
		TestObservationRegistryAssert.assertThat(this.observations)
			.hasObservationWithNameEqualTo(NAME)
			.that()
			.hasBeenStopped();
	}

}
