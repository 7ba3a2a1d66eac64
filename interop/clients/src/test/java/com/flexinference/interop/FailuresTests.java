package com.flexinference.interop;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.errors.RateLimitException;
import com.openai.errors.SseException;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseStreamEvent;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import com.flexinference.router.LocalRouter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tells what the clients make of a rate limit, of a stream that fails and of one that
 * stops before its end.
 */
class FailuresTests {

	private static final String LIMITED = "Count to 9 [rate_limit_exceeded]";

	private static final String FAILING = "Count to 9 [stream_failed:6]";

	private static final String CUT = "Count to 9 [no_end]";

	@AutoClose
	private final LocalRouter router = LocalRouter.builder().build().start();

	@Test
	void openAiIsLimited() {
		assertThatExceptionOfType(RateLimitException.class).isThrownBy(() -> responses(LIMITED)).satisfies((ex) -> {
			assertThat(ex.code()).hasValue("rate_limit_exceeded");
			assertThat(ex.headers().values("Retry-After")).containsExactly("5");
		});
	}

	@Test
	void openAiHandsOverFailedResponse() {
		List<ResponseStreamEvent> events = responses(FAILING);
		assertThat(events.get(events.size() - 1).isFailed()).isTrue();
	}

	@Test
	void openAiThrowsFailureOfChat() {
		assertThatExceptionOfType(SseException.class).isThrownBy(() -> chat(FAILING));
	}

	@Test
	void openAiDoesNotMissTheEnd() {
		assertThat(responses(CUT)).noneMatch((event) -> event.isCompleted());
		assertThat(chat(CUT)).isEqualTo("1 2 3 4 5 6 7 8 9.");
	}

	@Test
	void anthropicIsLimited() {
		assertThatExceptionOfType(com.anthropic.errors.RateLimitException.class).isThrownBy(() -> messages(LIMITED))
			.satisfies((ex) -> assertThat(ex.headers().values("Retry-After")).containsExactly("5"));
	}

	@Test
	void anthropicThrowsFailure() {
		assertThatExceptionOfType(com.anthropic.errors.SseException.class).isThrownBy(() -> messages(FAILING));
	}

	@Test
	void anthropicDoesNotMissTheEnd() {
		assertThat(messages(CUT)).isNotEmpty().noneMatch((event) -> event.isMessageStop());
	}

	@Test
	void langChain4jIsLimited() {
		OpenAiChatModel model = OpenAiChatModel.builder()
			.baseUrl(this.router.baseUrl().toString())
			.apiKey("flex_live_interop")
			.modelName("gpt-5.5")
			.customParameters(Map.of("start_within", "default"))
			.maxRetries(0)
			.build();
		assertThatExceptionOfType(dev.langchain4j.exception.RateLimitException.class)
			.isThrownBy(() -> model.chat(LIMITED));
	}

	@Test
	void langChain4jTakesFailedStreamForShortAnswer() {
		assertThat(langChain4j(FAILING).aiMessage().text()).isEqualTo("1 2 3 4 5 ");
	}

	@Test
	void langChain4jDoesNotMissTheEnd() {
		assertThat(langChain4j(CUT).aiMessage().text()).isEqualTo("1 2 3 4 5 6 7 8 9.");
	}

	private List<ResponseStreamEvent> responses(String prompt) {
		ResponseCreateParams params = ResponseCreateParams.builder()
			.model("gpt-5.5")
			.input(prompt)
			.putAdditionalBodyProperty("start_within", JsonValue.from("default"))
			.build();
		try (StreamResponse<ResponseStreamEvent> events = openAi().responses().createStreaming(params)) {
			return events.stream().toList();
		}
	}

	private String chat(String prompt) {
		ChatCompletionCreateParams params = ChatCompletionCreateParams.builder()
			.model("gpt-5.5")
			.addUserMessage(prompt)
			.putAdditionalBodyProperty("start_within", JsonValue.from("default"))
			.build();
		try (StreamResponse<ChatCompletionChunk> chunks = openAi().chat().completions().createStreaming(params)) {
			return chunks.stream()
				.flatMap((chunk) -> chunk.choices().stream())
				.flatMap((choice) -> choice.delta().content().stream())
				.collect(Collectors.joining());
		}
	}

	private OpenAIClient openAi() {
		return OpenAIOkHttpClient.builder()
			.baseUrl(this.router.baseUrl().toString())
			.apiKey("flex_live_interop")
			.maxRetries(0)
			.build();
	}

	private List<RawMessageStreamEvent> messages(String prompt) {
		AnthropicClient client = AnthropicOkHttpClient.builder()
			.baseUrl(this.router.baseUrl().resolve("/").toString())
			.authToken("flex_live_interop")
			.maxRetries(0)
			.build();
		MessageCreateParams params = MessageCreateParams.builder()
			.model("claude-opus-4-8")
			.maxTokens(64)
			.addUserMessage(prompt)
			.putAdditionalBodyProperty("start_within", com.anthropic.core.JsonValue.from("default"))
			.build();
		try (var events = client.messages().createStreaming(params)) {
			return events.stream().toList();
		}
	}

	private ChatResponse langChain4j(String prompt) {
		OpenAiStreamingChatModel model = OpenAiStreamingChatModel.builder()
			.baseUrl(this.router.baseUrl().toString())
			.apiKey("flex_live_interop")
			.modelName("gpt-5.5")
			.customParameters(Map.of("start_within", "default"))
			.build();
		ChatCollector collector = new ChatCollector();
		model.chat(prompt, collector);
		return collector.response();
	}

}
