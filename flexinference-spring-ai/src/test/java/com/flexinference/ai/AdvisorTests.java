package com.flexinference.ai;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.advisor.api.Advisor;
import org.springframework.ai.chat.memory.ChatMemory;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.function.FunctionToolCallback;

import com.flexinference.client.format.CallerFormat;
import com.flexinference.router.LocalAnswer;
import com.flexinference.router.RecordedRequest;
import com.flexinference.template.DeadlineExceededException;
import com.flexinference.template.FlexInferenceScope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link FlexInferenceAdvisor} and {@link CostAdvisor}, in all four formats,
 * with and without streams.
 */
@ParameterizedClass
@CsvSource({ "RESPONSES, false", "RESPONSES, true", "CHAT_COMPLETIONS, false", "CHAT_COMPLETIONS, true",
		"INTERACTIONS, false", "INTERACTIONS, true", "MESSAGES, false", "MESSAGES, true" })
@Timeout(30)
class AdvisorTests {

	@AutoClose
	private final TestModel test = new TestModel();

	@Parameter(0)
	CallerFormat format;

	@Parameter(1)
	boolean stream;

	@Test
	void startWithinAppliesToEachRequest() {
		answerAfterCall();
		ask(FlexInferenceAdvisor.startWithin(Duration.ofSeconds(30)), tool(() -> {
		}));
		assertThat(this.test.sent().startWithin()).isEqualTo("00h-00m-30s");
		assertThat(this.test.sent().startWithin()).isEqualTo("00h-00m-30s");
	}

	@Test
	void startByAppliesToEachRequest() {
		answerAfterCall();
		ask(FlexInferenceAdvisor.startBy(() -> Instant.now().plusSeconds(100)), tool(() -> {
		}));
		assertThat(this.test.sent().window()).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(100));
		assertThat(this.test.sent().window()).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(100));
	}

	@Test
	void advisorSurvivesOptionsOfThePrompt() {
		this.test.answer(LocalAnswer.text("Hi"));
		String text = content(chat(FlexInferenceAdvisor.startWithin(Duration.ofSeconds(30))).prompt("Hi")
			.options(ChatOptions.builder().temperature(0.5)));
		assertThat(text).isEqualTo("Hi");
		assertThat(this.test.sent().startWithin()).isEqualTo("00h-00m-30s");
	}

	@Test
	void advisorOfThePromptTakesPrecedence() {
		this.test.answer(LocalAnswer.text("Hi"));
		FlexInferenceScope scope = FlexInferenceScope.of((r) -> r.startWithin(Duration.ofSeconds(90)).maxTokens(3));
		FlexInferenceScope.with(scope,
				() -> content(chat(FlexInferenceAdvisor.request((r) -> r.startWithin(Duration.ofSeconds(30)).retry(2)))
					.prompt("Hi")
					.advisors(FlexInferenceAdvisor.startWithin(Duration.ofSeconds(60)))));
		RecordedRequest sent = this.test.sent();
		assertThat(sent.startWithin()).isEqualTo("00h-01m-00s");
		assertThat(sent.json().path("retry").toString()).contains("2");
		assertThat(sent.json().toString()).contains("tokens\":3");
	}

	@Test
	void wrongAdvisorsAreRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> FlexInferenceAdvisor.request((r) -> r.user("Hi")))
			.withMessage("'part' must not have messages. Add them to the prompt.");
		assertThatIllegalArgumentException().isThrownBy(() -> FlexInferenceAdvisor.within(null));
		assertThatIllegalArgumentException().isThrownBy(() -> CostAdvisor.withBudget(null));
	}

	@Test
	void optionsOfThePromptTakePrecedence() {
		this.test.answer(LocalAnswer.text("Hi"));
		content(chat(FlexInferenceAdvisor.startWithin(Duration.ofSeconds(30))).prompt("Hi")
			.options(FlexInferenceChatOptions.builder().request((r) -> r.startWithin(Duration.ofSeconds(60)))));
		assertThat(this.test.sent().startWithin()).isEqualTo("00h-01m-00s");
	}

	@Test
	void timeLimitCoversTheToolLoop() {
		answerAfterCall();
		AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
		Advisor limit = FlexInferenceAdvisor.within(Duration.ofSeconds(20), now::get);
		ToolCallback slow = tool(() -> now.set(now.get().plusSeconds(21)));
		assertThatExceptionOfType(DeadlineExceededException.class).isThrownBy(() -> ask(limit, slow))
			.withMessageContaining("the chat client's call");
		assertThat(this.test.count()).isEqualTo(1);
	}

	@Test
	void timeLimitIsThatOfEachCall() {
		ChatClient chat = chat(FlexInferenceAdvisor.within(Duration.ofSeconds(20)));
		for (int i = 0; i < 2; i++) {
			this.test.answer(LocalAnswer.text("Hi"));
			assertThat(content(chat.prompt("Hi"))).isEqualTo("Hi");
		}
	}

	@Test
	void timeLimitShortensTheWait() {
		this.test.answer(LocalAnswer.text("Hi"));
		FlexInferenceScope scope = FlexInferenceScope.of((r) -> r.startWithin(Duration.ofMinutes(10)));
		FlexInferenceScope.with(scope,
				() -> content(chat(FlexInferenceAdvisor.within(Duration.ofSeconds(100))).prompt("Hi")));
		assertThat(this.test.sent().window()).isBetween(Duration.ofSeconds(40), Duration.ofSeconds(70));
	}

	@Test
	void costOfAConversationIsSummed() {
		this.test.answer(LocalAnswer.toolCall("weather", "{\"name\":\"Oslo\"}").cost(30),
				LocalAnswer.text("Snow").cost(12), LocalAnswer.text("Hi").cost(5));
		CostAdvisor costs = CostAdvisor.create();
		content(conversation("a", costs).tools(tool(() -> {
		})));
		content(conversation("b", costs));
		assertThat(costs.cost("a").microUsd()).isEqualTo(42);
		assertThat(costs.cost("b").microUsd()).isEqualTo(5);
		costs.reset("a");
		assertThat(costs.cost("a").microUsd()).isZero();
	}

	@Test
	void conversationStopsAtItsBudget() {
		this.test.answer(LocalAnswer.text("Hi").cost(60), LocalAnswer.text("Hi").cost(60));
		CostAdvisor costs = CostAdvisor.withBudget(new BigDecimal("0.0001"));
		content(conversation("a", costs));
		content(conversation("a", costs));
		assertThatExceptionOfType(CostExceededException.class).isThrownBy(() -> content(conversation("a", costs)))
			.withMessageContaining("0.000120 USD")
			.satisfies((ex) -> assertThat(ex.conversation()).isEqualTo("a"))
			.satisfies((ex) -> assertThat(ex.cost().microUsd()).isEqualTo(120));
		assertThat(this.test.count()).isEqualTo(2);
	}

	@Test
	void budgetStopsTheToolLoop() {
		this.test.answer(LocalAnswer.toolCall("weather", "{\"name\":\"Oslo\"}").cost(200));
		CostAdvisor costs = CostAdvisor.withBudget(new BigDecimal("0.0001"));
		assertThatExceptionOfType(CostExceededException.class)
			.isThrownBy(() -> content(conversation("a", costs).tools(tool(() -> {
			}))));
		assertThat(this.test.count()).isEqualTo(1);
	}

	@Test
	void costNeedsAConversation() {
		assertThatIllegalArgumentException().isThrownBy(() -> content(chat(CostAdvisor.create()).prompt("Hi")))
			.withMessageContaining("ChatMemory.CONVERSATION_ID");
	}

	private ChatClient.ChatClientRequestSpec conversation(String id, CostAdvisor costs) {
		return chat(costs).prompt("Hi").advisors((advisors) -> advisors.param(ChatMemory.CONVERSATION_ID, id));
	}

	private void ask(Advisor advisor, ToolCallback tool) {
		assertThat(content(chat(advisor).prompt("How is Oslo?").tools(tool))).isEqualTo("It snows.");
	}

	private ChatClient chat(Advisor advisor) {
		return ChatClient.builder(this.test.create(this.format)).defaultAdvisors(advisor).build();
	}

	private String content(ChatClient.ChatClientRequestSpec prompt) {
		if (!this.stream) {
			return prompt.call().content();
		}
		List<String> pieces = prompt.stream().content().collectList().block();
		return String.join("", pieces);
	}

	private void answerAfterCall() {
		this.test.answer(LocalAnswer.toolCall("weather", "{\"name\":\"Oslo\"}"), LocalAnswer.text("It snows."));
	}

	private static ToolCallback tool(Runnable work) {
		return FunctionToolCallback.builder("weather", (ToolTests.City city) -> {
			work.run();
			return "snow";
		}).description("Tells the weather of a city").inputType(ToolTests.City.class).build();
	}

}
