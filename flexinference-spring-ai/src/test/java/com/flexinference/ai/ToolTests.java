package com.flexinference.ai;

import java.util.List;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.function.FunctionToolCallback;
import org.springframework.ai.tool.metadata.ToolMetadata;

import com.flexinference.client.format.CallerFormat;
import com.flexinference.router.LocalAnswer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for tools that {@link ChatClient} runs, in all four formats.
 */
@ParameterizedClass
@EnumSource
@Timeout(30)
class ToolTests {

	private static final String OSLO = "{\"name\":\"Oslo\"}";

	private static final ToolCallback WEATHER = FunctionToolCallback
		.builder("weather", (City city) -> city.name().equals("Oslo") ? "snow" : "sun")
		.description("Tells the weather of a city")
		.inputType(City.class)
		.build();

	@AutoClose
	private final TestModel test = new TestModel();

	@Parameter
	CallerFormat format;

	@Test
	void toolIsCalled() {
		answerAfterCall();
		assertThat(chat().prompt("How is Oslo?").tools(WEATHER).call().content()).isEqualTo("It snows.");
		assertThatResultWasSent();
	}

	@Test
	void toolIsCalledWithinAStream() {
		answerAfterCall();
		List<String> text = chat().prompt("How is Oslo?").tools(WEATHER).stream().content().collectList().block();
		assertThat(String.join("", text)).isEqualTo("It snows.");
		assertThatResultWasSent();
	}

	@Test
	void streamedCallComesWholeAndOnce() {
		this.test.answer(LocalAnswer.toolCall("weather", OSLO));
		List<ChatResponse> chunks = this.test.create(this.format)
			.stream(new Prompt("How is Oslo?", FlexInferenceChatOptions.builder().toolCallbacks(WEATHER).build()))
			.collectList()
			.block();
		List<AssistantMessage.ToolCall> calls = chunks.stream()
			.flatMap((chunk) -> chunk.getResult().getOutput().getToolCalls().stream())
			.toList();
		assertThat(calls).singleElement().satisfies((call) -> {
			assertThat(call.name()).isEqualTo("weather");
			assertThat(call.arguments()).isEqualToIgnoringWhitespace("{\"name\":\"Oslo\"}");
		});
		assertThat(chunks.get(chunks.size() - 1).hasToolCalls()).isTrue();
	}

	@Test
	void textBeforeACallIsKept() {
		this.test.answer(LocalAnswer.text("Let me look. ").andToolCall("weather", OSLO), LocalAnswer.text("It snows."));
		chat().prompt("How is Oslo?").tools(WEATHER).call().content();
		this.test.sent();
		assertThat(this.test.sent().json().toString()).containsSubsequence("How is Oslo?", "Let me look.", "weather",
				"snow");
	}

	@Test
	void parallelCallsAreAnsweredTogether() {
		answerAfterParallelCalls();
		assertThat(chat().prompt("Where is it warm?").tools(WEATHER).call().content()).isEqualTo("In Rome.");
		assertThatParallelResultsWereSent();
	}

	@Test
	void parallelCallsAreAnsweredTogetherWithinAStream() {
		answerAfterParallelCalls();
		List<ChatResponse> chunks = chat().prompt("Where is it warm?")
			.tools(WEATHER)
			.stream()
			.chatResponse()
			.collectList()
			.block();
		assertThat(chunks).noneMatch(ChatResponse::hasToolCalls)
			.allSatisfy((chunk) -> assertThat(chunk.getResult()).isNotNull());
		assertThat(chunks.stream().map((chunk) -> chunk.getResult().getOutput().getText())).contains("In ", "Rome.");
		assertThatParallelResultsWereSent();
	}

	private void answerAfterParallelCalls() {
		this.test.answer(LocalAnswer.toolCall("weather", OSLO).andToolCall("weather", "{\"name\":\"Rome\"}"),
				LocalAnswer.text("In Rome."));
	}

	private void assertThatParallelResultsWereSent() {
		this.test.sent();
		assertThat(this.test.sent().json().toString()).containsSubsequence("Oslo", "Rome", "snow", "sun");
		assertThat(this.test.count()).isEqualTo(2);
	}

	@Test
	void resultCanBeTheAnswer() {
		this.test.answer(LocalAnswer.toolCall("now", "{}"), LocalAnswer.toolCall("now", "{}"));
		ToolCallback direct = FunctionToolCallback.builder("now", () -> "noon")
			.toolMetadata(ToolMetadata.builder().returnDirect(true).build())
			.build();
		assertThat(chat().prompt("When?").tools(direct).call().content()).contains("noon");
		assertThat(String.join("", chat().prompt("When?").tools(direct).stream().content().collectList().block()))
			.contains("noon");
		assertThat(this.test.count()).isEqualTo(2);
	}

	@Test
	void failureOfAToolGoesToTheModel() {
		this.test.answer(LocalAnswer.toolCall("now", "{}"), LocalAnswer.text("No idea."));
		ToolCallback failing = FunctionToolCallback.builder("now", () -> {
			throw new IllegalStateException("no clock");
		}).build();
		assertThat(chat().prompt("When?").tools(failing).call().content()).isEqualTo("No idea.");
		this.test.sent();
		assertThat(this.test.sent().json().toString()).contains("no clock");
	}

	@Test
	void toolsAreUsedBesideASchema() {
		boolean messages = this.format == CallerFormat.MESSAGES;
		String json = "{\"name\":\"Oslo\"}";
		this.test.answer(LocalAnswer.toolCall("weather", OSLO),
				messages ? LocalAnswer.toolCall(PromptMapper.SCHEMA_NAME, json) : LocalAnswer.text(json));
		City city = chat().prompt("Where does it snow?")
			.tools(WEATHER)
			.call()
			.entity(City.class, (entity) -> entity.useProviderStructuredOutput());
		assertThat(city).isEqualTo(new City("Oslo"));
		String sent = this.test.sent().json().toString();
		assertThat(sent).contains("weather").contains("\"name\"");
		assertThat(sent.contains("\"tool_choice\":{\"type\":\"any\"}")).isEqualTo(messages);
	}

	@Test
	void structuredAnswerIsNoCall() {
		this.test.answer(LocalAnswer.toolCall(PromptMapper.SCHEMA_NAME, OSLO));
		FlexInferenceChatOptions options = FlexInferenceChatOptions.builder().outputSchema("{}").build();
		List<ChatResponse> chunks = this.test.create(this.format)
			.stream(new Prompt("Where?", options))
			.collectList()
			.block();
		assertThat(chunks.get(chunks.size() - 1).hasToolCalls()).isFalse();
		assertThat(chunks.get(chunks.size() - 1).getResult().getOutput().getText()).isEqualToIgnoringWhitespace(OSLO);
	}

	private ChatClient chat() {
		return ChatClient.create(this.test.create(this.format));
	}

	private void answerAfterCall() {
		this.test.answer(LocalAnswer.toolCall("weather", OSLO), LocalAnswer.text("It snows."));
	}

	private void assertThatResultWasSent() {
		assertThat(this.test.sent().json().path("tools").toString()).contains("weather", "Tells the weather of a city");
		assertThat(this.test.sent().json().toString()).containsSubsequence("How is Oslo?", "weather", "Oslo", "snow");
		assertThat(this.test.count()).isEqualTo(2);
	}

	record City(String name) {
	}

}
