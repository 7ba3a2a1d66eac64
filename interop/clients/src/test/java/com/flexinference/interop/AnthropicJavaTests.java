package com.flexinference.interop;

import java.util.List;
import java.util.Map;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.JsonValue;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.errors.BadRequestException;
import com.anthropic.errors.UnauthorizedException;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.ContentBlockParam;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.StopReason;
import com.anthropic.models.messages.Tool;
import com.anthropic.models.messages.ToolResultBlockParam;
import com.anthropic.models.messages.ToolUseBlock;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import com.flexinference.router.LocalKey;
import com.flexinference.router.LocalRouter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Drives the local router with Anthropic's Java SDK, by Messages.
 */
class AnthropicJavaTests {

	private static final Tool WEATHER = Tool.builder()
		.name("weather")
		.inputSchema(Tool.InputSchema.builder()
			.properties(Tool.InputSchema.Properties.builder()
				.putAdditionalProperty("city", JsonValue.from(Map.of("type", "string")))
				.build())
			.addRequired("city")
			.build())
		.build();

	@AutoClose
	private final LocalRouter router = LocalRouter.builder().build().start();

	@AutoClose
	private final AnthropicClient client = client("flex_live_interop");

	@Test
	void creates() {
		Message message = this.client.messages().create(params().addUserMessage("Count to 3").build());
		message.validate();
		assertThat(text(message)).isEqualTo("1 2 3.");
		assertThat(message.stopReason()).hasValue(StopReason.END_TURN);
		assertThat(message.usage().outputTokens()).isEqualTo(3);
		assertThat(message.usage()._additionalProperties()).containsKeys("cost", "routing");
		assertThat(this.router.takeRequest().startWithin()).isEqualTo("default");
	}

	@Test
	void streams() {
		MessageAccumulator accumulator = MessageAccumulator.create();
		StringBuilder deltas = new StringBuilder();
		try (StreamResponse<RawMessageStreamEvent> events = this.client.messages()
			.createStreaming(params().addUserMessage("Count to 3").build())) {
			events.stream()
				.peek(RawMessageStreamEvent::validate)
				.peek(accumulator::accumulate)
				.flatMap((event) -> event.contentBlockDelta().stream())
				.forEach((event) -> event.delta().text().ifPresent((delta) -> deltas.append(delta.text())));
		}
		assertThat(deltas).hasToString("1 2 3.");
		accumulator.message().validate();
		assertThat(text(accumulator.message())).isEqualTo("1 2 3.");
		assertThat(accumulator.message().usage().outputTokens()).isEqualTo(3);
	}

	@Test
	void callsTool() {
		MessageCreateParams.Builder params = params().addTool(WEATHER).addUserMessage("Ask weather about Oslo");
		Message asked = this.client.messages().create(params.build());
		ToolUseBlock call = asked.content().get(0).asToolUse();
		assertThat(call._input().convert(Weather.class).city()).isNotEmpty();
		Message answered = this.client.messages()
			.create(params.addMessage(asked)
				.addUserMessageOfContentBlockParams(List.of(ContentBlockParam
					.ofToolResult(ToolResultBlockParam.builder().toolUseId(call.id()).content("7 degrees").build())))
				.build());
		assertThat(text(answered)).contains("7 degrees");
	}

	@Test
	void streamsToolCall() {
		MessageAccumulator accumulator = MessageAccumulator.create();
		try (StreamResponse<RawMessageStreamEvent> events = this.client.messages()
			.createStreaming(params().addTool(WEATHER).addUserMessage("Ask weather about Oslo").build())) {
			events.stream().peek(RawMessageStreamEvent::validate).forEach(accumulator::accumulate);
		}
		Message message = accumulator.message();
		assertThat(message.stopReason()).hasValue(StopReason.TOOL_USE);
		assertThat(message.content().get(0).asToolUse()._input().convert(Weather.class).city()).isNotEmpty();
	}

	@Test
	void readsStructuredOutput() {
		Book book = this.client.messages()
			.create(params().outputConfig(Book.class).addUserMessage("A book, please").build())
			.content()
			.get(0)
			.asText()
			.text();
		assertThat(book.title).isNotEmpty();
	}

	@Test
	void thinks() {
		MessageCreateParams params = params().maxTokens(2048)
			.enabledThinking(1024)
			.addUserMessage("Count to 3")
			.build();
		Message message = this.client.messages().create(params);
		message.validate();
		assertThat(message.content().get(0).asThinking().signature()).isNotEmpty();
		MessageAccumulator accumulator = MessageAccumulator.create();
		try (StreamResponse<RawMessageStreamEvent> events = this.client.messages().createStreaming(params)) {
			events.stream().peek(RawMessageStreamEvent::validate).forEach(accumulator::accumulate);
		}
		assertThat(accumulator.message().content()).hasSize(2);
	}

	@Test
	void revokedKeyIsUnauthorized() {
		AnthropicClient revoked = client(LocalKey.REVOKED_API_KEY);
		assertThatExceptionOfType(UnauthorizedException.class)
			.isThrownBy(() -> revoked.messages().create(params().addUserMessage("Hello").build()))
			.satisfies((ex) -> assertThat(ex.body().toString()).contains("authentication_error", "revoked_api_key"));
	}

	@Test
	void durationOnClaudeIsBad() {
		assertThatExceptionOfType(BadRequestException.class)
			.isThrownBy(() -> this.client.messages()
				.create(params().putAdditionalBodyProperty("start_within", JsonValue.from("00h-00m-30s"))
					.addUserMessage("Hello")
					.build()))
			.satisfies((ex) -> assertThat(ex.body().toString()).contains("flex_unsupported_for_anthropic"));
	}

	private AnthropicClient client(String key) {
		return AnthropicOkHttpClient.builder()
			.baseUrl(this.router.baseUrl().resolve("/").toString())
			.authToken(key)
			.maxRetries(0)
			.build();
	}

	private static MessageCreateParams.Builder params() {
		return MessageCreateParams.builder()
			.model("claude-opus-4-8")
			.maxTokens(1024)
			.putAdditionalBodyProperty("start_within", JsonValue.from("default"));
	}

	private static String text(Message message) {
		return message.content().get(0).asText().text();
	}

	record Weather(String city) {

	}

	static class Book {

		public String title = "";

		public int year;

	}

}
