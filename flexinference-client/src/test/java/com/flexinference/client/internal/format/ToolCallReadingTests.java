package com.flexinference.client.internal.format;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.flexinference.client.format.CallerFormat;
import com.flexinference.client.internal.format.Fixtures.Streamed;
import com.flexinference.client.message.Answer;
import com.flexinference.client.message.ToolCall;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for how the formats read calls of tools, from bodies and from streams.
 */
class ToolCallReadingTests {

	private static final String CHAT_END = "{'choices':[{'index':0,'delta':{},'finish_reason':'tool_calls'}]}";

	@Test
	void chatCallsWithoutIndexAreKeptApartById() {
		assertThat(chat("{'id':'a','function':{'name':'f','arguments':'{\\'x\\':'}}", "{'function':{'arguments':'1}'}}",
				"{'id':'b','function':{'name':'g','arguments':'{}'}}"))
			.containsExactly(call("a", "f", "{'x':1}"), call("b", "g", "{}"));
	}

	@Test
	void chatChoicesAreNoCalls() {
		String body = "{'choices':[{'index':0,'type':'function','message':{'content':'Hi'}}]}";
		Answer answer = Fixtures.answer(CallerFormat.CHAT_COMPLETIONS,
				body.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
		assertThat(answer.toolCalls()).isEmpty();
	}

	@Test
	void chatPiecesWithoutIndexFindTheirCallById() {
		assertThat(chat("{'id':'a','function':{'name':'f','arguments':'1'}}",
				"{'id':'b','function':{'name':'g','arguments':'2'}}", "{'id':'a','function':{'arguments':'3'}}"))
			.containsExactly(call("a", "f", "13"), call("b", "g", "2"));
	}

	@Test
	void anotherIdAtTheSameIndexIsAnotherCall() {
		assertThat(chat("{'index':0,'id':'a','function':{'name':'f','arguments':'1'}}",
				"{'index':0,'id':'b','function':{'name':'g','arguments':'2'}}",
				"{'index':0,'function':{'arguments':'3'}}"))
			.containsExactly(call("a", "f", "1"), call("b", "g", "23"));
	}

	@Test
	void sameIdAtAnotherIndexIsAnotherCall() {
		assertThat(chat("{'index':0,'id':'a','function':{'name':'f','arguments':'1'}}",
				"{'index':1,'id':'a','function':{'name':'f','arguments':'2'}}"))
			.containsExactly(call("a", "f", "1"), call("a", "f", "2"));
	}

	@Test
	void emptyIdAndNameOfLaterPiecesChangeNothing() {
		assertThat(chat("{'index':0,'id':'a','function':{'name':'f','arguments':'1'}}",
				"{'index':0,'id':'','function':{'name':'','arguments':'2'}}"))
			.containsExactly(call("a", "f", "12"));
	}

	@Test
	void emptyIdOfALaterPieceIsNotSentBack() {
		String piece = "{'choices':[{'index':0,'delta':{'tool_calls':[{'index':0,'id':'ID','function':{'name':'f','arguments':'TEXT'}}]}}]}";
		Streamed streamed = Fixtures.events(CallerFormat.CHAT_COMPLETIONS,
				piece.replace("ID", "a").replace("TEXT", "{"), piece.replace("ID", "").replace("TEXT", "}"), "[DONE]");
		assertThat(streamed.answer().items()).singleElement().asString().contains("\"id\":\"a\"");
	}

	@Test
	void nameMayComeInPiecesOrRepeated() {
		assertThat(chat("{'index':0,'id':'a','function':{'name':'get_','arguments':''}}",
				"{'index':0,'function':{'name':'weather','arguments':'{}'}}"))
			.containsExactly(call("a", "get_weather", "{}"));
		assertThat(chat("{'index':0,'id':'a','function':{'name':'f','arguments':'{'}}",
				"{'index':0,'id':'a','function':{'name':'f','arguments':'}'}}"))
			.containsExactly(call("a", "f", "{}"));
	}

	@Test
	void idAndNameMayFollow() {
		assertThat(chat("{'index':0,'function':{'arguments':'1'}}", "{'index':0,'id':'a','function':{'name':'f'}}"))
			.containsExactly(call("a", "f", "1"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					RESPONSES        | {'output':[{'type':'function_call','call_id':'c','name':'f','arguments':ARGUMENTS}]}
					CHAT_COMPLETIONS | {'choices':[{'message':{'tool_calls':[{'id':'c','function':{'name':'f','arguments':ARGUMENTS}}]}}]}
					INTERACTIONS     | {'steps':[{'type':'function_call','id':'c','name':'f','arguments':ARGUMENTS}]}
					MESSAGES         | {'content':[{'type':'tool_use','id':'c','name':'f','input':ARGUMENTS}]}
					""")
	void argumentsMayBeTextOrObject(CallerFormat format, String body) {
		assertThat(answer(format, body.replace("ARGUMENTS", "{'x':1.10}")).toolCalls())
			.containsExactly(call("c", "f", "{'x':1.10}"));
		assertThat(answer(format, body.replace("ARGUMENTS", "'{ \\'x\\':1.10}'")).toolCalls())
			.containsExactly(call("c", "f", "{ 'x':1.10}"));
		for (String empty : List.of("{}", "null", "'null'", "' null\\n'")) {
			assertThat(answer(format, body.replace("ARGUMENTS", empty)).toolCalls()).as(empty)
				.containsExactly(call("c", "f", "{}"));
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			RESPONSES        | {'output':[{'type':'function_call','call_id':'c','name':'f'}]}
			RESPONSES        | {'output':[{'type':'function_call','call_id':'c','name':'f','arguments':''}]}
			CHAT_COMPLETIONS | {'choices':[{'message':{'tool_calls':[{'id':'c','function':{'name':'f'}}]}}]}
			INTERACTIONS     | {'steps':[{'type':'function_call','id':'c','name':'f'}]}
			MESSAGES         | {'content':[{'type':'tool_use','id':'c','name':'f'}]}
			""")
	void argumentsThatAreMissingAreRefused(CallerFormat format, String body) {
		assertThat(AnswerFailures.incompleteCall(answer(format, body)).message())
			.isEqualTo("The answer calls the tool 'f', but the arguments are missing.");
	}

	@Test
	void nameThatIsMissingIsRefused() {
		assertThat(AnswerFailures
			.incompleteCall(answer(CallerFormat.MESSAGES, "{'content':[{'type':'tool_use','id':'c','input':{}}]}")))
			.isNotNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "length", "content_filter" })
	void modelThatWasStoppedMayLackArguments(String reason) {
		Answer answer = answer(CallerFormat.CHAT_COMPLETIONS, "{'choices':[{'finish_reason':'" + reason
				+ "','message':{'tool_calls':[{'id':'c','function':{'name':'f','arguments':''}}]}}]}");
		assertThat(AnswerFailures.incompleteCall(answer)).isNull();
		assertThat(answer.toolCalls()).containsExactly(call("c", "f", ""));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					RESPONSES        | {'type':'response.output_item.added','output_index':0,'item':{'type':'function_call','call_id':'c','name':'f','arguments':''}} | {'type':'response.completed','response':{'status':'completed','output':[]}}
					CHAT_COMPLETIONS | {'choices':[{'index':0,'delta':{'tool_calls':[{'index':0,'id':'c','function':{'name':'f','arguments':''}}]}}]} | [DONE]
					INTERACTIONS     | {'event_type':'step.start','index':0,'step':{'type':'function_call','id':'c','name':'f'}} | {'event_type':'interaction.completed'}
					MESSAGES         | {'type':'content_block_start','index':0,'content_block':{'type':'tool_use','id':'c','name':'f','input':{}}} | {'type':'message_stop'}
					""")
	void argumentsThatNeverCameFailTheStream(CallerFormat format, String start, String end) {
		Streamed streamed = Fixtures.events(format, start, end);
		assertThat(streamed.failure().message())
			.isEqualTo("The answer calls the tool 'f', but the arguments are missing.");
		assertThat(streamed.answer()).returns(false, Answer::complete);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					RESPONSES        | {'type':'response.output_item.added','output_index':0,'item':{'type':'function_call','call_id':'c','name':'f','arguments':null}} | {'type':'response.function_call_arguments.delta','output_index':0,'delta':'PIECE'} | {'type':'response.completed','response':{'status':'completed','output':[]}}
					CHAT_COMPLETIONS | {'choices':[{'index':0,'delta':{'tool_calls':[{'index':0,'id':'c','function':{'name':'f','arguments':null}}]}}]} | {'choices':[{'index':0,'delta':{'tool_calls':[{'index':0,'function':{'arguments':'PIECE'}}]}}]} | [DONE]
					INTERACTIONS     | {'event_type':'step.start','index':0,'step':{'type':'function_call','id':'c','name':'f','arguments':null}} | {'event_type':'step.delta','index':0,'delta':{'type':'arguments_delta','arguments':'PIECE'}} | {'event_type':'interaction.completed'}
					MESSAGES         | {'type':'content_block_start','index':0,'content_block':{'type':'tool_use','id':'c','name':'f','input':null}} | {'type':'content_block_delta','index':0,'delta':{'type':'input_json_delta','partial_json':'PIECE'}} | {'type':'message_stop'}
					""")
	void piecesReplaceAPlaceholderOfNull(CallerFormat format, String start, String delta, String end) {
		assertThat(Fixtures.events(format, start, delta.replace("PIECE", "{\\'x\\':1}"), end).answer().toolCalls())
			.containsExactly(call("c", "f", "{'x':1}"));
		assertThat(Fixtures.events(format, start, delta.replace("PIECE", "null"), end).answer().toolCalls())
			.containsExactly(call("c", "f", "{}"));
		assertThat(Fixtures.events(format, start, end).answer().toolCalls()).containsExactly(call("c", "f", "{}"));
	}

	@Test
	void argumentsOfAResponseMayComeOnlyWhenTheyAreDone() {
		String added = "{'type':'response.output_item.added','output_index':0,'item':{'type':'function_call','id':'fc','call_id':'c','name':'f','arguments':''}}";
		String completed = "{'type':'response.completed','response':{'status':'completed','output':[]}}";
		for (String done : List.of(
				"{'type':'response.function_call_arguments.done','output_index':0,'arguments':'{\\'x\\':1}'}",
				"{'type':'response.function_call_arguments.done','output_index':0,'arguments':{'x':1}}",
				"{'type':'response.function_call_arguments.done','item_id':'fc','arguments':'{\\'x\\':1}'}",
				"{'type':'response.output_item.done','output_index':0,'item':{'type':'function_call','id':'fc','call_id':'c','name':'f','arguments':'{\\'x\\':1}'}}")) {
			assertThat(Fixtures.events(CallerFormat.RESPONSES, added, done, completed).answer().toolCalls()).as(done)
				.containsExactly(call("c", "f", "{'x':1}"));
		}
	}

	@Test
	void callOfAResponseMayComeOnlyWithItsLastItem() {
		assertThat(Fixtures.events(CallerFormat.RESPONSES,
				"{'type':'response.output_item.done','output_index':1,'item':{'type':'function_call','id':'fc','call_id':'c','name':'f','arguments':'{}'}}",
				"{'type':'response.completed','response':{'output':[]}}")
			.answer()
			.toolCalls()).containsExactly(call("c", "f", "{}"));
	}

	@Test
	void argumentsOfDeltasFillALastItemWithoutThem() {
		assertThat(Fixtures.events(CallerFormat.RESPONSES,
				"{'type':'response.output_item.added','output_index':1,'item':{'type':'function_call','id':'fc','call_id':'c','name':'f','arguments':''}}",
				"{'type':'response.function_call_arguments.delta','output_index':1,'delta':'{}'}",
				"{'type':'response.completed','response':{'output':[{'type':'reasoning'},{'type':'function_call','id':'fc','call_id':'c','name':'f'}]}}")
			.answer()
			.toolCalls()).containsExactly(call("c", "f", "{}"));
	}

	@Test
	void stepsOfTheLastEventMayHaveTheArguments() {
		assertThat(Fixtures.events(CallerFormat.INTERACTIONS,
				"{'event_type':'step.start','index':0,'step':{'type':'function_call','id':'c','name':'f'}}",
				"{'event_type':'interaction.completed','interaction':{'steps':[{'type':'function_call','id':'c','name':'f','arguments':{'x':1}}]}}")
			.answer()
			.toolCalls()).containsExactly(call("c", "f", "{'x':1}"));
	}

	@Test
	void argumentsAtTheStartOfAStepOrBlockCount() {
		assertThat(Fixtures.events(CallerFormat.INTERACTIONS,
				"{'event_type':'step.start','index':0,'step':{'type':'function_call','name':'f','arguments':{'x':1}}}",
				"{'event_type':'step.stop','index':0}", "{'event_type':'interaction.completed'}")
			.answer()
			.toolCalls()).containsExactly(call(null, "f", "{'x':1}"));
		assertThat(Fixtures.events(CallerFormat.MESSAGES,
				"{'type':'content_block_start','index':0,'content_block':{'type':'tool_use','id':'c','name':'f','input':{'x':1}}}",
				"{'type':'content_block_stop','index':0}", "{'type':'message_stop'}")
			.answer()
			.toolCalls()).containsExactly(call("c", "f", "{'x':1}"));
	}

	@Test
	void blocksWithoutIndexAreKeptApartById() {
		assertThat(Fixtures
			.events(CallerFormat.MESSAGES,
					"{'type':'content_block_start','content_block':{'type':'tool_use','id':'a','name':'f','input':{}}}",
					"{'type':'content_block_delta','delta':{'type':'input_json_delta','partial_json':'1'}}",
					"{'type':'content_block_start','content_block':{'type':'tool_use','id':'b','name':'g','input':{}}}",
					"{'type':'content_block_delta','delta':{'type':'input_json_delta','partial_json':'2'}}",
					"{'type':'message_stop'}")
			.answer()
			.toolCalls()).containsExactly(call("a", "f", "1"), call("b", "g", "2"));
	}

	@Test
	void deltasOfOtherBlocksDoNotTouchCalls() {
		assertThat(Fixtures.events(CallerFormat.MESSAGES,
				"{'type':'content_block_start','index':0,'content_block':{'type':'tool_use','id':'a','name':'f','input':{}}}",
				"{'type':'content_block_delta','index':0,'delta':{'type':'input_json_delta','partial_json':'{}'}}",
				"{'type':'content_block_start','index':1,'content_block':{'type':'server_tool_use','id':'s','name':'g','input':{}}}",
				"{'type':'content_block_delta','index':1,'delta':{'type':'input_json_delta','partial_json':'x'}}",
				"{'type':'message_stop'}")
			.answer()
			.toolCalls()).containsExactly(call("a", "f", "{}"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					RESPONSES        | {'output':[{'type':'message','content':[{'type':'output_text','text':'I look.'}]},{'type':'function_call','call_id':'c','name':'f','arguments':'{}'}]}
					CHAT_COMPLETIONS | {'choices':[{'message':{'content':'I look.','tool_calls':[{'id':'c','function':{'name':'f','arguments':'{}'}}]}}]}
					INTERACTIONS     | {'steps':[{'type':'model_output','content':[{'type':'text','text':'I look.'}]},{'type':'function_call','id':'c','name':'f','arguments':{}}]}
					MESSAGES         | {'content':[{'type':'text','text':'I look.'},{'type':'tool_use','id':'c','name':'f','input':{}}]}
					""")
	void textBesideCallsIsKept(CallerFormat format, String body) {
		assertThat(answer(format, body)).returns("I look.", Answer::text)
			.returns(List.of(call("c", "f", "{}")), Answer::toolCalls);
	}

	private static List<ToolCall> chat(String... pieces) {
		Stream<String> chunks = Stream.of(pieces)
			.map((piece) -> "{'choices':[{'index':0,'delta':{'tool_calls':[" + piece + "]}}]}");
		return Fixtures
			.events(CallerFormat.CHAT_COMPLETIONS,
					Stream.concat(chunks, Stream.of(CHAT_END, "[DONE]")).toArray(String[]::new))
			.answer()
			.toolCalls();
	}

	private static ToolCall call(String id, String name, String arguments) {
		return new ToolCall(id, name, arguments.replace('\'', '"'));
	}

	private static Answer answer(CallerFormat format, String body) {
		return Fixtures.parse(format, body);
	}

}
