package com.flexinference.interop;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import com.openai.errors.BadRequestException;
import com.openai.errors.RateLimitException;
import com.openai.errors.SseException;
import com.openai.errors.UnauthorizedException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.ai.chat.client.AdvisorParams;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;
import org.springframework.ai.tool.annotation.Tool;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import com.flexinference.router.LocalAnswer;
import com.flexinference.router.LocalKey;
import com.flexinference.router.LocalRouter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Drives the local router with Spring AI's OpenAI starter, by Chat Completions.
 */
@SpringBootTest
class SpringAiTests {

	private static final LocalRouter router = LocalRouter.builder().build().start();

	@Autowired
	private ChatClient.Builder chatClient;

	@Autowired
	private OpenAiChatModel model;

	@DynamicPropertySource
	static void router(DynamicPropertyRegistry registry) {
		registry.add("spring.ai.openai.base-url", router::baseUrl);
		registry.add("spring.ai.openai.api-key", () -> "flex_live_interop");
	}

	@AfterAll
	static void close() {
		router.close();
	}

	@Test
	void chats() {
		assertThat(client().prompt("Count to 3").call().content()).isEqualTo("1 2 3.");
		assertThat(router.requests()).last().satisfies((request) -> {
			assertThat(request.path()).isEqualTo("/v1/chat/completions");
			assertThat(request.startWithin()).isEqualTo("00h-01m-00s");
		});
	}

	@Test
	void optionsOfOneRequestSayWhenToStart() {
		OpenAiChatOptions options = OpenAiChatOptions.builder()
			.model("claude-opus-4-8")
			.extraBody(Map.of("start_within", "priority"))
			.build();
		ChatResponse response = this.model.call(new Prompt("Count to 3", options));
		assertThat(response.getResult().getOutput().getText()).isEqualTo("1 2 3.");
		assertThat(response.getMetadata().getUsage().getCompletionTokens()).isEqualTo(3);
		assertThat(router.requests()).last()
			.satisfies((request) -> assertThat(request.startWithin()).isEqualTo("priority"));
	}

	@Test
	void streams() {
		List<String> deltas = client().prompt("Count to 3").stream().content().collectList().block();
		assertThat(deltas).hasSizeGreaterThan(1);
		assertThat(String.join("", deltas)).isEqualTo("1 2 3.");
	}

	@Test
	void callsTool() {
		Forecast forecast = new Forecast();
		assertThat(client().prompt("Ask weather about Oslo").tools(forecast).call().content()).contains("7 degrees");
		assertThat(forecast.cities).hasSize(1);
	}

	@Test
	void streamsToolCall() {
		Forecast forecast = new Forecast();
		List<String> deltas = client().prompt("Ask weather about Oslo")
			.tools(forecast)
			.stream()
			.content()
			.collectList()
			.block();
		assertThat(String.join("", deltas)).contains("7 degrees");
		assertThat(forecast.cities).hasSize(1);
	}

	@Test
	void readsStructuredOutput() {
		Book book = client().prompt("A book, please")
			.advisors(AdvisorParams.ENABLE_NATIVE_STRUCTURED_OUTPUT)
			.call()
			.entity(Book.class);
		assertThat(book.title()).isNotEmpty();
		assertThat(router.requests()).last()
			.satisfies((request) -> assertThat(request.json().at("/response_format/type").asString())
				.isEqualTo("json_schema"));
	}

	@Test
	void revokedKeyIsUnauthorized() {
		OpenAiChatOptions options = OpenAiChatOptions.builder()
			.baseUrl(router.baseUrl().toString())
			.apiKey(LocalKey.REVOKED_API_KEY)
			.maxRetries(0)
			.model("gpt-5.5")
			.build();
		OpenAiChatModel revoked = OpenAiChatModel.builder().options(options).build();
		assertThatExceptionOfType(UnauthorizedException.class).isThrownBy(() -> revoked.call("Hello"))
			.satisfies((ex) -> assertThat(ex.code()).hasValue("revoked_api_key"));
	}

	@Test
	void limitIsThrown() {
		router.enqueue(LocalAnswer.error("rate_limit_exceeded"));
		assertThatExceptionOfType(RateLimitException.class).isThrownBy(() -> this.model.call("Hello"))
			.satisfies((ex) -> assertThat(ex.headers().values("Retry-After")).containsExactly("5"));
	}

	@Test
	void failureOfStreamIsThrown() {
		router.enqueue(LocalAnswer.text("Count to nine").failedAfter(2, "internal_error"));
		assertThatExceptionOfType(SseException.class)
			.isThrownBy(() -> this.model.stream("Hello").collectList().block());
	}

	@Test
	void endOfStreamIsNotMissed() {
		router.enqueue(LocalAnswer.text("1 2 3.").withoutEnd());
		assertThat(String.join("", this.model.stream("Hello").collectList().block())).isEqualTo("1 2 3.");
	}

	@Test
	void durationOnClaudeIsBad() {
		assertThatExceptionOfType(BadRequestException.class)
			.isThrownBy(() -> client().prompt("Hello")
				.options(OpenAiChatOptions.builder().model("claude-opus-4-8"))
				.call()
				.content())
			.satisfies((ex) -> assertThat(ex.code()).hasValue("flex_unsupported_for_anthropic"));
	}

	@Test
	void optionsOfPromptReplaceThoseOfProperties() {
		Prompt prompt = new Prompt("Hello", OpenAiChatOptions.builder().model("gpt-5.5").build());
		assertThatExceptionOfType(BadRequestException.class).isThrownBy(() -> this.model.call(prompt))
			.satisfies((ex) -> assertThat(ex.code()).hasValue("missing_start_within"));
	}

	private ChatClient client() {
		return this.chatClient.build();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

	record Book(String title, int year) {

	}

	static class Forecast {

		private final List<String> cities = new CopyOnWriteArrayList<>();

		@Tool(description = "Tells the weather")
		String weather(String city) {
			this.cities.add(city);
			return "7 degrees";
		}

	}

}
