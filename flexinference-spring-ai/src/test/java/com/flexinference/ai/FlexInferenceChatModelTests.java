package com.flexinference.ai;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.SystemMessage;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.converter.BeanOutputConverter;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

import com.flexinference.client.FlexInferenceResponseException;
import com.flexinference.client.StreamFailedException;
import com.flexinference.client.format.CallerFormat;
import com.flexinference.client.message.Cost;
import com.flexinference.client.message.Routing;
import com.flexinference.router.LocalAnswer;
import com.flexinference.router.RecordedRequest;
import com.flexinference.template.FlexInferenceScope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link FlexInferenceChatModel} over the local router, in all four formats.
 */
@ParameterizedClass
@EnumSource
@Timeout(30)
class FlexInferenceChatModelTests {

	private static final Duration SOON = Duration.ofSeconds(5);

	private final TestModel test = new TestModel(ObservationRegistry.NOOP);

	@Parameter
	CallerFormat format;

	@AfterEach
	void close() {
		this.test.close();
	}

	@Test
	void answers() {
		this.test.answer(LocalAnswer.text("Venus").servedOn("flex").cost(42));
		FlexInferenceChatModel model = this.test
			.create((o) -> o.format(this.format).request((r) -> r.startWithin(Duration.ofSeconds(30))));
		ChatResponse response = model.call(new Prompt("Which planet is hottest?"));
		assertThat(response.getResult().getOutput().getText()).isEqualTo("Venus");
		assertThat(response.getResult().getMetadata().getFinishReason()).isNotBlank();
		assertThat(response.getMetadata().getId()).isNotBlank();
		assertThat(response.getMetadata().getModel()).isEqualTo("gpt-5.5");
		assertThat(response.getMetadata().getUsage().getTotalTokens()).isPositive();
		assertTold(response);
		RecordedRequest request = this.test.sent();
		assertThat(request.path()).isEqualTo("/v1" + this.format.path());
		assertThat(request.startWithin()).isEqualTo("00h-00m-30s");
	}

	private static void assertTold(ChatResponse response) {
		assertThat(response.getResult().getMetadata().<Cost>get(FlexInferenceMetadata.COST).microUsd()).isEqualTo(42);
		assertThat(response.getResult().getMetadata().<Cost>get(FlexInferenceMetadata.SAVINGS).microUsd())
			.isEqualTo(42);
		assertThat(response.getMetadata().<Routing>get(FlexInferenceMetadata.ROUTING).tier()).isEqualTo("flex");
		assertThat(response.getMetadata().<String>get(FlexInferenceMetadata.SERVED_TIER)).isEqualTo("flex");
	}

	@Test
	void sendsTheConversation() {
		this.test.answer(LocalAnswer.text("Mars"));
		this.test.create(this.format)
			.call(new Prompt(new SystemMessage("Be brief."), new UserMessage("Hottest?"), new AssistantMessage("Venus"),
					new UserMessage("Reddest?"), new SystemMessage("Be polite.")));
		String body = this.test.sent().json().toString();
		assertThat(body).containsSubsequence("Hottest?", "Venus", "Reddest?").contains("Be brief.\\n\\nBe polite.");
	}

	@Test
	void streams() {
		String words = IntStream.range(0, 1000).mapToObj(String::valueOf).collect(Collectors.joining(" "));
		this.test.answer(LocalAnswer.text(words).servedOn("flex").cost(42));
		FlexInferenceChatModel model = this.test
			.create((o) -> o.format(this.format).request((r) -> r.startWithin(Duration.ofSeconds(30))));
		List<ChatResponse> chunks = model.stream(new Prompt("Count.")).limitRate(1).collectList().block();
		assertThat(chunks).hasSize(1001)
			.allSatisfy((chunk) -> assertThat(chunk.getResult().getOutput().getText()).isNotNull());
		assertThat(
				chunks.stream().map((chunk) -> chunk.getResult().getOutput().getText()).collect(Collectors.joining()))
			.isEqualTo(words);
		ChatResponse last = chunks.get(1000);
		assertTold(last);
		assertThat(last.getMetadata().getId()).isNotBlank();
		assertThat(last.getMetadata().getUsage().getCompletionTokens()).isPositive();
		assertThat(last.getResult().getMetadata().getFinishReason()).isNotBlank();
	}

	@Test
	void streamIsLazyAndCanBeSubscribedAgain() {
		this.test.answer(LocalAnswer.text("Venus"), LocalAnswer.text("Mars"));
		Flux<String> text = text(this.test.create(this.format).stream(new Prompt("Hi")));
		assertThat(this.test.count()).isZero();
		assertThat(String.join("", text.collectList().block())).isEqualTo("Venus");
		assertThat(String.join("", text.collectList().block())).isEqualTo("Mars");
	}

	@Test
	void streamThatIsCutIsAnError() {
		this.test.answer(LocalAnswer.text("One two three four five six seven").truncatedAfter(8));
		StepVerifier.create(this.test.create(this.format).stream(new Prompt("Hi")))
			.thenConsumeWhile((chunk) -> true)
			.verifyError(StreamFailedException.class);
	}

	@Test
	void cancelBeforeTheStartClosesTheConnection() {
		this.test.answer(LocalAnswer.simulated().stalledBeforeHeaders());
		Disposable subscription = this.test.create(this.format).stream(new Prompt("Hi")).subscribe();
		RecordedRequest request = this.test.sent();
		subscription.dispose();
		assertThat(request.outcome()).succeedsWithin(SOON).isEqualTo(RecordedRequest.Outcome.ABORTED);
	}

	@Test
	void cancelClosesTheConnection() {
		this.test.answer(LocalAnswer.text("One two three four").stalledAfter(6));
		ChatResponse first = this.test.create(this.format).stream(new Prompt("Hi")).blockFirst();
		assertThat(first.getResult().getOutput().getText()).startsWith("One");
		assertThat(this.test.sent().outcome()).succeedsWithin(SOON).isEqualTo(RecordedRequest.Outcome.ABORTED);
	}

	@Test
	void errorIsThatOfTheClient() {
		this.test.answer(LocalAnswer.error("model_not_found"), LocalAnswer.error("model_not_found"));
		FlexInferenceChatModel model = this.test.create(this.format);
		assertThatExceptionOfType(FlexInferenceResponseException.class).isThrownBy(() -> model.call(new Prompt("Hi")));
		StepVerifier.create(model.stream(new Prompt("Hi"))).verifyError(FlexInferenceResponseException.class);
		assertThat(this.test.count()).isEqualTo(2);
	}

	@Test
	void asksForTheSchema() {
		this.test.answer(LocalAnswer.text("{\"name\":\"Venus\",\"moons\":0}"));
		BeanOutputConverter<Planet> converter = new BeanOutputConverter<>(Planet.class);
		ChatResponse response = this.test.create(this.format)
			.call(new Prompt("Hottest?",
					FlexInferenceChatOptions.builder().outputSchema(converter.getJsonSchema()).build()));
		assertThat(converter.convert(response.getResult().getOutput().getText())).isEqualTo(new Planet("Venus", 0));
		assertThat(this.test.sent().json().toString()).contains("\"moons\"");
	}

	@Test
	void portableOptionsOfAPromptKeepTheDefaults() {
		this.test.answer(LocalAnswer.text("Venus"));
		FlexInferenceChatModel model = this.test
			.create((o) -> o.format(this.format).request((r) -> r.startWithin(Duration.ofSeconds(30))));
		model.call(new Prompt("Hi", ChatOptions.builder().temperature(0.5).topP(0.25).maxTokens(77).build()));
		RecordedRequest request = this.test.sent();
		assertThat(request.json().toString()).contains("\"gpt-5.5\"", "\"temperature\":0.5", "\"top_p\":0.25", ":77");
		assertThat(request.path()).isEqualTo("/v1" + this.format.path());
		assertThat(request.startWithin()).isEqualTo("00h-00m-30s");
	}

	@Test
	void refusesOptionsThatTheFormatCannotSay() {
		FlexInferenceChatModel model = this.test.create(this.format);
		Prompt prompt = new Prompt("Hi",
				ChatOptions.builder()
					.topK((this.format != CallerFormat.MESSAGES) ? 3 : null)
					.frequencyPenalty((this.format == CallerFormat.MESSAGES) ? 0.5 : null)
					.build());
		assertThatIllegalArgumentException().isThrownBy(() -> model.call(prompt));
		StepVerifier.create(model.stream(prompt)).verifyError(IllegalArgumentException.class);
		assertThat(this.test.count()).isZero();
	}

	@Test
	void scopeFillsWhatTheOptionsLeaveUnset() {
		this.test.answer(LocalAnswer.text("Venus"), LocalAnswer.text("Mars"));
		FlexInferenceChatModel model = this.test.create(this.format);
		FlexInferenceScope scope = FlexInferenceScope.of((r) -> r.startWithin(Duration.ofSeconds(20)));
		FlexInferenceScope.with(scope, () -> model.call("Hi"));
		assertThat(this.test.sent().startWithin()).isEqualTo("00h-00m-20s");
		FlexInferenceScope.with(scope, () -> model.stream(new Prompt("Hi"))).blockLast();
		assertThat(this.test.sent().startWithin()).isEqualTo("00h-00m-20s");
	}

	private static Flux<String> text(Flux<ChatResponse> chunks) {
		return chunks.mapNotNull((chunk) -> chunk.getResult().getOutput().getText());
	}

	record Planet(String name, int moons) {
	}

}
