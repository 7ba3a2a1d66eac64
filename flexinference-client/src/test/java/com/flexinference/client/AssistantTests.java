package com.flexinference.client;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import com.flexinference.client.format.CallerFormat;
import com.flexinference.client.internal.format.Fixtures;
import com.flexinference.client.internal.format.FormatCodec;
import com.flexinference.client.internal.json.RawJson;
import com.flexinference.client.message.Answer;
import com.flexinference.client.message.ToolCall;
import com.flexinference.router.LocalAnswer;
import com.flexinference.router.LocalRouter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for conversations in which the answer of the model goes back to it.
 */
class AssistantTests {

	private static final String THINKING = "{\"type\":\"thinking\", \"thinking\":\"Hm.\",\"signature\":\"c2ln\"}";

	private static final String CALL = "{\"type\":\"tool_use\",\"id\":\"t1\",\"name\":\"weather\",\"input\":{\"n\":1.50e2}}";

	private final LocalRouter router = LocalRouter.builder().latency(Duration.ZERO).build().start();

	private final FlexInferenceClient client = FlexInferenceClient.builder()
		.apiKey("flex_live_test")
		.baseUrl(this.router.baseUrl().toString())
		.defaults(FlexRequest.of((r) -> r.model("gpt-5.5").startWithin(StartWithin.DEFAULT)))
		.build();

	@AfterEach
	void close() {
		this.client.close();
		this.router.close();
	}

	@Test
	void reasoningAndCallsGoBackAsTheyArrived() {
		this.router.enqueue(LocalAnswer.json(200,
				"{\"id\":\"m\",\"content\":[" + THINKING + "," + CALL + "],\"stop_reason\":\"tool_use\"}"));
		Answer answer = this.client.messages().create((r) -> r.user("Weather?")).answer();
		assertThat(answer.reasoning()).isEqualTo("Hm.");
		FlexRequest next = FlexRequest.of((
				r) -> r.user("Weather?").assistant(answer).toolResult(answer.toolCalls().get(0), Map.of("celsius", 7)));
		assertThat(sentBody(CallerFormat.MESSAGES, next))
			.contains("{\"role\":\"assistant\",\"content\":[" + THINKING.replace(", ", ",") + "," + CALL
					+ "]},{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\","
					+ "\"tool_use_id\":\"t1\",\"content\":\"{\\\"celsius\\\":7}\"}]}]");
	}

	@ParameterizedTest
	@EnumSource
	void callsOfAnAnswerBringTheRestOfIt(CallerFormat format) {
		Answer answer = Fixtures.answer(format, Fixtures.body(format, "tool-calls"));
		assertThat(prompt(format, FlexRequest.of((r) -> r.user("Weather?").toolCalls(answer.toolCalls()))))
			.isEqualTo(prompt(format, FlexRequest.of((r) -> r.user("Weather?").assistant(answer))));
	}

	@ParameterizedTest
	@EnumSource
	void callsOfAnAnswerOfAnotherFormatAreSentAlone(CallerFormat format) {
		CallerFormat other = (format == CallerFormat.MESSAGES) ? CallerFormat.RESPONSES : CallerFormat.MESSAGES;
		List<ToolCall> calls = Fixtures.answer(other, Fixtures.body(other, "tool-calls")).toolCalls();
		List<ToolCall> stored = calls.stream()
			.map((call) -> new ToolCall(call.id(), call.name(), call.arguments()))
			.toList();
		assertThat(calls).isEqualTo(stored);
		assertThat(prompt(format, FlexRequest.of((r) -> r.user("Weather?").toolCalls(calls))))
			.isEqualTo(prompt(format, FlexRequest.of((r) -> r.user("Weather?").toolCalls(stored))));
	}

	@ParameterizedTest
	@EnumSource
	void answerGoesBackInEveryFormat(CallerFormat format) {
		Answer answer = Fixtures.answer(format, Fixtures.body(format, "tool-calls"));
		List<JsonNode> prompt = prompt(format, FlexRequest.of((r) -> r.user("Weather?").assistant(answer)));
		List<JsonNode> items = answer.items().stream().map(AssistantTests::tree).toList();
		if (format == CallerFormat.MESSAGES) {
			assertThat(prompt.get(1).path("role").asString()).isEqualTo("assistant");
			assertThat(prompt.get(1).path("content").valueStream()).containsExactlyElementsOf(items);
		}
		else {
			assertThat(prompt.subList(1, prompt.size())).isEqualTo(items);
		}
	}

	@ParameterizedTest
	@EnumSource
	void answerOfAnotherFormatIsRefused(CallerFormat format) {
		Answer answer = Fixtures.answer(CallerFormat.MESSAGES, Fixtures.body(CallerFormat.MESSAGES, "text"));
		FlexRequest request = FlexRequest.of((r) -> r.user("q").assistant(answer).user("And now?"));
		if (format == CallerFormat.MESSAGES) {
			assertThat(prompt(format, request)).hasSize(3);
			return;
		}
		assertThatExceptionOfType(InvalidRequestException.class)
			.isThrownBy(() -> this.client.calls(format).create(request))
			.withMessageContaining("'assistant' has an answer in the format messages")
			.withMessageContaining("assistant(answer.text())");
		assertThat(this.router.requests()).isEmpty();
	}

	@Test
	void itemsThatWereKeptGoBack() {
		FlexRequest request = FlexRequest
			.of((r) -> r.user("q").assistant(CallerFormat.RESPONSES, List.of("{\"type\":\"reasoning\",\"x\":1.50e2}")));
		assertThat(sentBody(CallerFormat.RESPONSES, request)).contains(",{\"type\":\"reasoning\",\"x\":1.50e2}]");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "[]", "null", "{\"type\":" })
	void itemThatIsNoObjectIsRefused(String item) {
		assertThatExceptionOfType(InvalidRequestException.class)
			.isThrownBy(() -> FlexRequest.of((r) -> r.assistant(CallerFormat.RESPONSES, List.of(item))));
	}

	@Test
	void answerThatDidNotArriveToItsEndIsRefused() {
		Answer answer = FormatCodec.of(CallerFormat.MESSAGES).partialAnswer(tree("{\"content\":[]}"));
		assertThatExceptionOfType(InvalidRequestException.class)
			.isThrownBy(() -> FlexRequest.of((r) -> r.assistant(answer)))
			.withMessageContaining("'assistant' has an answer that did not arrive to its end");
	}

	@Test
	void answerThatWasCutWithinACallIsRefused() {
		Answer answer = Fixtures.answer(CallerFormat.RESPONSES,
				"{\"status\":\"incomplete\",\"output\":[{\"type\":\"function_call\",\"name\":\"f\",\"arguments\":\"{\\\"a\"}]}"
					.getBytes(StandardCharsets.UTF_8));
		assertThatExceptionOfType(InvalidRequestException.class)
			.isThrownBy(() -> FlexRequest.of((r) -> r.assistant(answer)));
	}

	@Test
	void callsOfTheAnswerAreNotAddedTwice() {
		Answer answer = Fixtures.answer(CallerFormat.MESSAGES, Fixtures.body(CallerFormat.MESSAGES, "tool-calls"));
		assertThatExceptionOfType(InvalidRequestException.class)
			.isThrownBy(() -> FlexRequest.of((r) -> r.assistant(answer).toolCalls(answer.toolCalls())))
			.withMessageContaining("'toolCalls' follows assistant(answer)");
	}

	@Test
	void answerThatSaysNothingAddsNothing() {
		Answer answer = Fixtures.answer(CallerFormat.MESSAGES, "{\"content\":[]}".getBytes(StandardCharsets.UTF_8));
		assertThat(prompt(CallerFormat.MESSAGES, FlexRequest.of((r) -> r.user("a").assistant(answer).user("b"))))
			.hasSize(2);
	}

	@Test
	void answerWithoutItemsGoesBackAsTextAndCalls() {
		Answer answer = new Answer(CallerFormat.MESSAGES, null, null, "I look.", "", null,
				List.of(new ToolCall("c", "weather", "{}")), List.of(), List.of(), null, null, null, null, null, true);
		List<JsonNode> prompt = prompt(CallerFormat.CHAT_COMPLETIONS,
				FlexRequest.of((r) -> r.user("q").assistant(answer).toolResult("c", "weather", 7)));
		assertThat(prompt.get(1)).hasToString("{\"role\":\"assistant\",\"content\":\"I look.\",\"tool_calls\":["
				+ "{\"id\":\"c\",\"type\":\"function\",\"function\":{\"name\":\"weather\",\"arguments\":\"{}\"}}]}");
		assertThat(prompt.get(2)).hasToString("{\"role\":\"tool\",\"tool_call_id\":\"c\",\"content\":\"7\"}");
	}

	@ParameterizedTest
	@EnumSource
	void reasoningIsStreamed(CallerFormat format) {
		this.router.enqueue(LocalAnswer.body(200, "text/event-stream",
				new String(Fixtures.stream(format, "reasoning"), StandardCharsets.UTF_8)));
		try (FlexStream stream = this.client.calls(format).stream((r) -> r.user("q"))) {
			StringBuilder reasoning = new StringBuilder();
			stream.forEach((event) -> reasoning.append((event.reasoningDelta() != null) ? event.reasoningDelta() : ""));
			assertThat(stream.answer().reasoning()).isEqualTo(reasoning.toString());
			FlexRequest next = FlexRequest.of((r) -> r.user("q").assistant(stream.answer()).user("Why?"));
			assertThat(prompt(format, next)).hasSizeGreaterThan(2);
		}
	}

	private List<JsonNode> prompt(CallerFormat format, FlexRequest request) {
		JsonNode sent = tree(sentBody(format, request));
		return sent.path(sent.has("input") ? "input" : "messages").valueStream().toList();
	}

	private String sentBody(CallerFormat format, FlexRequest request) {
		ResolvedRequest resolved = ResolvedRequest
			.of(request.orElse(FlexRequest.of((r) -> r.model("m").startWithin(StartWithin.DEFAULT))), format, false);
		return new String(resolved.body(), StandardCharsets.UTF_8);
	}

	private static JsonNode tree(String json) {
		return RawJson.ofJson(json).tree();
	}

}
