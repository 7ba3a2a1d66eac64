package com.flexinference.interop;

import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionMessageFunctionToolCall;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import com.flexinference.router.LocalRouter;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Drives the local router with OpenAI's Java SDK, by Chat Completions.
 */
class OpenAiJavaChatTests {

	@AutoClose
	private final LocalRouter router = LocalRouter.builder().build().start();

	@AutoClose
	private final OpenAIClient client = OpenAIOkHttpClient.builder()
		.baseUrl(this.router.baseUrl().toString())
		.apiKey("flex_live_interop")
		.build();

	@Test
	void creates() {
		ChatCompletion completion = this.client.chat()
			.completions()
			.create(params("00h-00m-30s").addUserMessage("Count to 3").build());
		completion.validate();
		assertThat(completion.choices().get(0).message().content()).hasValue("1 2 3.");
		assertThat(completion.choices().get(0).finishReason().asString()).isEqualTo("stop");
		assertThat(completion.usage()).hasValueSatisfying((usage) -> assertThat(usage.completionTokens()).isEqualTo(3));
		assertThat(this.router.takeRequest().startWithin()).isEqualTo("00h-00m-30s");
	}

	@Test
	void streams() {
		ChatCompletionAccumulator accumulator = ChatCompletionAccumulator.create();
		StringBuilder deltas = new StringBuilder();
		ChatCompletionCreateParams params = params("default").addUserMessage("Count to 3")
			.streamOptions(ChatCompletionStreamOptions.builder().includeUsage(true).build())
			.putAdditionalBodyProperty("include_cost", JsonValue.from(true))
			.build();
		try (StreamResponse<ChatCompletionChunk> chunks = this.client.chat().completions().createStreaming(params)) {
			chunks.stream()
				.peek(ChatCompletionChunk::validate)
				.peek(accumulator::accumulate)
				.flatMap((chunk) -> chunk.choices().stream())
				.forEach((choice) -> choice.delta().content().ifPresent(deltas::append));
		}
		ChatCompletion completion = accumulator.chatCompletion();
		assertThat(deltas).hasToString("1 2 3.");
		assertThat(completion.choices().get(0).message().content()).hasValue("1 2 3.");
		assertThat(completion.usage().orElseThrow()._allProperties()).containsKeys("cost", "routing");
	}

	@Test
	void callsTool() {
		ChatCompletionCreateParams.Builder params = params("default").addTool(Weather.class)
			.addUserMessage("Ask Weather about Oslo");
		ChatCompletion asked = this.client.chat().completions().create(params.build());
		ChatCompletionMessageFunctionToolCall call = call(asked);
		assertThat(call.function().arguments(Weather.class).city).isNotEmpty();
		ChatCompletion answered = this.client.chat()
			.completions()
			.create(params.addMessage(asked.choices().get(0).message())
				.addMessage(ChatCompletionToolMessageParam.builder().toolCallId(call.id()).content("7 degrees").build())
				.build());
		assertThat(answered.choices().get(0).message().content().orElseThrow()).contains("7 degrees");
	}

	@Test
	void streamsToolCall() {
		ChatCompletionAccumulator accumulator = ChatCompletionAccumulator.create();
		try (StreamResponse<ChatCompletionChunk> chunks = this.client.chat()
			.completions()
			.createStreaming(
					params("default").addTool(Weather.class).addUserMessage("Ask Weather about Oslo").build())) {
			chunks.stream().peek(ChatCompletionChunk::validate).forEach(accumulator::accumulate);
		}
		assertThat(call(accumulator.chatCompletion()).function().arguments(Weather.class).city).isNotEmpty();
	}

	@Test
	void readsStructuredOutput() {
		Optional<Book> book = this.client.chat()
			.completions()
			.create(params("default").responseFormat(Book.class).addUserMessage("A book, please").build())
			.choices()
			.get(0)
			.message()
			.content();
		assertThat(book).hasValueSatisfying((value) -> assertThat(value.title).isNotEmpty());
	}

	private static ChatCompletionCreateParams.Builder params(String startWithin) {
		return ChatCompletionCreateParams.builder()
			.model("gpt-5-nano")
			.putAdditionalBodyProperty("start_within", JsonValue.from(startWithin));
	}

	private static ChatCompletionMessageFunctionToolCall call(ChatCompletion completion) {
		return completion.choices().get(0).message().toolCalls().orElseThrow().get(0).asFunction();
	}

	@JsonClassDescription("Tells the weather.")
	static class Weather {

		public String city = "";

	}

	static class Book {

		public String title = "";

		public int year;

	}

}
