package com.flexinference.template;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import com.flexinference.client.format.CallerFormat;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the scope in Reactor's operators, which Micrometer's context propagation
 * carries it to.
 */
class ReactorTests {

	private static final FlexInferenceScope SCOPE = FlexInferenceScope.of((r) -> r.startWithin(Duration.ofSeconds(30)))
		.withFormat(CallerFormat.MESSAGES);

	private final TestTemplate test = new TestTemplate();

	private final FlexInferenceTemplate template = this.test.create();

	private final Scheduler scheduler = Schedulers.newBoundedElastic(1, 10, "test");

	@AfterEach
	void close() {
		Hooks.disableAutomaticContextPropagation();
		this.scheduler.dispose();
		this.test.close();
	}

	@Test
	void automaticPropagationCarriesTheScopeAcrossThreads() {
		Hooks.enableAutomaticContextPropagation();
		Mono<String> answer = Mono.just("Hi")
			.publishOn(this.scheduler)
			.map((prompt) -> this.template.ask(prompt).text());
		assertThat(FlexInferenceScope.with(SCOPE, () -> answer.block())).isNotBlank();
		assertThat(this.test.sent()).satisfies((request) -> {
			assertThat(request.path()).isEqualTo("/v1/messages");
			assertThat(request.startWithin()).isEqualTo("00h-00m-30s");
		});
	}

	@Test
	void threadOfTheSchedulerKeepsNoScope() {
		Hooks.enableAutomaticContextPropagation();
		Mono<FlexInferenceScope> current = Mono.fromCallable(FlexInferenceScope::current).subscribeOn(this.scheduler);
		assertThat(FlexInferenceScope.with(SCOPE, () -> current.block())).isSameAs(SCOPE);
		assertThat(current.block()).isSameAs(FlexInferenceScope.NONE);
	}

	@Test
	void capturedContextRestoresTheScopeWithoutHooks() {
		Flux<FlexInferenceScope> scopes = Flux.just(1, 2)
			.publishOn(this.scheduler)
			.handle((item, sink) -> sink.next(FlexInferenceScope.current()));
		List<FlexInferenceScope> seen = FlexInferenceScope.with(SCOPE,
				() -> scopes.contextCapture().collectList().block());
		assertThat(seen).containsExactly(SCOPE, SCOPE);
	}

	@Test
	void nothingIsCarriedWithoutCapture() {
		Mono<FlexInferenceScope> current = Mono.fromCallable(FlexInferenceScope::current).subscribeOn(this.scheduler);
		assertThat(FlexInferenceScope.with(SCOPE, () -> current.block())).isSameAs(FlexInferenceScope.NONE);
	}

}
