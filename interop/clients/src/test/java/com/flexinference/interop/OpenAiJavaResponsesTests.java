package com.flexinference.interop;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.Reasoning;
import com.openai.models.ReasoningEffort;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseFunctionToolCall;
import com.openai.models.responses.ResponseInputItem;
import com.openai.models.responses.ResponseStreamEvent;
import com.openai.models.responses.StructuredResponseCreateParams;
import com.openai.models.responses.ToolChoiceOptions;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import com.flexinference.router.LocalRouter;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Drives the local router with OpenAI's Java SDK, by Responses.
 */
class OpenAiJavaResponsesTests {

	@AutoClose
	private final LocalRouter router = LocalRouter.builder().build().start();

	@AutoClose("close")
	private final OpenAIClient client = OpenAIOkHttpClient.builder()
		.baseUrl(this.router.baseUrl().toString())
		.apiKey("flex_live_interop")
		.build();

	@Test
	void creates() {
		Response response = this.client.responses().create(params("00h-00m-30s").input("Count to 3").build());
		response.validate();
		assertThat(text(response)).isEqualTo("1 2 3.");
		assertThat(response.status())
			.hasValueSatisfying((status) -> assertThat(status.asString()).isEqualTo("completed"));
		assertThat(response.usage()).hasValueSatisfying((usage) -> assertThat(usage.outputTokens()).isEqualTo(3));
		assertThat(response.serviceTier()).isPresent();
		assertThat(this.router.takeRequest().startWithin()).isEqualTo("00h-00m-30s");
	}

	@Test
	void streams() {
		ResponseAccumulator accumulator = ResponseAccumulator.create();
		StringBuilder deltas = new StringBuilder();
		try (StreamResponse<ResponseStreamEvent> events = this.client.responses()
			.createStreaming(params("default").input("Count to 3").build())) {
			events.stream()
				.peek(ResponseStreamEvent::validate)
				.peek(accumulator::accumulate)
				.forEach((event) -> event.outputTextDelta().ifPresent((delta) -> deltas.append(delta.delta())));
		}
		assertThat(deltas).hasToString("1 2 3.");
		assertThat(text(accumulator.response())).isEqualTo("1 2 3.");
	}

	@Test
	void callsTool() {
		ResponseCreateParams.Builder params = params("default").addTool(Weather.class).input("Ask Weather about Oslo");
		Response response = this.client.responses().create(params.build());
		ResponseFunctionToolCall call = response.output().get(0).asFunctionCall();
		assertThat(call.arguments(Weather.class).city).isNotEmpty();
		Response answer = this.client.responses()
			.create(params.inputOfResponse(List.of(ResponseInputItem.ofFunctionCall(call),
					ResponseInputItem.ofFunctionCallOutput(ResponseInputItem.FunctionCallOutput.builder()
						.callId(call.callId())
						.output("7 degrees")
						.build())))
				.build());
		assertThat(text(answer)).contains("7 degrees");
	}

	@Test
	void streamsToolCall() {
		ResponseAccumulator accumulator = ResponseAccumulator.create();
		StringBuilder arguments = new StringBuilder();
		try (StreamResponse<ResponseStreamEvent> events = this.client.responses()
			.createStreaming(params("default").addTool(Weather.class)
				.toolChoice(ToolChoiceOptions.REQUIRED)
				.input("Is it cold?")
				.build())) {
			events.stream()
				.peek(ResponseStreamEvent::validate)
				.peek(accumulator::accumulate)
				.forEach((event) -> event.functionCallArgumentsDelta()
					.ifPresent((delta) -> arguments.append(delta.delta())));
		}
		ResponseFunctionToolCall call = accumulator.response().output().get(0).asFunctionCall();
		assertThat(call.arguments()).isEqualTo(arguments.toString()).isNotEmpty();
	}

	@Test
	void readsStructuredOutput() {
		StructuredResponseCreateParams<Book> params = params("default").input("A book, please")
			.text(Book.class)
			.build();
		Book book = this.client.responses()
			.create(params)
			.output()
			.stream()
			.flatMap((item) -> item.message().stream())
			.flatMap((message) -> message.content().stream())
			.flatMap((content) -> content.outputText().stream())
			.findFirst()
			.orElseThrow();
		assertThat(book.title).isNotEmpty();
		assertThat(book.authors).isNotNull();
	}

	@Test
	void reasons() {
		ResponseCreateParams params = params("default").input("Count to 3")
			.reasoning(Reasoning.builder().effort(ReasoningEffort.LOW).summary(Reasoning.Summary.AUTO).build())
			.build();
		Response response = this.client.responses().create(params);
		response.validate();
		assertThat(response.output().get(0).asReasoning().summary()).isNotEmpty();
		ResponseAccumulator accumulator = ResponseAccumulator.create();
		try (StreamResponse<ResponseStreamEvent> events = this.client.responses().createStreaming(params)) {
			events.stream().peek(ResponseStreamEvent::validate).forEach(accumulator::accumulate);
		}
		assertThat(accumulator.response().output()).hasSize(2);
	}

	private static ResponseCreateParams.Builder params(String startWithin) {
		return ResponseCreateParams.builder()
			.model("gpt-5.5")
			.putAdditionalBodyProperty("start_within", JsonValue.from(startWithin));
	}

	private static String text(Response response) {
		return response.output().get(0).asMessage().content().get(0).asOutputText().text();
	}

	@JsonClassDescription("Tells the weather.")
	static class Weather {

		public String city = "";

	}

	static class Book {

		public String title = "";

		public int year;

		public List<Author> authors = List.of();

		static class Author {

			public String name = "";

		}

	}

}
