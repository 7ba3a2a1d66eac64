package com.flexinference.client.internal.format;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.flexinference.client.format.CallerFormat;
import com.flexinference.client.internal.format.Fixtures.Streamed;
import com.flexinference.client.message.Answer;
import com.flexinference.client.message.Cost;
import com.flexinference.client.message.Routing;
import com.flexinference.client.message.TokenUsage;
import com.flexinference.client.message.ToolCall;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Answer} as all formats read it, from bodies and from streams.
 */
class AnswerTests {

	@ParameterizedTest
	@MethodSource("com.flexinference.client.internal.format.Fixtures#all")
	void streamSaysTheSameAsBody(CallerFormat format, String name) {
		Answer streamed = Fixtures.streamed(format, name).answer();
		Answer answer = Fixtures.answer(format, name);
		assertThat(streamed).usingRecursiveComparison().ignoringFields("items", "toolCalls.answer").isEqualTo(answer);
		assertThat(Fixtures.items(streamed)).isEqualTo(Fixtures.items(answer));
	}

	@ParameterizedTest
	@MethodSource("com.flexinference.client.internal.format.Fixtures#all")
	void textDeltasAddUpToTheText(CallerFormat format, String name) {
		Streamed streamed = Fixtures.streamed(format, name);
		assertThat(String.join("", streamed.deltas())).isEqualTo(streamed.answer().text());
	}

	@ParameterizedTest
	@MethodSource("com.flexinference.client.internal.format.Fixtures#all")
	void streamEndsWithoutFailure(CallerFormat format, String name) {
		Streamed streamed = Fixtures.streamed(format, name);
		assertThat(streamed.isEnded()).isTrue();
		assertThat(streamed.failure()).isNull();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			RESPONSES        | text      | 'One, two – drei 🙂.'
			RESPONSES        | reasoning | 'Venus.'
			RESPONSES        | parts     | 'Rain is falling.'
			RESPONSES        | truncated | 'Once upon a'
			RESPONSES        | refusal   | ''
			RESPONSES        | tool-calls | ''
			CHAT_COMPLETIONS | text      | 'Hi – there 🙂.'
			CHAT_COMPLETIONS | refusal   | ''
			CHAT_COMPLETIONS | tool-calls | ''
			INTERACTIONS     | text      | 'Down – pour 🙂'
			INTERACTIONS     | parts     | 'Rain is falling.'
			INTERACTIONS     | tool-calls | ''
			MESSAGES         | text      | 'Te – al 🙂.'
			MESSAGES         | parts     | 'Rain is falling.'
			MESSAGES         | reasoning | 'Venus.'
			MESSAGES         | tool-calls | 'I look.'
			MESSAGES         | refusal   | ''
			""")
	void text(CallerFormat format, String name, String text) {
		assertThat(Fixtures.answer(format, name).text()).isEqualTo(text);
	}

	@ParameterizedTest
	@CsvSource({ "RESPONSES, text, completed", "RESPONSES, truncated, max_output_tokens",
			"CHAT_COMPLETIONS, text, stop", "CHAT_COMPLETIONS, truncated, length",
			"CHAT_COMPLETIONS, tool-calls, tool_calls", "INTERACTIONS, text, completed",
			"INTERACTIONS, truncated, incomplete", "INTERACTIONS, tool-calls, requires_action",
			"MESSAGES, text, end_turn", "MESSAGES, truncated, max_tokens", "MESSAGES, refusal, refusal" })
	void finishReasonIsTheFormatsOwn(CallerFormat format, String name, String reason) {
		assertThat(Fixtures.answer(format, name).finishReason()).isEqualTo(reason);
	}

	@ParameterizedTest
	@EnumSource(names = { "RESPONSES", "CHAT_COMPLETIONS" })
	void refusal(CallerFormat format) {
		assertThat(Fixtures.answer(format, "refusal").refusal()).isEqualTo("I cannot help with that.");
	}

	@ParameterizedTest
	@CsvSource({ "RESPONSES, resp_text, gpt-5-nano", "CHAT_COMPLETIONS, chatcmpl-text, gpt-5.5",
			"INTERACTIONS, int_text, gemini-3.5-flash", "MESSAGES, msg_text, claude-opus-4-8" })
	void idAndModel(CallerFormat format, String id, String model) {
		assertThat(Fixtures.answer(format, "text")).returns(id, Answer::id).returns(model, Answer::model);
	}

	@ParameterizedTest
	@CsvSource({ "RESPONSES, 27, 41, 4, 0, 30", "CHAT_COMPLETIONS, 27, 41, 4, 0, 30", "INTERACTIONS, 27, 41, 4, 0, 30",
			"MESSAGES, 31, 41, 4, 0, 30" })
	void usageIsCountedTheSameWay(CallerFormat format, long input, long output, long cached, long written,
			long reasoning) {
		assertThat(Fixtures.answer(format, "reasoning").usage())
			.isEqualTo(new TokenUsage(input, output, cached, written, reasoning));
	}

	@ParameterizedTest
	@ValueSource(strings = { "99999999999999999999", "-1", "1.5" })
	void usageThatIsNoCountIsUnknown(String count) {
		String body = "{\"output\":[],\"usage\":{\"input_tokens\":" + count + ",\"output_tokens\":1}}";
		byte[] json = body.getBytes(StandardCharsets.UTF_8);
		assertThat(FormatCodec.of(CallerFormat.RESPONSES).answer(json, FormatCodec.tree(json)).usage()).isNull();
	}

	@Test
	void usageOfMessagesCountsTheCacheAsInput() {
		assertThat(Fixtures.answer(CallerFormat.MESSAGES, "tool-calls").usage())
			.isEqualTo(new TokenUsage(21 + 1024 + 16, 48, 1024, 16, 0));
	}

	@Test
	void usageOfInteractionsCountsToolUseAsInput() {
		assertThat(Fixtures.answer(CallerFormat.INTERACTIONS, "parts").usage())
			.isEqualTo(new TokenUsage(42, 8, 0, 0, 0))
			.returns(50L, TokenUsage::totalTokens);
	}

	@ParameterizedTest
	@CsvSource({ "RESPONSES, 2", "CHAT_COMPLETIONS, 130", "INTERACTIONS, 24", "MESSAGES, 160" })
	void cost(CallerFormat format, long microUsd) {
		assertThat(Fixtures.answer(format, "text").cost()).isEqualTo(new Cost(microUsd, "USD"));
	}

	@Test
	void costInDollars() {
		assertThat(new Cost(1817, "USD").usd()).isEqualTo(new BigDecimal("0.001817"));
	}

	@ParameterizedTest
	@CsvSource({ "'1e2', 100", "'100.0', 100", "-5, -5" })
	void costInOtherNotations(String text, long microUsd) {
		assertThat(answerWithCost(text).cost()).isEqualTo(new Cost(microUsd, "USD"));
	}

	@ParameterizedTest
	@CsvSource({ "null", "1.5", "'\"1\"'", "99999999999999999999", "1e99", "true" })
	void costThatIsNoWholeNumberIsUnknown(String text) {
		assertThat(answerWithCost(text).cost()).isNull();
	}

	private static Answer answerWithCost(String text) {
		return Fixtures.parse(CallerFormat.RESPONSES, "{'usage':{'cost':{'total_micro_usd':" + text + "}}}");
	}

	@Test
	void absentCostIsNotZero() {
		Answer answer = Fixtures.parse(CallerFormat.MESSAGES, "{'usage':{'input_tokens':1}}");
		assertThat(answer.cost()).isNull();
		assertThat(answer.routing()).isNull();
	}

	@Test
	void routing() {
		assertThat(Fixtures.answer(CallerFormat.RESPONSES, "parts").routing())
			.isEqualTo(new Routing("openai", "openai", "default", "flex_capacity", 1, "byok"));
	}

	@ParameterizedTest
	@CsvSource({ "RESPONSES, flex", "CHAT_COMPLETIONS, default", "INTERACTIONS, flex", "MESSAGES, standard" })
	void servedTier(CallerFormat format, String tier) {
		assertThat(Fixtures.answer(format, "text").servedTier()).isEqualTo(tier);
	}

	@Test
	void servedTierOfMessagesIsThatOfTheUsage() {
		Answer answer = Fixtures.parse(CallerFormat.MESSAGES,
				"{'service_tier':'a','usage':{'service_tier':'b','x':1}}");
		assertThat(answer.servedTier()).isEqualTo("b");
	}

	@Test
	void servedTierIsThatOfTheRoutingIfNothingElseTellsIt() {
		Answer answer = Fixtures.parse(CallerFormat.INTERACTIONS, "{'usage':{'routing':{'tier':'x_new'}}}");
		assertThat(answer.servedTier()).isEqualTo("x_new");
	}

	@ParameterizedTest
	@CsvSource({ "RESPONSES, call_1, call_2", "CHAT_COMPLETIONS, call_01, call_02", "MESSAGES, toolu_01, toolu_02" })
	void toolCalls(CallerFormat format, String first, String second) {
		assertThat(Fixtures.answer(format, "tool-calls").toolCalls()).satisfiesExactly((call) -> {
			assertThat(call).returns(first, ToolCall::id).returns("get_weather", ToolCall::name);
			assertThat(call.arguments()).startsWith("{\"city\":\"Oslo\",\"days\":").endsWith("}");
		}, (call) -> assertThat(call).isEqualTo(new ToolCall(second, "get_time", "{}")));
	}

	@Test
	void toolCallsThatAreTheSameAndHaveNoIdStayApart() {
		assertThat(Fixtures.answer(CallerFormat.INTERACTIONS, "tool-calls").toolCalls()).containsExactly(
				new ToolCall("fc_1", "get_weather", "{\"city\":\"Oslo\",\"days\":2}"),
				new ToolCall(null, "get_time", "{}"), new ToolCall(null, "get_time", "{}"));
	}

	@ParameterizedTest
	@EnumSource
	void bodyOfAForeignShapeIsAnEmptyAnswer(CallerFormat format) {
		for (String body : new String[] { "null", "1", "'a'", "[]", "{}",
				"{'output':'a','choices':1,'steps':{},'content':2,'usage':[]}" }) {
			assertThat(Fixtures.parse(format, body)).isEqualTo(new Answer(format, null, null, "", "", null, List.of(),
					List.of(), List.of(), null, null, null, null, null, true));
		}
	}

}
