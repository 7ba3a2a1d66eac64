package com.flexinference.ai;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.advisor.MessageChatMemoryAdvisor;
import org.springframework.ai.chat.memory.ChatMemory;
import org.springframework.ai.chat.memory.MessageWindowChatMemory;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.SystemMessage;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.metadata.ChatResponseMetadata;
import org.springframework.ai.chat.metadata.EmptyRateLimit;
import org.springframework.ai.chat.metadata.RateLimit;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.converter.BeanOutputConverter;
import reactor.test.StepVerifier;
import tools.jackson.databind.json.JsonMapper;

import com.flexinference.client.FlexInferenceException;
import com.flexinference.client.FlexInferenceResponseException;
import com.flexinference.client.SpendRemaining;
import com.flexinference.client.format.CallerFormat;
import com.flexinference.client.message.Cost;
import com.flexinference.router.LocalAnswer;
import com.flexinference.router.RecordedRequest;
import com.flexinference.template.FlexInferenceScope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Tests for {@link FlexInferenceChatModel} over the local router, in all four formats.
 */
@ParameterizedClass
@EnumSource
@Timeout(30)
class FlexInferenceChatModelTests {

	@AutoClose
	private final TestModel test = new TestModel();

	@Parameter
	CallerFormat format;

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
		TestModel.assertTold(response);
		RecordedRequest request = this.test.sent();
		assertThat(request.path()).isEqualTo("/v1" + this.format.path());
		assertThat(request.startWithin()).isEqualTo("00h-00m-30s");
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
	void tellsLimitsAndIds() {
		this.test.answer(LocalAnswer.text("Venus")
			.header("x-request-id", "req-1")
			.header("x-ratelimit-limit-requests", "100")
			.header("x-ratelimit-remaining-requests", "99")
			.header("x-ratelimit-reset-requests", "1m0.5s")
			.header("x-ratelimit-remaining-tokens", "?")
			.header("x-ratelimit-reset-tokens", "120ms"));
		ChatResponseMetadata metadata = this.test.create(this.format).call(new Prompt("Hi")).getMetadata();
		assertThat(metadata.<String>get(FlexInferenceMetadata.REQUEST_ID)).isEqualTo("req-1");
		assertThat(metadata.<SpendRemaining>get(FlexInferenceMetadata.SPEND_REMAINING)).isNotNull();
		RateLimit limit = metadata.getRateLimit();
		assertThat(limit.getRequestsLimit()).isEqualTo(100);
		assertThat(limit.getRequestsRemaining()).isEqualTo(99);
		assertThat(limit.getRequestsReset()).isEqualTo(Duration.ofMillis(60_500));
		assertThat(limit.getTokensLimit()).isZero();
		assertThat(limit.getTokensRemaining()).isZero();
		assertThat(limit.getTokensReset()).isEqualTo(Duration.ofMillis(120));
		assertThat(limit).isNotEqualTo(new EmptyRateLimit());
	}

	@Test
	void metadataCanBeStored() {
		this.test.answer(LocalAnswer.text("Venus").servedOn("flex").cost(42));
		ChatResponse response = this.test.create(this.format).call(new Prompt("Hi"));
		assertThat(response.getMetadata().entrySet()).hasSizeGreaterThan(3)
			.containsExactlyInAnyOrderElementsOf(response.getResult().getMetadata().entrySet())
			.allSatisfy((entry) -> {
				Object value = entry.getValue();
				String json = JsonMapper.shared().writeValueAsString(value);
				Object read = JsonMapper.shared().readValue(json, value.getClass());
				assertThat(read).isEqualTo(value);
			});
	}

	@Test
	void whatIsNotToldIsZero() {
		this.test.answer(LocalAnswer.text("Venus"));
		ChatResponseMetadata metadata = this.test.create(this.format).call(new Prompt("Hi")).getMetadata();
		assertThat(metadata.getRateLimit().getTokensRemaining()).isZero();
		assertThat(metadata.<String>get(FlexInferenceMetadata.REQUEST_ID)).isNull();
	}

	@Test
	void answerThatTellsOnlyItsTextIsRead() {
		this.test.answer(LocalAnswer.json(200, switch (this.format) {
			case RESPONSES ->
				"{\"output\":[{\"type\":\"message\",\"content\":[{\"type\":\"output_text\",\"text\":\"Hi\"}]}]}";
			case CHAT_COMPLETIONS -> "{\"choices\":[{\"message\":{\"content\":\"Hi\"}}]}";
			case INTERACTIONS ->
				"{\"steps\":[{\"type\":\"model_output\",\"content\":[{\"type\":\"text\",\"text\":\"Hi\"}]}]}";
			case MESSAGES -> "{\"content\":[{\"type\":\"text\",\"text\":\"Hi\"}]}";
		}));
		ChatResponse response = this.test.create(this.format).call(new Prompt("Hi"));
		assertThat(response.getResult().getOutput().getText()).isEqualTo("Hi");
		assertThat(response.getMetadata().getId()).isEmpty();
		assertThat(response.getMetadata().getModel()).isEmpty();
		assertThat(response.getMetadata().getUsage().getTotalTokens()).isZero();
		assertThat(response.getMetadata().<Cost>get(FlexInferenceMetadata.COST)).isNull();
	}

	@Test
	void structuredAnswerIsRead() {
		this.test.answer(LocalAnswer.text("{\"name\":\"Venus\",\"moons\":0}"));
		assertThat(ChatClient.create(this.test.create(this.format)).prompt("Hottest?").call().entity(Planet.class))
			.isEqualTo(new Planet("Venus", 0));
	}

	@Test
	void conversationIsRemembered() {
		this.test.answer(LocalAnswer.text("Venus"), LocalAnswer.text("Mars"));
		ChatClient chat = ChatClient.builder(this.test.create(this.format))
			.defaultAdvisors(MessageChatMemoryAdvisor.builder(MessageWindowChatMemory.builder().build()).build())
			.defaultAdvisors((advisors) -> advisors.param(ChatMemory.CONVERSATION_ID, "1"))
			.build();
		chat.prompt("Hottest?").stream().content().blockLast();
		chat.prompt("Reddest?").call().content();
		this.test.sent();
		assertThat(this.test.sent().json().toString()).containsSubsequence("Hottest?", "Venus", "Reddest?");
	}

	@Test
	void interruptOfACallClosesTheConnection() throws Exception {
		this.test.answer(LocalAnswer.simulated().stalledBeforeHeaders());
		FlexInferenceChatModel model = this.test.create(this.format);
		AtomicReference<Throwable> failure = new AtomicReference<>();
		Thread caller = new Thread(() -> failure.set(catchThrowable(() -> model.call("Hi"))));
		caller.start();
		RecordedRequest request = this.test.sent();
		caller.interrupt();
		assertThat(request.outcome()).succeedsWithin(Duration.ofSeconds(5)).isEqualTo(RecordedRequest.Outcome.ABORTED);
		caller.join();
		assertThat(failure.get()).isInstanceOf(FlexInferenceException.class);
	}

	@ParameterizedTest
	@ValueSource(strings = { "<html>", "[]", "{\"error\":{\"code\":\"x\",\"message\":\"m\"}}" })
	void answerThatIsNoneIsAnError(String body) {
		String type = body.startsWith("<") ? "text/html" : "application/json";
		this.test.answer(LocalAnswer.body(200, type, body), LocalAnswer.body(200, type, body));
		FlexInferenceChatModel model = this.test.create(this.format);
		assertThatExceptionOfType(FlexInferenceException.class).isThrownBy(() -> model.call("Hi"));
		StepVerifier.create(model.stream(new Prompt("Hi"))).verifyError(FlexInferenceException.class);
	}

	@Test
	void brokenCallIsNotSentAgain() {
		this.test.answer(LocalAnswer.simulated().resetBeforeHeaders());
		assertThatExceptionOfType(FlexInferenceException.class)
			.isThrownBy(() -> this.test.create(this.format).call("Hi"));
		assertThat(this.test.count()).isEqualTo(1);
	}

	@Test
	void refusalIsTold() {
		this.test.answer(LocalAnswer.refusal("No."));
		ChatResponse response = this.test.create(this.format).call(new Prompt("Hi"));
		assertThat(response.getResult().getOutput().getText()).isNotNull();
		assertThat(response.getResult().getMetadata().getFinishReason()).isNotBlank();
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

	record Planet(String name, int moons) {
	}

}
