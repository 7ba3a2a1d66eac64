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

	@AutoClose
	private final LocalRouter router = BadDays.startRouter();

	@Test
	void openAiIsLimited() {
		assertThatExceptionOfType(RateLimitException.class).isThrownBy(() -> responses(BadDays.LIMITED))
			.satisfies((ex) -> {
				assertThat(ex.code()).hasValue("rate_limit_exceeded");
				assertThat(ex.headers().values("Retry-After")).containsExactly("5");
			});
	}

	@Test
	void openAiHandsOverFailedResponse() {
		List<ResponseStreamEvent> events = responses(BadDays.FAILING);
		assertThat(events.get(events.size() - 1).isFailed()).isTrue();
	}

	@Test
	void openAiThrowsFailureOfChat() {
		assertThatExceptionOfType(SseException.class).isThrownBy(() -> chat(BadDays.FAILING));
	}

	@Test
	void openAiDoesNotMissTheEnd() {
		assertThat(responses(BadDays.CUT)).noneMatch((event) -> event.isCompleted());
		assertThat(chat(BadDays.CUT)).isEqualTo("1 2 3 4 5 6 7 8 9.");
	}

	@Test
	void anthropicIsLimited() {
		assertThatExceptionOfType(com.anthropic.errors.RateLimitException.class)
			.isThrownBy(() -> messages(BadDays.LIMITED))
			.satisfies((ex) -> assertThat(ex.headers().values("Retry-After")).containsExactly("5"));
	}

	@Test
	void anthropicThrowsFailure() {
		assertThatExceptionOfType(com.anthropic.errors.SseException.class).isThrownBy(() -> messages(BadDays.FAILING));
	}

	@Test
	void anthropicDoesNotMissTheEnd() {
		assertThat(messages(BadDays.CUT)).isNotEmpty().noneMatch((event) -> event.isMessageStop());
	}

	@Test
	void langChain4jIsLimited() {
		OpenAiChatModel model = OpenAiChatModel.builder()
			.baseUrl(this.router.baseUrl().toString())
			.apiKey(BadDays.LIMITED)
			.modelName("gpt-5.5")
			.customParameters(Map.of("start_within", "default"))
			.maxRetries(0)
			.build();
		assertThatExceptionOfType(dev.langchain4j.exception.RateLimitException.class)
			.isThrownBy(() -> model.chat("Count to 9"));
	}

	@Test
	void langChain4jTakesFailedStreamForShortAnswer() {
		assertThat(langChain4j(BadDays.FAILING).aiMessage().text()).isEqualTo("1 2 3 4 5 ");
	}

	@Test
	void langChain4jDoesNotMissTheEnd() {
		assertThat(langChain4j(BadDays.CUT).aiMessage().text()).isEqualTo("1 2 3 4 5 6 7 8 9.");
	}

	private List<ResponseStreamEvent> responses(String key) {
		ResponseCreateParams params = ResponseCreateParams.builder()
			.model("gpt-5.5")
			.input("Count to 9")
			.putAdditionalBodyProperty("start_within", JsonValue.from("default"))
			.build();
		try (StreamResponse<ResponseStreamEvent> events = openAi(key).responses().createStreaming(params)) {
			return events.stream().toList();
		}
	}

	private String chat(String key) {
		ChatCompletionCreateParams params = ChatCompletionCreateParams.builder()
			.model("gpt-5.5")
			.addUserMessage("Count to 9")
			.putAdditionalBodyProperty("start_within", JsonValue.from("default"))
			.build();
		try (StreamResponse<ChatCompletionChunk> chunks = openAi(key).chat().completions().createStreaming(params)) {
			return chunks.stream()
				.flatMap((chunk) -> chunk.choices().stream())
				.flatMap((choice) -> choice.delta().content().stream())
				.collect(Collectors.joining());
		}
	}

	private OpenAIClient openAi(String key) {
		return OpenAIOkHttpClient.builder().baseUrl(this.router.baseUrl().toString()).apiKey(key).maxRetries(0).build();
	}

	private List<RawMessageStreamEvent> messages(String key) {
		AnthropicClient client = AnthropicOkHttpClient.builder()
			.baseUrl(this.router.baseUrl().resolve("/").toString())
			.authToken(key)
			.maxRetries(0)
			.build();
		MessageCreateParams params = MessageCreateParams.builder()
			.model("claude-opus-4-8")
			.maxTokens(64)
			.addUserMessage("Count to 9")
			.putAdditionalBodyProperty("start_within", com.anthropic.core.JsonValue.from("default"))
			.build();
		try (var events = client.messages().createStreaming(params)) {
			return events.stream().toList();
		}
	}

	private ChatResponse langChain4j(String key) {
		OpenAiStreamingChatModel model = OpenAiStreamingChatModel.builder()
			.baseUrl(this.router.baseUrl().toString())
			.apiKey(key)
			.modelName("gpt-5.5")
			.customParameters(Map.of("start_within", "default"))
			.build();
		ChatCollector collector = new ChatCollector();
		model.chat("Count to 9", collector);
		return collector.response();
	}

}
