package com.flexinference.ai;

import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.memory.ChatMemory;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.annotation.Tool;
import org.springframework.ai.tool.function.FunctionToolCallback;
import reactor.test.StepVerifier;

import com.flexinference.client.format.CallerFormat;
import com.flexinference.router.LocalAnswer;
import com.flexinference.template.typed.AnswerRefusedException;
import com.flexinference.template.typed.AnswerTruncatedException;
import com.flexinference.template.typed.InvalidAnswerException;
import com.flexinference.template.typed.TypedAnswerException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for answers that converters and tools of Spring AI fail to read, in all four
 * formats.
 */
@ParameterizedClass
@EnumSource
@Timeout(30)
class AnswerCheckTests {

	private static final ToolCallback FUNCTION = FunctionToolCallback
		.builder("weather", (ToolTests.City city) -> "snow")
		.inputType(ToolTests.City.class)
		.build();

	@AutoClose
	private final TestModel test = new TestModel();

	@Parameter
	CallerFormat format;

	@Test
	void refusalOfAStructuredAnswerIsTold() {
		// Interactions has no word for a refusal.
		assertFails((this.format != CallerFormat.INTERACTIONS) ? AnswerRefusedException.class
				: InvalidAnswerException.class, LocalAnswer.refusal("I cannot help with that."));
	}

	@Test
	void structuredAnswerThatIsTruncatedIsTold() {
		this.test.answer(LocalAnswer.json(200, switch (this.format) {
			case RESPONSES -> """
					{"status":"incomplete","incomplete_details":{"reason":"max_output_tokens"},
					"output":[{"type":"message","content":[{"type":"output_text","text":"{\\"na"}]}]}""";
			case CHAT_COMPLETIONS -> """
					{"choices":[{"finish_reason":"length","message":{"content":"{\\"na"}}]}""";
			case INTERACTIONS -> """
					{"status":"incomplete",
					"steps":[{"type":"model_output","content":[{"type":"text","text":"{\\"na"}]}]}""";
			case MESSAGES -> """
					{"stop_reason":"max_tokens","content":[{"type":"text","text":"{\\"na"}]}""";
		}));
		FlexInferenceChatOptions options = FlexInferenceChatOptions.builder().outputSchema("{}").build();
		assertThatExceptionOfType(AnswerTruncatedException.class)
			.isThrownBy(() -> model().call(new Prompt("Where?", options)))
			.satisfies((ex) -> assertThat(ex.text()).isEqualTo("{\"na"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "I would rather not answer." })
	void structuredAnswerWithoutJsonIsTold(String text) {
		assertFails(InvalidAnswerException.class, LocalAnswer.text(text)).withMessageContaining("it has no JSON")
			.satisfies((ex) -> assertThat(ex.text()).isEqualTo(text));
	}

	private ThrowableAssertAlternative<? extends TypedAnswerException> assertFails(
			Class<? extends TypedAnswerException> type, LocalAnswer answer) {
		this.test.answer(answer, answer);
		FlexInferenceChatOptions options = FlexInferenceChatOptions.builder().outputSchema("{}").build();
		StepVerifier.create(model().stream(new Prompt("Where?", options)))
			.thenConsumeWhile((chunk) -> true)
			.verifyError(type);
		CostAdvisor costs = CostAdvisor.create();
		ThrowableAssertAlternative<? extends TypedAnswerException> failure = assertThatExceptionOfType(type)
			.isThrownBy(() -> ChatClient.create(model())
				.prompt("Where?")
				.advisors((advisors) -> advisors.advisors(costs).param(ChatMemory.CONVERSATION_ID, "1"))
				.call()
				.entity(ToolTests.City.class, (entity) -> entity.useProviderStructuredOutput()));
		assertThat(costs.cost("1").microUsd()).isPositive();
		return failure;
	}

	@Test
	void brokenArgumentsOfAFunctionAreRefused() {
		String body = call("oops", "").replaceFirst("\\{", "{\"usage\":{\"cost\":{\"total_micro_usd\":7}},");
		this.test.answer(LocalAnswer.json(200, body));
		CostAdvisor costs = CostAdvisor.create();
		assertThatExceptionOfType(InvalidAnswerException.class)
			.isThrownBy(() -> ChatClient.create(model())
				.prompt("How is Oslo?")
				.tools(FUNCTION)
				.advisors((advisors) -> advisors.advisors(costs).param(ChatMemory.CONVERSATION_ID, "1"))
				.call()
				.content())
			.withMessageContaining("the arguments of the tool 'weather' cannot be read")
			.satisfies((ex) -> assertThat(ex.text()).isEqualTo("oops"));
		assertThat(costs.cost("1").microUsd()).isEqualTo(7);
	}

	@Test
	void brokenArgumentsOfAMethodGoToTheModel() {
		this.test.answer(call("oops"), LocalAnswer.text("Sorry."));
		assertThat(ChatClient.create(model()).prompt("How is Oslo?").tools(new Weather()).call().content())
			.isEqualTo("Sorry.");
		assertThat(this.test.last().json().toString()).contains("weather", "oops");
	}

	@ParameterizedTest
	@ValueSource(strings = { "oops", "" })
	void argumentsThatRanOutOfTokensAreRefused(String arguments) {
		String cut = (this.format == CallerFormat.CHAT_COMPLETIONS) ? ",\"finish_reason\":\"length\"" : "";
		String body = call(arguments, cut);
		this.test.answer(LocalAnswer.json(200, switch (this.format) {
			case RESPONSES -> body.replace("{\"output\"",
					"{\"status\":\"incomplete\",\"incomplete_details\":{\"reason\":\"max_output_tokens\"},\"output\"");
			case CHAT_COMPLETIONS -> body;
			case INTERACTIONS -> body.replace("{\"steps\"", "{\"status\":\"incomplete\",\"steps\"");
			case MESSAGES -> body.replace("{\"content\"", "{\"stop_reason\":\"max_tokens\",\"content\"");
		}));
		assertThatExceptionOfType(AnswerTruncatedException.class)
			.isThrownBy(() -> ChatClient.create(model()).prompt("How is Oslo?").tools(new Weather()).call().content());
	}

	@Test
	void argumentsOfNullAreEmpty() {
		this.test.answer(call("null"), LocalAnswer.text("Where?"));
		assertThat(ChatClient.create(model()).prompt("How is it?").tools(new Weather()).call().content())
			.isEqualTo("Where?");
		assertThat(this.test.last().json().toString()).contains("snow");
	}

	private LocalAnswer call(String arguments) {
		return LocalAnswer.json(200, call(arguments, ""));
	}

	private String call(String arguments, String reason) {
		return switch (this.format) {
			case RESPONSES -> """
					{"output":[{"type":"function_call","call_id":"c","name":"weather","arguments":"%s"}]}"""
				.formatted(arguments);
			case CHAT_COMPLETIONS -> """
					{"choices":[{"message":{"tool_calls":[{"id":"c","type":"function",
					"function":{"name":"weather","arguments":"%s"}}]}%s}]}""".formatted(arguments, reason);
			case INTERACTIONS -> """
					{"steps":[{"type":"function_call","id":"c","name":"weather","arguments":"%s"}]}"""
				.formatted(arguments);
			case MESSAGES -> """
					{"content":[{"type":"tool_use","id":"c","name":"weather","input":"%s"}]}""".formatted(arguments);
		};
	}

	private FlexInferenceChatModel model() {
		return this.test.create(this.format);
	}

	static class Weather {

		@Tool
		String weather(String name) {
			return "snow";
		}

	}

}
