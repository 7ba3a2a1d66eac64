package com.flexinference.client.internal.format;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.flexinference.client.format.CallerFormat;
import com.flexinference.client.internal.format.Fixtures.Streamed;
import com.flexinference.client.message.Answer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the failures that answers tell of, streamed or not, and for what no longer
 * counts.
 */
class FailureReadingTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					{'error':{'code':'c','message':'m'}}                     | m
					{'id':'r','output':[],'error':{'message':'m'}}           | m
					{'error':'overloaded'}                                   | overloaded
					{'error':{}}                                             | The answer failed, and the service gave no reason.
					[{'error':{'code':429,'message':'m'}}]                   | m
					{'type':'error','error':{'message':'m'}}                 | m
					{'type':'error'}                                         | The answer failed, and the service gave no reason.
					{'status':'failed','error':null}                         | The answer ended with the status 'failed'.
					{'status':'cancelled','output':[]}                       | The answer ended with the status 'cancelled'.
					""")
	void failureOfAWholeAnswer(String body, String message) {
		assertThat(AnswerFailures.of(Fixtures.json(body)).message()).isEqualTo(message);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "{'error':null}", "{'error':''}", "{'error':[{}]}", "{'status':'completed'}",
			"{'status':'incomplete'}", "{'status':'requires_action'}", "{'type':'message'}" })
	void noFailureOfAWholeAnswer(String body) {
		assertThat(AnswerFailures.of(Fixtures.json(body))).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "{'choices':[{'delta':{'content':[{'type':'text','text':'Hi'}]}}]}",
			"{'choices':[{'delta':{'content':'Hi'},'error':{'message':'m'}}]}" })
	void textThatIsNoTextAndErrorOfAChoiceFailAStream(String event) {
		assertThat(Fixtures.events(CallerFormat.CHAT_COMPLETIONS, event).failure()).isNotNull();
	}

	@Test
	void textOfAStreamMayBeNull() {
		assertThat(Fixtures.events(CallerFormat.CHAT_COMPLETIONS, "{'choices':[{'delta':{'content':null}}]}").failure())
			.isNull();
	}

	@ParameterizedTest
	@EnumSource
	void errorThatIsATextIsAFailureFrame(CallerFormat format) {
		assertThat(Fixtures.events(format, "{'error':'overloaded'}").failure().message()).isEqualTo("overloaded");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{'detail':'Not Found'}", "{'errors':[{'message':'m'}]}", "{'status':'failed'}", "{}" })
	void chatWithoutAChoiceIsAFailure(String event) {
		assertThat(Fixtures.events(CallerFormat.CHAT_COMPLETIONS, event, "[DONE]").failure()).isNotNull();
	}

	@Test
	void chatThatEndsWithAnErrorIsAFailure() {
		String end = "{'choices':[{'index':0,'DELTA':{'content':'Half'},'finish_reason':'error'}]}";
		assertThat(Fixtures.events(CallerFormat.CHAT_COMPLETIONS, end.replace("DELTA", "delta"), "[DONE]").failure())
			.isNotNull();
		assertThat(AnswerFailures.of(Fixtures.json(end.replace("DELTA", "message")))).isNotNull();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					{'choices':[{'delta':{},'finish_reason':'tool_calls'}]} | [DONE]
					{'choices':[{'delta':{'function_call':{'name':'f','arguments':'{}'}},'finish_reason':'function_call'}]} | [DONE]
					""")
	void callThatIsMissingIsAFailure(String event, String end) {
		assertThat(Fixtures.events(CallerFormat.CHAT_COMPLETIONS, event, end).failure().message())
			.contains("has no call");
	}

	@Test
	void answerThatComesAtOnceInAStreamIsRead() {
		assertThat(Fixtures
			.events(CallerFormat.CHAT_COMPLETIONS, "{'choices':[{'index':0,'message':{'content':'Hi'}}]}", "[DONE]")
			.answer()
			.text()).isEqualTo("Hi");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{'type':'response.output_text.done','text':'Hi'}",
			"{'type':'response.output_item.done','item':{'type':'message','content':[{'type':'output_text','text':'H'},{'type':'output_text','text':'i'}]}}" })
	void textThatComesOnlyAtItsEndIsRead(String event) {
		Streamed streamed = Fixtures.events(CallerFormat.RESPONSES, event, event,
				"{'type':'response.completed','response':{'status':'completed','output':[]}}");
		assertThat(streamed.answer().text()).isEqualTo("Hi");
		assertThat(streamed.deltas()).containsExactly("Hi");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					RESPONSES    | {'type':'response.completed','response':{'output':[{'type':'message','content':[{'type':'output_text','text':'Hi'}]}]}}
					INTERACTIONS | {'event_type':'interaction.completed','interaction':{'steps':[{'type':'model_output','content':[{'type':'text','text':'Hi'}]}]}}
					""")
	void textThatComesOnlyWithTheLastEventIsADelta(CallerFormat format, String event) {
		Streamed streamed = Fixtures.events(format, event);
		assertThat(streamed.answer().text()).isEqualTo("Hi");
		assertThat(streamed.deltas()).containsExactly("Hi");
	}

	@ParameterizedTest
	@EnumSource
	void frameOfTheTypeErrorIsAFailureWithoutAnError(CallerFormat format) {
		assertThat(Fixtures.events(format, "{'type':'error'}").failure().message()).contains("gave no reason");
		assertThat(Fixtures.events(format, "{'type':'error','message':'overloaded','code':'c'}").failure())
			.returns("overloaded", ErrorDetail::message)
			.returns("c", ErrorDetail::code);
		assertThat(Fixtures.events(format, "{'type':'error','error':{'message':'m'}}").failure().message())
			.isEqualTo("m");
		byte[] body = "{\"type\":\"error\",\"message\":\"overloaded\"}".getBytes(StandardCharsets.UTF_8);
		assertThat(AnswerFailures.of(FormatCodec.tree(body)).message()).isEqualTo("overloaded");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			RESPONSES    | {'type':'response.completed','response':{'status':'failed','error':null}}
			RESPONSES    | {'type':'response.completed','response':{'error':'x'}}
			RESPONSES    | {'type':'response.incomplete','response':{'status':'cancelled'}}
			INTERACTIONS | {'event_type':'interaction.completed','interaction':{'status':'cancelled'}}
			INTERACTIONS | {'event_type':'interaction.completed','interaction':{'error':{'message':'m'}}}
			""")
	void lastEventMayTellOfAFailure(CallerFormat format, String event) {
		Streamed streamed = Fixtures.events(format, event);
		assertThat(streamed.failure()).isNotNull();
		assertThat(streamed.answer().complete()).isFalse();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					RESPONSES        | {'type':'response.completed','response':{}}   | {'type':'response.output_text.delta','delta':'x'}
					CHAT_COMPLETIONS | [DONE]                                         | {'choices':[{'index':0,'delta':{'content':'x'}}]}
					INTERACTIONS     | {'event_type':'interaction.completed'}         | {'event_type':'step.delta','delta':{'text':'x'}}
					MESSAGES         | {'type':'message_stop'}                        | {'type':'content_block_delta','delta':{'type':'text_delta','text':'x'}}
					""")
	void nothingCountsAfterTheEnd(CallerFormat format, String end, String text) {
		Streamed streamed = Fixtures.events(format, text, end, text, "{'error':{'message':'m'}}", "garbage");
		assertThat(streamed.answer()).returns("x", Answer::text).returns(true, Answer::complete);
		assertThat(streamed.failure()).isNull();
		assertThat(streamed.deltas()).containsExactly("x");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			RESPONSES        | {'type':'response.created','response':HEAD}
			CHAT_COMPLETIONS | HEAD
			INTERACTIONS     | {'event_type':'interaction.created','interaction':HEAD}
			MESSAGES         | {'type':'message_start','message':HEAD}
			""")
	void headTakesTheFirstValueThatIsNotEmpty(CallerFormat format, String event) {
		assertThat(Fixtures
			.events(format, event.replace("HEAD", "{'id':'','model':'','choices':[]}"),
					event.replace("HEAD", "{'id':'a','model':'m','choices':[]}"),
					event.replace("HEAD", "{'id':'b','model':'n','choices':[]}"))
			.answer()).returns("a", Answer::id).returns("m", Answer::model);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			RESPONSES        | {'type':'response.output_text.delta','delta':'PIECE'}
			RESPONSES        | {'type':'response.refusal.delta','delta':'PIECE'}
			CHAT_COMPLETIONS | {'choices':[{'delta':{'tool_calls':[{'index':0,'function':{'arguments':'PIECE'}}]}}]}
			""")
	void whatIsCollectedIsBounded(CallerFormat format, String event) {
		byte[] data = event.replace("PIECE", "x".repeat(1024 * 1024))
			.replace('\'', '"')
			.getBytes(StandardCharsets.UTF_8);
		EventReader reader = FormatCodec.of(format).events();
		for (int i = 0; i < 63; i++) {
			assertThat(reader.read(data)).isTrue();
		}
		assertThat(reader.failure()).isNull();
		reader.read(data);
		reader.read(data);
		assertThat(reader.failure().message())
			.isEqualTo("The answer is larger than 67108864 bytes and the rest is not read.");
	}

	@Test
	void manyCallsAreBounded() {
		EventReader reader = FormatCodec.of(CallerFormat.CHAT_COMPLETIONS).events();
		int count = 0;
		while (reader.failure() == null && count < 10_000) {
			reader.read(chunkOfCalls(100 * count++));
		}
		assertThat(reader.failure()).isNotNull();
		assertThat(reader.answer().toolCalls()).hasSizeLessThan(300_000);
	}

	private static byte[] chunkOfCalls(int first) {
		StringBuilder calls = new StringBuilder();
		for (int i = first; i < first + 100; i++) {
			calls.append((i > first) ? "," : "").append("{\"id\":\"").append(i).append("\"}");
		}
		return ("{\"choices\":[{\"delta\":{\"tool_calls\":[" + calls + "]}}]}").getBytes(StandardCharsets.UTF_8);
	}

}
