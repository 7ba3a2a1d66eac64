package com.flexinference.ai;

import java.util.List;

import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.AfterEach;
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

	private static final ToolCallback WEATHER = FunctionToolCallback
		.builder("weather", (City city) -> city.name().equals("Oslo") ? "snow" : "sun")
		.description("Tells the weather of a city")
		.inputType(City.class)
		.build();

	private final TestModel test = new TestModel(ObservationRegistry.NOOP);

	@Parameter
	CallerFormat format;

	@AfterEach
	void close() {
		this.test.close();
	}

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
		this.test.answer(LocalAnswer.toolCall("weather", "{\"name\":\"Oslo\"}"));
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

	private ChatClient chat() {
		return ChatClient.create(this.test.create(this.format));
	}

	private void answerAfterCall() {
		this.test.answer(LocalAnswer.toolCall("weather", "{\"name\":\"Oslo\"}"), LocalAnswer.text("It snows."));
	}

	private void assertThatResultWasSent() {
		assertThat(this.test.sent().json().path("tools").toString()).contains("weather", "Tells the weather of a city");
		assertThat(this.test.sent().json().toString()).containsSubsequence("How is Oslo?", "weather", "Oslo", "snow");
		assertThat(this.test.count()).isEqualTo(2);
	}

	record City(String name) {
	}

}
