package com.flexinference.client.internal.format;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;

import com.flexinference.client.format.CallerFormat;
import com.flexinference.client.internal.format.Fixtures.Streamed;
import com.flexinference.client.message.Answer;
import com.flexinference.client.message.Cost;
import com.flexinference.client.message.TokenUsage;
import com.flexinference.client.message.ToolCall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link EventReader} of all formats.
 */
class EventReaderTests {

	@Test
	void streamOfNothingButItsEndIsAFailure() {
		assertThat(Fixtures.events(CallerFormat.CHAT_COMPLETIONS, "[DONE]").failure()).isNotNull()
			.returns("The stream ended before its answer began.", ErrorDetail::message);
	}

	@Test
	void typesOfResponses() {
		assertThat(Fixtures.streamed(CallerFormat.RESPONSES, "text").types()).containsExactly("response.created",
				"response.in_progress", "response.output_item.added", "response.content_part.added",
				"response.output_text.delta", "response.output_text.delta", "response.output_text.done",
				"response.content_part.done", "response.output_item.done", "response.completed");
	}

	@Test
	void typesOfChatCompletions() {
		assertThat(Fixtures.streamed(CallerFormat.CHAT_COMPLETIONS, "text").types())
			.containsOnly("chat.completion.chunk")
			.hasSize(6);
	}

	@Test
	void typesOfInteractions() {
		assertThat(Fixtures.streamed(CallerFormat.INTERACTIONS, "text").types()).containsExactly("interaction.created",
				"interaction.status_update", "step.start", "step.delta", "step.delta", "step.stop",
				"interaction.completed");
	}

	@Test
	void typesOfMessages() {
		assertThat(Fixtures.streamed(CallerFormat.MESSAGES, "text").types()).containsExactly("message_start",
				"content_block_start", "ping", "content_block_delta", "content_block_delta", "content_block_stop",
				"message_delta", "message_stop");
	}

	@Test
	void textDeltas() {
		assertThat(Fixtures.streamed(CallerFormat.CHAT_COMPLETIONS, "text").deltas()).containsExactly("Hi ",
				"\u2013 there ", "\ud83d\ude42.");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					RESPONSES        | {'delta':'a','x':{'type':'x'},'type':'response.output_text.delta'}
					CHAT_COMPLETIONS | {'choices':[{'x':[1],'delta':{'content':'a','x':{'content':'x'}},'index':0}],'object':'chat.completion.chunk'}
					INTERACTIONS     | {'delta':{'x':{'text':'x'},'text':'a','type':'text'},'index':0,'event_type':'step.delta'}
					INTERACTIONS     | {'delta':{'text':'a'},'index':0,'event_type':'step.delta'}
					MESSAGES         | {'delta':{'text':'a','x':['text'],'type':'text_delta'},'index':0,'type':'content_block_delta'}
					""")
	void orderOfMembersAndUnknownMembersDoNotMatter(CallerFormat format, String event) {
		Streamed streamed = Fixtures.events(format, event, event);
		assertThat(streamed.deltas()).containsExactly("a", "a");
		assertThat(streamed.answer().text()).isEqualTo("aa");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					RESPONSES        | {'type':'response.output_text.delta','delta':'b','error':{}}
					RESPONSES        | {'type':'response.output_text.delta','delta':'b','error':'x'}
					RESPONSES        | {'type':'response.output_text.delta','delta':'b','response':{'error':'x'}}
					RESPONSES        | {'type':'response.output_text.delta','delta':'b','logprobs':[{'delta':'x'}],'error':null}
					RESPONSES        | {'type':'response.output_text.delta','delta':''}
					RESPONSES        | {'type':'response.output_text.delta','delta':null}
					RESPONSES        | {'type':'response.output_text.delta','delta':['x']}
					RESPONSES        | {'type':'response.output_text.delta','delta':{'delta':'x','text':'x','content':'x'}}
					RESPONSES        | {'type':'response.output_text.delta','delta':'x','delta':'b'}
					RESPONSES        | {'type':'response.output_text.delta','choices':[{'delta':{'content':'x'}}]}
					RESPONSES        | {'type':'response.refusal.delta','delta':'b'}
					RESPONSES        | {'delta':'b'}
					RESPONSES        | ['b']
					CHAT_COMPLETIONS | {'choices':[{'index':0,'delta':{'content':'b'}},{'index':0,'delta':{'content':'c'}}]}
					CHAT_COMPLETIONS | {'choices':[{'index':1,'delta':{'content':'x'}}]}
					CHAT_COMPLETIONS | {'choices':[{'index':0,'delta':{'content':'b'},'finish_reason':'stop'}]}
					CHAT_COMPLETIONS | {'choices':[{'index':0,'delta':{'content':'b'},'finish_reason':'error'}]}
					CHAT_COMPLETIONS | {'choices':[{'index':0,'delta':{'content':'b'},'error':{'message':'m'}}]}
					CHAT_COMPLETIONS | {'choices':[{'index':0,'delta':{'content':['x']}}]}
					CHAT_COMPLETIONS | {'choices':[{'index':0,'delta':{'content':''}}]}
					CHAT_COMPLETIONS | {'choices':[{'index':0,'delta':{'content':'b','refusal':'r'}}]}
					CHAT_COMPLETIONS | {'choices':[{'index':0,'delta':{'content':'b','tool_calls':[{'id':'c','function':{'name':'f','arguments':'{}'}}]}}]}
					CHAT_COMPLETIONS | {'choices':[{'index':0,'delta':{'role':'assistant','content':'b'},'logprobs':{'content':['x']}}]}
					CHAT_COMPLETIONS | {'choices':[[{'delta':{'content':'x'}}]]}
					CHAT_COMPLETIONS | {'choices':[{'delta':'x'}]}
					CHAT_COMPLETIONS | {'choices':[],'delta':'x'}
					CHAT_COMPLETIONS | {'id':'i','model':'m','service_tier':'flex','choices':[{'delta':{'content':'b'}}]}
					CHAT_COMPLETIONS | {'choices':[{'delta':{'content':'b'}}],'usage':{'prompt_tokens':1,'completion_tokens':2}}
					CHAT_COMPLETIONS | {'type':'error','choices':[{'delta':{'content':'b'}}]}
					INTERACTIONS     | {'event_type':'step.delta','index':1,'delta':{'type':'text','text':'b'}}
					INTERACTIONS     | {'event_type':'step.delta','index':99999999999999999999,'delta':{'type':'text','text':'b'}}
					INTERACTIONS     | {'event_type':'step.delta','index':0,'delta':{'text':'b','annotations':[{'url':'u'}]}}
					INTERACTIONS     | {'event_type':'step.delta','index':0,'delta':{'type':'text','text':'b','signature':'s'}}
					INTERACTIONS     | {'event_type':'step.delta','index':0,'delta':{'type':'thought_summary','content':{'text':'b'}}}
					INTERACTIONS     | {'event_type':'step.delta','index':0,'delta':'x','type':'error'}
					MESSAGES         | {'type':'content_block_delta','index':1,'delta':{'type':'text_delta','text':'b'}}
					MESSAGES         | {'type':'content_block_delta','index':0,'delta':{'text':'x'}}
					MESSAGES         | {'type':'content_block_delta','index':0,'delta':[{'type':'text_delta','text':'x'}]}
					MESSAGES         | {'type':'content_block_delta','index':0,'delta':{'type':'thinking_delta','thinking':'b','text':'x'}}
					MESSAGES         | {'type':'content_block_delta','index':0,'delta':{'type':'text_delta','text':'b'},'usage':{'output_tokens':3}}
					""")
	void textDoesNotHideWhatElseAnEventHas(CallerFormat format, String event) {
		String text = switch (format) {
			case RESPONSES -> "{'type':'response.output_text.delta','delta':'a'}";
			case CHAT_COMPLETIONS -> "{'choices':[{'delta':{'content':'a'}}]}";
			case INTERACTIONS -> "{'event_type':'step.delta','index':0,'delta':{'type':'text','text':'a'}}";
			case MESSAGES -> "{'type':'content_block_delta','index':0,'delta':{'type':'text_delta','text':'a'}}";
		};
		Streamed afterText = Fixtures.events(format, text, event);
		Streamed afterOther = Fixtures.events(format, text, "{}", event);
		assertThat(afterText.answer()).isEqualTo(afterOther.answer());
		assertThat(afterText.deltas()).isEqualTo(afterOther.deltas()).doesNotContain("x");
		assertThat(afterText.reasoningDeltas()).isEqualTo(afterOther.reasoningDeltas());
		assertThat(afterText.failure()).isEqualTo(afterOther.failure());
		assertThat(afterText.types().get(1)).isEqualTo(afterOther.types().get(2));
	}

	@Test
	void onlyTheFirstChoiceIsTheAnswer() {
		Streamed streamed = Fixtures.events(CallerFormat.CHAT_COMPLETIONS,
				"{'choices':[{'delta':{'content':'x','refusal':'x','tool_calls':[{'id':'x'}]},'finish_reason':'x','index':1},"
						+ "{'delta':{'content':'a'},'finish_reason':'stop','index':0}]}");
		assertThat(streamed.answer()).returns("a", Answer::text)
			.returns("stop", Answer::finishReason)
			.returns(null, Answer::refusal)
			.returns(List.of(), Answer::toolCalls);
	}

	@Test
	void bothChoicesInOneEventDoNotHideTheFirst() {
		Streamed streamed = Fixtures.events(CallerFormat.CHAT_COMPLETIONS,
				"{'choices':[{'index':0,'delta':{'content':'a'}},{'index':1,'delta':{'content':'x'}}]}");
		assertThat(streamed.deltas()).containsExactly("a");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					RESPONSES        | {'type':'x.new','delta':'x'}
					RESPONSES        | {'type':'response.reasoning_text.delta','delta':'x'}
					CHAT_COMPLETIONS | {'object':'x.new','choices':[]}
					INTERACTIONS     | {'event_type':'step.delta','delta':{'type':'x_new','text':'x'}}
					MESSAGES         | {'type':'content_block_delta','delta':{'type':'thinking_delta','thinking':'x','text':'x'}}
					""")
	void otherEventsAddNoText(CallerFormat format, String event) {
		assertThat(Fixtures.events(format, event).deltas()).isEmpty();
	}

	@ParameterizedTest
	@EnumSource
	void typeOfAnEventWithoutOneIsNull(CallerFormat format) {
		assertThat(Fixtures.events(format, "{'type':'a','event_type':'a','object':'a'}", "{'x':1}", "[1]", "1", "null")
			.types()).containsExactly("a", null, null, null, null);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					RESPONSES        | {'type':'response.failed','response':{'id':'r','error':{'code':'c','message':'m','flexinference':{'code':'b','status':503,'retryable':true}}}} | c | 503
					RESPONSES        | {'response':{'error':{'code':'c','message':'m'}},'type':'response.failed'}                       | c | null
					RESPONSES        | {'type':'x.new','response':{'error':{'code':'c','message':'m'}}}                                 | c | null
					RESPONSES        | {'type':'error','code':'c','message':'m','param':'p','sequence_number':3}                         | c | null
					RESPONSES        | {'type':'error','error':{'code':'c','message':'m'}}                                              | c | null
					CHAT_COMPLETIONS | {'error':{'message':'m','type':'t','code':'c','flexinference':{'code':'b','status':502}}}        | c | 502
					CHAT_COMPLETIONS | {'object':'chat.completion.chunk','choices':[],'error':{'message':'m','code':'c'}}               | c | null
					INTERACTIONS     | {'event_type':'error','error':{'message':'m','code':500,'flexinference':{'code':'c','status':500}}} | c | 500
					INTERACTIONS     | {'error':{'message':'m','flexinference':{'code':'c'}},'event_type':'error'}                      | c | null
					MESSAGES         | {'type':'error','error':{'type':'t','message':'m','flexinference':{'code':'c','status':529}}}    | c | 529
					""")
	void failureFrames(CallerFormat format, String event, String code, String status) {
		Streamed streamed = Fixtures.events(format, event);
		assertThat(streamed.failure()).returns(code, ErrorDetail::code)
			.returns("m", ErrorDetail::message)
			.satisfies((detail) -> assertThat(String.valueOf(detail.status())).isEqualTo(status));
		assertThat(streamed.answer().complete()).isFalse();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			RESPONSES        | {'type':'response.failed','response':{'id':'r','error':null}}
			RESPONSES        | {'type':'response.failed'}
			RESPONSES        | {'type':'response.failed','response':{'error':{}}}
			RESPONSES        | {'type':'error','error':null}
			RESPONSES        | {'type':'error'}
			CHAT_COMPLETIONS | {'error':{}}
			INTERACTIONS     | {'event_type':'error'}
			INTERACTIONS     | {'event_type':'error','error':'x'}
			INTERACTIONS     | {'error':{}}
			INTERACTIONS     | {'event_type':'interaction.completed','interaction':{'status':'failed'}}
			MESSAGES         | {'type':'error','error':null}
			MESSAGES         | {'type':'error','error':{}}
			""")
	void failureFramesWithoutReason(CallerFormat format, String event) {
		assertThat(Fixtures.events(format, event).failure()).isNotNull();
	}

	@Test
	void topLevelErrorForgetsEarlierEvents() {
		Streamed streamed = Fixtures.events(CallerFormat.RESPONSES,
				"{'type':'x','message':'old','code':'old','param':'old'}", "{'type':'error'}");
		assertThat(streamed.failure().code()).isNull();
		assertThat(streamed.failure().message()).isNotEqualTo("old");
	}

	@ParameterizedTest
	@EnumSource
	void errorThatIsNoObjectOrTextIsNoFailure(CallerFormat format) {
		assertThat(Fixtures
			.events(format, "{'error':null}", "{'error':''}", "{'error':[{}]}", "{'response':{'error':null}}",
					"{'response':{'error':[]}}")
			.failure()).isNull();
	}

	@ParameterizedTest
	@EnumSource
	void doneIsNoEvent(CallerFormat format) {
		for (String done : new String[] { "[DONE]", "[DONE] " }) {
			Streamed streamed = Fixtures.events(format, done);
			assertThat(streamed.types()).isEmpty();
			assertThat(streamed.isEnded()).isEqualTo(format == CallerFormat.CHAT_COMPLETIONS);
		}
	}

	@ParameterizedTest
	@EnumSource
	void emptyDataIsNoEvent(CallerFormat format) {
		assertThat(Fixtures.events(format, "", " ", "\n").types()).isEmpty();
	}

	@ParameterizedTest
	@EnumSource
	void arraysThatAreNotDoneAreEvents(CallerFormat format) {
		assertThat(Fixtures.events(format, "[]", "['DONE']").types()).hasSize(2);
	}

	@Test
	void terminalEvents() {
		assertThat(Stream.of("response.completed", "response.incomplete")
			.map((type) -> Fixtures.events(CallerFormat.RESPONSES, "{'type':'" + type + "','response':{}}")))
			.allMatch(Streamed::isEnded);
		assertThat(Fixtures.events(CallerFormat.INTERACTIONS, "{'event_type':'interaction.completed'}").isEnded())
			.isTrue();
		assertThat(Fixtures.events(CallerFormat.MESSAGES, "{'type':'message_stop'}").isEnded()).isTrue();
	}

	@Test
	void finishReasonDoesNotEndAChat() {
		assertThat(Fixtures.events(CallerFormat.CHAT_COMPLETIONS, "{'choices':[{'index':0,'finish_reason':'stop'}]}")
			.isEnded()).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "{", "{'a'", "{'type':'x'} x", "{'type':'x'}{}", "x", "[DONE]x", "{'a':tru}" })
	void dataThatIsNotJsonIsRefused(String data) {
		for (CallerFormat format : CallerFormat.values()) {
			assertThatExceptionOfType(JacksonException.class).isThrownBy(() -> Fixtures.events(format, data));
		}
	}

	@Test
	void finalSnapshotOfAResponseDecidesOnToolCalls() {
		Streamed streamed = Fixtures.events(CallerFormat.RESPONSES,
				"{'type':'response.output_item.added','output_index':0,'item':{'id':'f','type':'function_call','call_id':'c','name':'n'}}",
				"{'type':'response.completed','response':{'output':[{'id':'f','type':'function_call','call_id':'c','name':'n','arguments':'{}1'}]}}");
		assertThat(streamed.answer().toolCalls()).containsExactly(new ToolCall("c", "n", "{}1"));
	}

	@Test
	void argumentsOfAResponseAreKeptApartByOutputIndex() {
		Streamed streamed = Fixtures.events(CallerFormat.RESPONSES,
				"{'type':'response.output_item.added','output_index':0,'item':{'type':'function_call','call_id':'c0','name':'n'}}",
				"{'type':'response.output_item.added','output_index':1,'item':{'type':'function_call','call_id':'c1','name':'n'}}",
				"{'type':'response.function_call_arguments.delta','output_index':0,'delta':'a'}",
				"{'type':'response.function_call_arguments.delta','output_index':1,'delta':'b'}",
				"{'type':'response.function_call_arguments.delta','output_index':0,'delta':'c'}");
		assertThat(streamed.answer().toolCalls()).containsExactly(new ToolCall("c0", "n", "ac"),
				new ToolCall("c1", "n", "b"));
	}

	@Test
	void usageOfMessagesIsMergedFromBothEnds() {
		Streamed streamed = Fixtures.events(CallerFormat.MESSAGES,
				"{'type':'message_start','message':{'usage':{'input_tokens':12,'cache_read_input_tokens':3,'output_tokens':1}}}",
				"{'type':'message_delta','delta':{},'usage':{'input_tokens':null,'output_tokens':4,'cost':{'total_micro_usd':160}}}");
		assertThat(streamed.answer().usage()).isEqualTo(new TokenUsage(15, 4, 3, 0, 0));
		assertThat(streamed.answer().cost()).isEqualTo(new Cost(160, "USD"));
	}

	@Test
	void argumentsOfAnInteractionNeedNoType() {
		Streamed streamed = Fixtures.events(CallerFormat.INTERACTIONS,
				"{'event_type':'step.start','index':2,'step':{'type':'function_call','name':'n'}}",
				"{'event_type':'step.delta','index':2,'delta':{'arguments':'{}'}}");
		assertThat(streamed.answer().toolCalls()).containsExactly(new ToolCall(null, "n", "{}"));
	}

	@Test
	void partialAnswerIsNotComplete() {
		Streamed streamed = Fixtures.events(CallerFormat.RESPONSES,
				"{'type':'response.output_text.delta','delta':'a'}");
		assertThat(streamed.answer()).returns("a", Answer::text).returns(false, Answer::complete);
	}

	@Test
	void indexOutOfRangeIsNoFailure() {
		Fixtures.events(CallerFormat.CHAT_COMPLETIONS,
				"{'choices':[{'index':99999999999999999999,'delta':{'content':'a'}}]}");
		Fixtures.events(CallerFormat.INTERACTIONS, "{'event_type':'step.delta','index':99999999999999999999}");
		Fixtures.events(CallerFormat.MESSAGES, "{'type':'content_block_stop','index':99999999999999999999}");
	}

}
