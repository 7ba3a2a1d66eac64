package com.flexinference.test;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import com.flexinference.client.FlexInferenceClient;
import com.flexinference.client.FlexRequest;
import com.flexinference.client.FlexStream;
import com.flexinference.client.StartWithin;
import com.flexinference.client.format.CallerFormat;
import com.flexinference.client.message.Answer;
import com.flexinference.client.message.Citation;
import com.flexinference.client.message.ToolCall;
import com.flexinference.router.LocalAnswer;
import com.flexinference.router.LocalRouter;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the client over the local router, which shares no code with it, in all
 * formats, plain and streamed.
 */
class RoundTripTests {

	@AutoClose
	private final LocalRouter router = LocalRouter.builder().build().start();

	@AutoClose
	private final FlexInferenceClient client = FlexInferenceClient.builder()
		.apiKey("flex_live_test")
		.baseUrl(this.router.baseUrl().toString())
		.build();

	@ParameterizedTest
	@EnumSource
	void thoughtAndParallelCallsGoBack(CallerFormat format) {
		this.router.enqueue(thoughtAndCalls(), thoughtAndCalls());
		FlexRequest question = question(format);
		for (Answer answer : List.of(call(format, question), stream(format, question))) {
			assertThat(answer.toolCalls()).extracting(ToolCall::arguments)
				.containsExactly("{\"city\":\"Oslo\"}", "{\"city\":\"Rome\"}");
			assertThat(answer.reasoning())
				.isEqualTo((format != CallerFormat.CHAT_COMPLETIONS) ? "Two cities are asked for." : "");
			assertThat(answer.usage()).satisfies((usage) -> assertThat(usage.reasoningTokens()).isEqualTo(5));
			for (FlexRequest.Builder next : List.of(question.mutate().assistant(answer),
					question.mutate().toolCalls(answer.toolCalls()))) {
				answer.toolCalls().forEach((call) -> next.toolResult(call, Map.of("celsius", 7)));
				assertThat(call(format, next.build()).text()).contains("\"celsius\":7");
			}
		}
	}

	private LocalAnswer thoughtAndCalls() {
		return LocalAnswer.reasoning("Two cities are asked for.")
			.andToolCall("get_weather", "{\"city\":\"Oslo\"}")
			.andToolCall("get_weather", "{\"city\":\"Rome\"}");
	}

	@ParameterizedTest
	@EnumSource
	void searchIsCited(CallerFormat format) {
		FlexRequest question = FlexRequest.of((r) -> r.model(model(format)).maxTokens(4096).user("News?").webSearch());
		for (Answer answer : List.of(call(format, question), stream(format, question))) {
			assertThat(answer.citations()).hasSize(1);
			Citation citation = answer.citations().get(0);
			assertThat(citation.url()).isEqualTo("https://example.com/simulated");
			assertThat(citation.title()).isEqualTo("A simulated page");
			assertThat(answer.text().substring(citation.start(), citation.end()))
				.isEqualTo("The page \"A simulated page\" says: it depends.");
		}
	}

	@ParameterizedTest
	@EnumSource
	void imageIsReceived(CallerFormat format) {
		byte[] png = { (byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0 };
		FlexRequest question = FlexRequest
			.of((r) -> r.model(model(format)).maxTokens(4096).user((c) -> c.text("What is this?").image(png)));
		assertThat(call(format, question).text()).contains("image (image/png, 9 bytes)");
	}

	private FlexRequest question(CallerFormat format) {
		FlexRequest.Builder question = FlexRequest.builder()
			.model(model(format))
			.maxTokens(4096)
			.tool("get_weather", "Tells the weather.", Map.of("type", "object"))
			.user("Is it cold in Oslo and Rome?");
		return switch (format) {
			case RESPONSES -> question.with("reasoning", Map.of("effort", "low", "summary", "auto"))
				.with("include", List.of("reasoning.encrypted_content"))
				.build();
			case CHAT_COMPLETIONS -> question.reasoningEffort("low").includeCost(true).build();
			case INTERACTIONS ->
				question.with("generation_config", Map.of("thinking_level", "low", "thinking_summaries", "auto"))
					.build();
			case MESSAGES -> question.reasoningBudget(2048).build();
		};
	}

	private String model(CallerFormat format) {
		return (format != CallerFormat.MESSAGES) ? "gpt-5" : "claude-opus-4-8";
	}

	private Answer call(CallerFormat format, FlexRequest request) {
		return this.client.calls(format).create(startByDefault(request)).answer();
	}

	private Answer stream(CallerFormat format, FlexRequest request) {
		try (FlexStream stream = this.client.calls(format).stream(startByDefault(request))) {
			stream.forEach((event) -> {
			});
			return stream.answer();
		}
	}

	private FlexRequest startByDefault(FlexRequest request) {
		return request.mutate().startWithin(StartWithin.DEFAULT).build();
	}

}
