package com.flexinference.interop;

import java.time.Duration;
import java.util.Map;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCreateParams;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import com.flexinference.router.LocalRouter;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs the Java of {@code docs/interop.md}.
 */
class BridgeTests {

	@AutoClose
	private final LocalRouter router = LocalRouter.builder().build().start();

	@Test
	void openAi() {
		String baseUrl = this.router.baseUrl().toString();
		String apiKey = "flex_live_interop";
		OpenAIClient client = OpenAIOkHttpClient.builder()
			.baseUrl(baseUrl)
			.apiKey(apiKey)
			.timeout(Duration.ofMinutes(5))
			.maxRetries(0)
			.build();
		Response response = client.responses()
			.create(ResponseCreateParams.builder()
				.model("gpt-5.5")
				.input("Write a haiku about cheap GPUs.")
				.putAdditionalBodyProperty("start_within", JsonValue.from("00h-01m-00s"))
				.build());
		client.close();
		assertThat(response.output()).isNotEmpty();
		assertThat(this.router.takeRequest().startWithin()).isEqualTo("00h-01m-00s");
	}

	@Test
	void anthropic() {
		String baseUrl = this.router.baseUrl().resolve("/").toString();
		String apiKey = "flex_live_interop";
		AnthropicClient client = AnthropicOkHttpClient.builder()
			.baseUrl(baseUrl)
			.authToken(apiKey)
			.maxRetries(0)
			.build();
		Message message = client.messages()
			.create(MessageCreateParams.builder()
				.model("claude-opus-4-8")
				.maxTokens(1024)
				.addUserMessage("Write a haiku about cheap GPUs.")
				.putAdditionalBodyProperty("start_within", com.anthropic.core.JsonValue.from("priority"))
				.build());
		client.close();
		assertThat(message.content()).isNotEmpty();
		assertThat(this.router.takeRequest().startWithin()).isEqualTo("priority");
	}

	@Test
	void langChain4j() {
		String baseUrl = this.router.baseUrl().toString();
		String apiKey = "flex_live_interop";
		ChatModel model = OpenAiChatModel.builder()
			.baseUrl(baseUrl)
			.apiKey(apiKey)
			.modelName("gpt-5.5")
			.customParameters(Map.of("start_within", "00h-01m-00s"))
			.timeout(Duration.ofMinutes(5))
			.maxRetries(0)
			.build();
		String answer = model.chat("Write a haiku about cheap GPUs.");
		assertThat(answer).isNotEmpty();
		assertThat(this.router.takeRequest().startWithin()).isEqualTo("00h-01m-00s");
	}

}
