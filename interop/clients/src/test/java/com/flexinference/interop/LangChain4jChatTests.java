package com.flexinference.interop;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.TokenStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import com.flexinference.router.LocalKey;
import com.flexinference.router.LocalRouter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Drives the local router with LangChain4j's OpenAI module, by Chat Completions.
 */
class LangChain4jChatTests {

	@AutoClose
	private final LocalRouter router = LocalRouter.builder().build().start();

	@Test
	void chats() {
		assertThat(model("00h-00m-30s").build().chat("Count to 3")).isEqualTo("1 2 3.");
		assertThat(this.router.takeRequest().startWithin()).isEqualTo("00h-00m-30s");
	}

	@Test
	void streams() {
		OpenAiStreamingChatModel model = OpenAiStreamingChatModel.builder()
			.baseUrl(this.router.baseUrl().toString())
			.apiKey("flex_live_interop")
			.modelName("gpt-5-nano")
			.customParameters(Map.of("start_within", "default", "include_cost", true))
			.build();
		ChatCollector collector = new ChatCollector();
		model.chat("Count to 3", collector);
		ChatResponse response = collector.response();
		assertThat(collector.text()).isEqualTo("1 2 3.");
		assertThat(response.aiMessage().text()).isEqualTo("1 2 3.");
		assertThat(response.tokenUsage().outputTokenCount()).isEqualTo(3);
	}

	@Test
	void callsTool() {
		Forecast forecast = new Forecast();
		Assistant assistant = AiServices.builder(Assistant.class)
			.chatModel(model("default").build())
			.tools(forecast)
			.build();
		assertThat(assistant.answer("Ask weather about Oslo")).contains("7 degrees");
		assertThat(forecast.cities).hasSize(1);
	}

	@Test
	void streamsToolCall() {
		Forecast forecast = new Forecast();
		StreamingAssistant assistant = AiServices.builder(StreamingAssistant.class)
			.streamingChatModel(OpenAiStreamingChatModel.builder()
				.baseUrl(this.router.baseUrl().toString())
				.apiKey("flex_live_interop")
				.modelName("gpt-5-nano")
				.customParameters(Map.of("start_within", "default"))
				.build())
			.tools(forecast)
			.build();
		CompletableFuture<ChatResponse> response = new CompletableFuture<>();
		assistant.answer("Ask weather about Oslo")
			.onCompleteResponse(response::complete)
			.onError(response::completeExceptionally)
			.start();
		assertThat(response.join().aiMessage().text()).contains("7 degrees");
		assertThat(forecast.cities).hasSize(1);
	}

	@Test
	void readsStructuredOutput() {
		Librarian librarian = AiServices.create(Librarian.class,
				model("default").supportedCapabilities(Capability.RESPONSE_FORMAT_JSON_SCHEMA)
					.strictJsonSchema(true)
					.build());
		assertThat(librarian.find("A book, please").title()).isNotEmpty();
		assertThat(this.router.takeRequest().json().at("/response_format/type").asString()).isEqualTo("json_schema");
	}

	@Test
	void revokedKeyIsUnauthorized() {
		OpenAiChatModel model = model("default").apiKey(LocalKey.REVOKED_API_KEY).build();
		assertThatExceptionOfType(AuthenticationException.class).isThrownBy(() -> model.chat("Hello"))
			.withMessageContaining("revoked_api_key");
	}

	@Test
	void requestWithoutStartWithinIsInvalid() {
		OpenAiChatModel model = model("default").customParameters(Map.of()).build();
		assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(() -> model.chat("Hello"))
			.withMessageContaining("missing_start_within");
	}

	private OpenAiChatModel.OpenAiChatModelBuilder model(String startWithin) {
		return OpenAiChatModel.builder()
			.baseUrl(this.router.baseUrl().toString())
			.apiKey("flex_live_interop")
			.modelName("gpt-5-nano")
			.maxRetries(0)
			.customParameters(Map.of("start_within", startWithin));
	}

	interface Assistant {

		String answer(String question);

	}

	interface StreamingAssistant {

		TokenStream answer(String question);

	}

	interface Librarian {

		Book find(String wish);

	}

	record Book(String title, int year) {

	}

	static class Forecast {

		private final List<String> cities = new CopyOnWriteArrayList<>();

		@Tool("Tells the weather")
		String weather(@P("The city") String city) {
			this.cities.add(city);
			return "7 degrees";
		}

	}

}
