package com.flexinference.web;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.http.codec.ServerSentEvent;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

import com.flexinference.client.FlexInferenceClient;
import com.flexinference.client.FlexRequest;
import com.flexinference.client.FlexStream;
import com.flexinference.router.LocalAnswer;
import com.flexinference.router.LocalRouter;
import com.flexinference.router.RecordedRequest.Outcome;
import com.flexinference.template.FlexInferenceScope;
import com.flexinference.template.FlexInferenceTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the publisher of {@link FlexSse}.
 */
@Timeout(60)
class AnswerFluxTests {

	@AutoClose
	private final LocalRouter router = LocalRouter.builder().latency(Duration.ZERO).build().start();

	@AutoClose
	private final FlexInferenceClient client = FlexInferenceClient.builder()
		.apiKey("flex_live_test")
		.baseUrl(this.router.baseUrl().toString())
		.build();

	@Test
	void hasTheEventsOfTheEmitter() {
		this.router.enqueue(LocalAnswer.text(" One\n two").servedOn("flex").reason("flex_won").cost(12));
		List<ServerSentEvent<String>> events = all(FlexSse.flux(this::open));
		assertThat(events).extracting(ServerSentEvent::event).startsWith("start", "text").endsWith("text", "end");
		assertThat(events.get(1).data()).isEqualTo("{\"text\":\" One\\n \"}");
		assertThat(events.get(events.size() - 1).data()).contains("\"servedTier\":\"flex\"", "\"microUsd\":12");
	}

	@Test
	void failureIsTheLastEvent() {
		this.router.enqueue(LocalAnswer.text("One two three").truncatedAfter(6));
		List<ServerSentEvent<String>> events = all(FlexSse.flux(this::open));
		assertThat(events).extracting(ServerSentEvent::event).endsWith("failure").doesNotContain("end");
		this.router.enqueue(LocalAnswer.error(402, "insufficient_credits"));
		events = all(FlexSse.flux(this::open));
		assertThat(events).extracting(ServerSentEvent::data).containsExactly("""
				{"code":"insufficient_credits","message":"The answer is not available."}""");
	}

	@Test
	void heartbeatsUntilItIsCancelled() {
		this.router.enqueue(LocalAnswer.simulated().stalledBeforeHeaders());
		StepVerifier
			.create(AnswerFlux.of(this::open, Duration.ofMillis(20))
				.map(ServerSentEvent::comment)
				.skipUntil((comment) -> !this.router.requests().isEmpty())
				.take(3))
			.expectNext("", "", "")
			.verifyComplete();
		assertThat(this.router.takeRequest().outcome()).succeedsWithin(Duration.ofSeconds(20))
			.isEqualTo(Outcome.ABORTED);
	}

	@Test
	void callHasTheScopeInWhichThePublisherWasCreated() {
		FlexInferenceTemplate template = FlexInferenceTemplate.create(this.client);
		Flux<ServerSentEvent<String>> events = FlexInferenceScope.with(
				FlexInferenceScope.of((r) -> r.model("gpt-5-nano").startWithin(Duration.ofSeconds(30))),
				() -> FlexSse.flux(template.ask("Hi")::stream));
		assertThat(all(events)).isNotEmpty();
		assertThat(this.router.takeRequest().json().path("model").asString()).isEqualTo("gpt-5-nano");
	}

	private static List<ServerSentEvent<String>> all(Flux<ServerSentEvent<String>> events) {
		return Objects.requireNonNull(events.filter((event) -> event.comment() == null).collectList().block());
	}

	private FlexStream open() {
		return this.client.responses()
			.stream(FlexRequest
				.of((r) -> r.model("gpt-5.5").user("Hi").startWithin(Duration.ofSeconds(30)).includeCost(true)));
	}

}
