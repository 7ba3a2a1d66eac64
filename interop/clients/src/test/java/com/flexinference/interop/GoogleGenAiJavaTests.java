package com.flexinference.interop;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import com.google.genai.Client;
import com.google.genai.errors.ApiException;
import com.google.genai.gaos.models.interactions.ArgumentsDelta;
import com.google.genai.gaos.models.interactions.CreateModelInteraction;
import com.google.genai.gaos.models.interactions.Function;
import com.google.genai.gaos.models.interactions.FunctionCallStep;
import com.google.genai.gaos.models.interactions.FunctionResultStep;
import com.google.genai.gaos.models.interactions.FunctionResultStepResultUnion;
import com.google.genai.gaos.models.interactions.InteractionCompletedEvent;
import com.google.genai.gaos.models.interactions.InteractionSSEEvent;
import com.google.genai.gaos.models.interactions.InteractionSSEStreamEvent;
import com.google.genai.gaos.models.interactions.InteractionsInput;
import com.google.genai.gaos.models.interactions.StepDelta;
import com.google.genai.gaos.models.interactions.StepDeltaData;
import com.google.genai.gaos.models.interactions.StepStart;
import com.google.genai.gaos.models.interactions.TextDelta;
import com.google.genai.gaos.models.operations.CreateInteractionRequestBody;
import com.google.genai.gaos.utils.EventStream;
import com.google.genai.types.HttpOptions;
import com.google.genai.types.HttpRetryOptions;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import com.flexinference.router.LocalAnswer;
import com.flexinference.router.LocalKey;
import com.flexinference.router.LocalRouter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Drives the local router with Google's Gen AI SDK for Java, by Interactions. It cannot
 * send a field it does not know, so the key carries {@code start_within}.
 */
class GoogleGenAiJavaTests {

	@AutoClose
	private final LocalRouter router = LocalRouter.builder().build().start();

	@AutoClose
	private final Client client = client("flex_live_default_30s");

	@Test
	void streams() {
		List<InteractionSSEEvent> events = stream(params("Count to 3"));
		assertThat(deltas(events)).extracting((delta) -> ((TextDelta) delta).text().orElseThrow())
			.containsExactly("1 ", "2 ", "3.");
		InteractionCompletedEvent completed = (InteractionCompletedEvent) events.get(events.size() - 1);
		assertThat(completed.interaction().orElseThrow().usage().orElseThrow().totalOutputTokens()).hasValue(3);
	}

	@Test
	void callsTool() {
		Function weather = Function.builder()
			.name("weather")
			.parameters(Map.of("type", "object", "properties", Map.of("city", Map.of("type", "string")), "required",
					List.of("city")))
			.build();
		List<InteractionSSEEvent> events = stream(params("Ask weather about Oslo").tools(List.of(weather)));
		FunctionCallStep call = (FunctionCallStep) events.stream()
			.filter(StepStart.class::isInstance)
			.map((event) -> ((StepStart) event).step().orElseThrow())
			.findFirst()
			.orElseThrow();
		assertThat(call.name()).hasValue("weather");
		assertThat(deltas(events).stream().map((delta) -> ((ArgumentsDelta) delta).arguments().orElseThrow()))
			.hasSizeGreaterThan(1);
		FunctionResultStep result = FunctionResultStep.builder()
			.callId(call.id().orElseThrow())
			.name("weather")
			.result(FunctionResultStepResultUnion.of("7 degrees"))
			.build();
		List<InteractionSSEEvent> answer = stream(
				params("").tools(List.of(weather)).input(InteractionsInput.ofStep(List.of(call, result))));
		assertThat(deltas(answer).stream()
			.map((delta) -> ((TextDelta) delta).text().orElseThrow())
			.collect(Collectors.joining())).contains("7 degrees");
	}

	@Test
	void doesNotReadPlainInteractionAsItsTimesAreNumbers() {
		assertThatExceptionOfType(ApiException.class)
			.isThrownBy(() -> this.client.interactions.create(body(params("Count to 3"))))
			.withMessageContaining("Cannot deserialize value of type `java.lang.String`")
			.withMessageContaining("Interaction[\"created\"]");
	}

	@Test
	void revokedKeyIsUnauthorized() {
		try (Client revoked = client(LocalKey.REVOKED_API_KEY)) {
			assertThatExceptionOfType(ApiException.class)
				.isThrownBy(() -> revoked.interactions.create(body(params("Hello"))))
				.satisfies((ex) -> assertThat(ex.code()).isEqualTo(401));
		}
	}

	@Test
	void isLimited() {
		this.router.enqueue(LocalAnswer.error("rate_limit_exceeded"));
		assertThatExceptionOfType(ApiException.class)
			.isThrownBy(() -> this.client.interactions.create(body(params("Hello"))))
			.satisfies((ex) -> assertThat(ex.code()).isEqualTo(429));
	}

	@Test
	void endsFailedStreamWithoutWord() {
		this.router.enqueue(LocalAnswer.text("one two three four").failedAfter(5, "internal_error"));
		assertThat(deltas(stream(params("Hello")))).hasSize(2);
	}

	private List<InteractionSSEEvent> stream(CreateModelInteraction.Builder params) {
		try (EventStream<InteractionSSEStreamEvent> events = this.client.interactions.create(body(params.stream(true)))
			.events()) {
			return events.stream().map((event) -> event.data().orElseThrow()).toList();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static List<StepDeltaData> deltas(List<InteractionSSEEvent> events) {
		return events.stream()
			.filter(StepDelta.class::isInstance)
			.map((event) -> ((StepDelta) event).delta().orElseThrow())
			.toList();
	}

	private static CreateInteractionRequestBody body(CreateModelInteraction.Builder params) {
		return CreateInteractionRequestBody.of(params.build());
	}

	private static CreateModelInteraction.Builder params(String input) {
		return CreateModelInteraction.builder().model("gemini-3.5-flash").input(InteractionsInput.of(input));
	}

	private Client client(String key) {
		return Client.builder()
			.apiKey(key)
			.httpOptions(HttpOptions.builder()
				.baseUrl(this.router.baseUrl().resolve("/").toString())
				.apiVersion("v1")
				.headers(Map.of("Authorization", "Bearer " + key))
				.retryOptions(HttpRetryOptions.builder().attempts(1))
				.build())
			.build();
	}

}
