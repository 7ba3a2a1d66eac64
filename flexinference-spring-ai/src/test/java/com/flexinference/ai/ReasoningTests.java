package com.flexinference.ai;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.ToolResponseMessage;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.function.FunctionToolCallback;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import com.flexinference.client.FlexRequest;
import com.flexinference.client.format.CallerFormat;
import com.flexinference.router.LocalAnswer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for reasoning, in all four formats. The local router refuses a request that gives
 * back reasoning which is missing or changed.
 */
@ParameterizedClass
@EnumSource
@Timeout(30)
class ReasoningTests {

	private static final ToolCallback TOOL = FunctionToolCallback.builder("now", () -> "noon").build();

	@AutoClose
	private final TestModel test = new TestModel();

	@Parameter
	CallerFormat format;

	@Test
	void reasoningIsGivenBack() {
		answerAfterReasoning();
		assertThat(chat().prompt("When?").tools(TOOL).call().content()).isEqualTo("At noon.");
		assertThatReasoningWasGivenBack();
	}

	@Test
	void reasoningOfAStreamIsGivenBack() {
		answerAfterReasoning();
		List<String> text = chat().prompt("When?").tools(TOOL).stream().content().collectList().block();
		assertThat(String.join("", text)).isEqualTo("At noon.");
		assertThatReasoningWasGivenBack();
	}

	private void assertThatReasoningWasGivenBack() {
		assertThat(this.test.count()).isEqualTo(2);
		this.test.sent();
		String sent = this.test.sent().json().toString();
		switch (this.format) {
			case RESPONSES -> assertThat(sent).contains("\"encrypted_content\":\"");
			case INTERACTIONS -> assertThat(sent).contains("\"thought\"");
			case MESSAGES -> assertThat(sent).contains("\"thinking\":\"Which clock?\"", "\"signature\":\"");
			default -> assertThat(sent).contains("\"tool_calls\"");
		}
	}

	@Test
	void reasoningIsTold() {
		this.test.answer(LocalAnswer.reasoning("Which clock? Mine.").andText("Noon."));
		AssistantMessage message = model().call(new Prompt("When?")).getResult().getOutput();
		assertThat(message.getText()).isEqualTo("Noon.");
		assertThat(message.getMetadata().get(FlexInferenceMetadata.REASONING)).isEqualTo(shown("Which clock? Mine."));
	}

	@Test
	void reasoningIsStreamed() {
		this.test.answer(LocalAnswer.reasoning("Which clock? Mine.").andText("Noon."));
		List<ChatResponse> chunks = model().stream(new Prompt("When?")).collectList().block();
		List<AssistantMessage> messages = chunks.stream().map((chunk) -> chunk.getResult().getOutput()).toList();
		String deltas = messages.stream()
			.map((message) -> message.getMetadata().get(FlexInferenceMetadata.REASONING_DELTA))
			.filter(Objects::nonNull)
			.map(Object::toString)
			.collect(Collectors.joining());
		assertThat(deltas).isEqualTo(Objects.requireNonNullElse(shown("Which clock? Mine."), ""));
		assertThat(messages.get(messages.size() - 1).getMetadata().get(FlexInferenceMetadata.REASONING))
			.isEqualTo(shown("Which clock? Mine."));
		assertThat(messages.stream().map(AssistantMessage::getText).collect(Collectors.joining())).isEqualTo("Noon.");
	}

	@Test
	void keptAnswerSurvivesJson() {
		answerAfterReasoning();
		AssistantMessage message = withTool();
		JsonMapper mapper = JsonMapper.shared();
		Map<String, Object> stored = mapper.readValue(mapper.writeValueAsString(message.getMetadata()),
				new TypeReference<>() {
				});
		continueWith(message(message.getText(), message.getToolCalls(), stored), this.format);
		assertThatReasoningWasGivenBack();
	}

	@Test
	void changedMessageIsSentAsItIs() {
		answerAfterReasoning();
		AssistantMessage message = withTool();
		this.test.create(this.format)
			.call(new Prompt(List.of(message("Changed.", List.of(), message.getMetadata()), new UserMessage("When?"))));
		this.test.sent();
		assertThat(this.test.sent().json().toString()).contains("Changed.").doesNotContain("clock");
	}

	@Test
	void otherFormatGetsTextAndCalls() {
		answerAfterReasoning();
		CallerFormat other = (this.format == CallerFormat.CHAT_COMPLETIONS) ? CallerFormat.RESPONSES
				: CallerFormat.CHAT_COMPLETIONS;
		continueWith(withTool(), other);
		this.test.sent();
		assertThat(this.test.sent().json().toString()).contains("now", "noon").doesNotContain("clock");
	}

	private AssistantMessage withTool() {
		return model().call(new Prompt("When?", FlexInferenceChatOptions.builder().toolCallbacks(TOOL).build()))
			.getResult()
			.getOutput();
	}

	private static AssistantMessage message(String text, List<AssistantMessage.ToolCall> calls,
			Map<String, Object> metadata) {
		return AssistantMessage.builder().content(text).toolCalls(calls).properties(metadata).build();
	}

	private void continueWith(AssistantMessage message, CallerFormat next) {
		AssistantMessage.ToolCall call = message.getToolCalls().get(0);
		ToolResponseMessage result = ToolResponseMessage.builder()
			.responses(List.of(new ToolResponseMessage.ToolResponse(call.id(), call.name(), "noon")))
			.build();
		FlexInferenceChatModel model = (next == this.format) ? model() : this.test.create(next);
		model.call(new Prompt(List.of(new UserMessage("When?"), message, result),
				FlexInferenceChatOptions.builder().toolCallbacks(TOOL).build()));
	}

	private String shown(String reasoning) {
		return (this.format != CallerFormat.CHAT_COMPLETIONS) ? reasoning : null;
	}

	private void answerAfterReasoning() {
		this.test.answer(LocalAnswer.reasoning("Which clock?").andToolCall("now", "{}"), LocalAnswer.text("At noon."));
	}

	private ChatClient chat() {
		return ChatClient.create(model());
	}

	private FlexInferenceChatModel model() {
		return this.test.create((options) -> options.format(this.format)
			.model((this.format == CallerFormat.MESSAGES) ? "claude-opus-4-8" : "gpt-5.5")
			.maxTokens(4000)
			.request(this::reason));
	}

	private void reason(FlexRequest.Builder request) {
		switch (this.format) {
			case RESPONSES -> request.with("reasoning", Map.of("effort", "low", "summary", "auto"))
				.with("include", List.of("reasoning.encrypted_content"));
			case INTERACTIONS ->
				request.with("generation_config", Map.of("thinking_level", "low", "thinking_summaries", "auto"));
			case MESSAGES -> request.reasoningBudget(2000);
			default -> request.reasoningEffort("low");
		}
	}

}
