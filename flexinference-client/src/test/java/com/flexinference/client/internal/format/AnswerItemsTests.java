package com.flexinference.client.internal.format;

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.flexinference.client.format.CallerFormat;
import com.flexinference.client.internal.format.Fixtures.Streamed;
import com.flexinference.client.message.Answer;
import com.flexinference.client.message.Citation;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the reasoning and the items of answers, from bodies and from streams.
 */
class AnswerItemsTests {

	@ParameterizedTest
	@CsvSource({ "RESPONSES, Venus turns slowly.", "CHAT_COMPLETIONS, ''", "INTERACTIONS, ''",
			"MESSAGES, Venus turns slowly." })
	void reasoning(CallerFormat format, String reasoning) {
		assertThat(Fixtures.answer(format, "reasoning").reasoning()).isEqualTo(reasoning);
	}

	@ParameterizedTest
	@MethodSource("com.flexinference.client.internal.format.Fixtures#all")
	void reasoningDeltasAddUpToTheReasoning(CallerFormat format, String name) {
		Streamed streamed = Fixtures.streamed(format, name);
		assertThat(String.join("", streamed.reasoningDeltas())).isEqualTo(streamed.answer().reasoning());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					RESPONSES    | {'output':[{'type':'reasoning','summary':[{'type':'summary_text','text':'A'},{'type':'summary_text','text':'B'}]},{'type':'reasoning','content':[{'type':'reasoning_text','text':'C'}]}]}
					INTERACTIONS | {'steps':[{'type':'thought','summary':[{'type':'text','text':'A'}]},{'type':'thought','summary':[{'type':'text','text':'B'}]},{'type':'thought','summary':[{'type':'text','text':'C'}]}]}
					MESSAGES     | {'content':[{'type':'thinking','thinking':'A'},{'type':'thinking','thinking':'B'},{'type':'redacted_thinking','data':'x'},{'type':'thinking','thinking':'C'}]}
					""")
	void blankLineSeparatesThePartsOfTheReasoning(CallerFormat format, String json) {
		assertThat(Fixtures.parse(format, json).reasoning()).isEqualTo("A\n\nB\n\nC");
	}

	@Test
	void summariesOfResponsesAreStreamed() {
		Streamed streamed = Fixtures.events(CallerFormat.RESPONSES,
				"{'type':'response.reasoning_summary_text.delta','output_index':0,'summary_index':0,'delta':'A'}",
				"{'type':'response.reasoning_summary_text.delta','output_index':0,'summary_index':0,'delta':'a'}",
				"{'type':'response.reasoning_summary_text.delta','output_index':0,'summary_index':1,'delta':'B'}",
				"{'type':'response.reasoning_text.delta','output_index':1,'content_index':1,'delta':'C'}");
		assertThat(streamed.reasoningDeltas()).containsExactly("A", "a", "\n\nB", "\n\nC");
		assertThat(streamed.answer().reasoning()).isEqualTo("Aa\n\nB\n\nC");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					RESPONSES        | {'id':'r','output':[{ 'type':'reasoning','encrypted_content':'\\ud83d','summary':[],'x':1.50e2 },{'type':'message','content':[{'type':'output_text','text':'Hi','logprobs':[1]}]}]} | { 'type':'reasoning','encrypted_content':'\\ud83d','summary':[],'x':1.50e2 }
					CHAT_COMPLETIONS | {'choices':[{'index':0,'message':{'role':'assistant', 'content':null,'x':1.50e2}},{'message':{'content':'Other'}}]} | {'role':'assistant', 'content':null,'x':1.50e2}
					INTERACTIONS     | {'steps':[{'type':'thought', 'signature':'s','x':1.50e2},{'type':'model_output'}]} | {'type':'thought', 'signature':'s','x':1.50e2}
					MESSAGES         | {'content':[{'type':'redacted_thinking', 'data':'d','x':1.50e2},{'type':'text','text':'Hi'}]} | {'type':'redacted_thinking', 'data':'d','x':1.50e2}
					""")
	void itemsOfABodyAreAsTheyArrived(CallerFormat format, String json, String first) {
		assertThat(Fixtures.parse(format, json).items().get(0)).isEqualTo(first.replace('\'', '"'));
	}

	@Test
	void bodyInUtf16HasItems() {
		byte[] json = "{\"content\":[{\"type\":\"text\",\"text\":\"Hi\"}]}".getBytes(StandardCharsets.UTF_16BE);
		assertThat(Fixtures.answer(CallerFormat.MESSAGES, json).items())
			.containsExactly("{\"type\":\"text\",\"text\":\"Hi\"}");
	}

	@Test
	void blocksOfMessagesAreAssembled() {
		Answer answer = Fixtures.events(CallerFormat.MESSAGES, "{'type':'message_start','message':{'id':'m'}}",
				"{'type':'content_block_start','index':0,'content_block':{'type':'thinking','thinking':'','signature':''}}",
				"{'type':'content_block_delta','index':0,'delta':{'type':'thinking_delta','thinking':'Let me '}}",
				"{'type':'content_block_delta','index':0,'delta':{'type':'thinking_delta','thinking':'see.'}}",
				"{'type':'content_block_delta','index':0,'delta':{'type':'signature_delta','signature':'c2ln'}}",
				"{'type':'content_block_stop','index':0}",
				"{'type':'content_block_start','index':1,'content_block':{'type':'redacted_thinking','data':'ZGF0YQ=='}}",
				"{'type':'content_block_stop','index':1}",
				"{'type':'content_block_start','index':2,'content_block':{'type':'text','text':'I '}}",
				"{'type':'content_block_delta','index':2,'delta':{'type':'text_delta','text':'look.'}}",
				"{'type':'content_block_delta','index':2,'delta':{'type':'citations_delta','citation':{'url':'u'}}}",
				"{'type':'content_block_stop','index':2}",
				"{'type':'content_block_start','index':3,'content_block':{'type':'server_tool_use','id':'s','name':'web_search','input':{}}}",
				"{'type':'content_block_delta','index':3,'delta':{'type':'input_json_delta','partial_json':'{}'}}",
				"{'type':'content_block_start','index':4,'content_block':{'type':'tool_use','id':'t','name':'weather','input':{}}}",
				"{'type':'content_block_delta','index':4,'delta':{'type':'input_json_delta','partial_json':'{\\'n\\':1.50'}}",
				"{'type':'content_block_delta','index':4,'delta':{'type':'input_json_delta','partial_json':'}'}}",
				"{'type':'content_block_stop','index':4}", "{'type':'message_stop'}")
			.answer();
		assertThat(answer.reasoning()).isEqualTo("Let me see.");
		assertThat(answer.items()).containsExactly(
				json("{'type':'thinking','thinking':'Let me see.','signature':'c2ln'}"),
				json("{'type':'redacted_thinking','data':'ZGF0YQ=='}"),
				json("{'type':'text','text':'I look.','citations':[{'url':'u'}]}"),
				json("{'type':'server_tool_use','id':'s','name':'web_search','input':{}}"),
				json("{'type':'tool_use','id':'t','name':'weather','input':{'n':1.50}}"));
	}

	@Test
	void stepsOfInteractionsAreAssembled() {
		Answer answer = Fixtures.events(CallerFormat.INTERACTIONS,
				"{'event_type':'step.start','index':0,'step':{'type':'thought'}}",
				"{'event_type':'step.delta','index':0,'delta':{'type':'thought_summary','content':{'type':'text','text':'Hm.'}}}",
				"{'event_type':'step.delta','index':0,'delta':{'type':'thought_signature','signature':'c2ln'}}",
				"{'event_type':'step.start','index':1,'step':{'type':'function_call','id':'f','name':'weather'}}",
				"{'event_type':'step.delta','index':1,'delta':{'type':'arguments_delta','arguments':'{}'}}",
				"{'event_type':'step.stop','index':1}",
				"{'event_type':'step.start','index':2,'step':{'type':'google_search_call','id':'g'}}",
				"{'event_type':'step.delta','index':3,'delta':{'text':'Wa'}}",
				"{'event_type':'step.delta','index':3,'delta':{'type':'text','text':'it.','annotations':[{'url':'u'}]}}",
				"{'event_type':'interaction.completed','interaction':{'id':'i','status':'requires_action'}}")
			.answer();
		assertThat(answer.reasoning()).isEqualTo("Hm.");
		assertThat(answer.items()).containsExactly(
				json("{'type':'thought','signature':'c2ln','summary':[{'type':'text','text':'Hm.'}]}"),
				json("{'type':'function_call','id':'f','name':'weather','arguments':{}}"),
				json("{'type':'google_search_call','id':'g'}"),
				json("{'type':'model_output','content':[{'type':'text','text':'Wait.','annotations':[{'url':'u'}]}]}"));
	}

	@Test
	void annotationsOfInteractionsWithoutATextAreNoPart() {
		Answer answer = Fixtures
			.events(CallerFormat.INTERACTIONS, "{'event_type':'step.start','index':0,'step':{'type':'model_output'}}",
					"{'event_type':'step.delta','index':0,'delta':{'annotations':[{'url':'u'}]}}",
					"{'event_type':'interaction.completed','interaction':{'id':'i','status':'completed'}}")
			.answer();
		assertThat(answer.items()).containsExactly(json("{'type':'model_output'}"));
	}

	@Test
	void messageOfChatCompletionsIsAssembled() {
		Answer answer = Fixtures.events(CallerFormat.CHAT_COMPLETIONS,
				"{'choices':[{'index':0,'delta':{'role':'assistant','content':'I '}}]}",
				"{'choices':[{'index':0,'delta':{'content':'look.'}}]}",
				"{'choices':[{'index':0,'delta':{'tool_calls':[{'index':0,'id':'c','type':'function','extra_content':{'google':{'thought_signature':'c2ln'}},'function':{'name':'weather','arguments':''}}]}}]}",
				"{'choices':[{'index':0,'delta':{'tool_calls':[{'index':0,'function':{'arguments':'{}'}}]},'finish_reason':'tool_calls'}]}",
				"[DONE]")
			.answer();
		assertThat(answer.items()).containsExactly(json("{'role':'assistant','content':'I look.','tool_calls':["
				+ "{'id':'c','extra_content':{'google':{'thought_signature':'c2ln'}},'type':'function',"
				+ "'function':{'name':'weather','arguments':'{}'}}]}"));
	}

	@Test
	void itemsOfResponsesAreThoseOfTheirOwnEventsIfTheLastHasNone() {
		String item = "{ 'type':'reasoning','encrypted_content':'c2ln','x':1.50e2 }";
		Answer answer = Fixtures
			.events(CallerFormat.RESPONSES,
					"{'type':'response.output_item.added','output_index':0,'item':{'type':'reasoning'}}",
					"{'type':'response.output_item.done','output_index':0,'item':" + item + "}",
					"{'type':'response.completed','response':{'status':'completed','output':[]}}")
			.answer();
		assertThat(answer.items()).containsExactly(json(item));
	}

	@Test
	void objectsOfMessagesKeepNumbersOfAnySize() {
		Answer answer = Fixtures.events(CallerFormat.MESSAGES,
				"{'type':'content_block_start','index':0,'content_block':{'type':'text','text':'','logprobs':[1.0e9999999999]}}",
				"{'type':'content_block_delta','index':0,'delta':{'type':'text_delta','text':'Hi\\ud83d'}}",
				"{'type':'content_block_start','index':1,'content_block':{'type':'tool_use','id':'t','name':'weather','input':{}}}",
				"{'type':'content_block_delta','index':1,'delta':{'type':'input_json_delta','partial_json':'{\\'n\\':1.0e9999999999,\\'s\\':\\'\\ud83d\\'}'}}",
				"{'type':'message_stop'}")
			.answer();
		assertThat(answer.items()).containsExactly(
				json("{'type':'text','text':'Hi\\ud83d','logprobs':[1.0e9999999999]}"),
				json("{'type':'tool_use','id':'t','name':'weather','input':{'n':1.0e9999999999,'s':'\\ud83d'}}"));
	}

	@Test
	void objectsOfInteractionsKeepNumbersOfAnySize() {
		Answer answer = Fixtures.events(CallerFormat.INTERACTIONS,
				"{'event_type':'step.start','index':0,'step':{'type':'function_call','id':'f','name':'weather','logprobs':[1.0e9999999999]}}",
				"{'event_type':'step.delta','index':0,'delta':{'type':'arguments_delta','arguments':'{\\'n\\':1.0e9999999999}'}}",
				"{'event_type':'interaction.completed','interaction':{'id':'i','status':'requires_action'}}")
			.answer();
		assertThat(answer.items()).containsExactly(json(
				"{'type':'function_call','id':'f','name':'weather','logprobs':[1.0e9999999999],'arguments':{'n':1.0e9999999999}}"));
	}

	@Test
	void argumentsThatAreCutAreAText() {
		Answer answer = Fixtures.events(CallerFormat.MESSAGES,
				"{'type':'content_block_start','index':0,'content_block':{'type':'tool_use','id':'t','name':'weather','input':{}}}",
				"{'type':'content_block_delta','index':0,'delta':{'type':'input_json_delta','partial_json':'{\\'n\\':'}}",
				"{'type':'message_delta','delta':{'stop_reason':'max_tokens'}}", "{'type':'message_stop'}")
			.answer();
		assertThat(answer.items())
			.containsExactly(json("{'type':'tool_use','id':'t','name':'weather','input':'{\\'n\\':'}"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					RESPONSES        | {'output':[{'type':'x'}],'output':[{'type':'message','content':[{'type':'output_text','text':'Hi'}]}]}
					CHAT_COMPLETIONS | {'choices':[{'message':{'content':'x'}}],'choices':[{'message':{'content':'x'},'message':{'content':'Hi'}}]}
					INTERACTIONS     | {'steps':[{'type':'x'}],'steps':[{'type':'model_output','content':[{'type':'text','text':'Hi'}]}]}
					MESSAGES         | {'content':[{'type':'x'}],'content':[{'type':'text','text':'Hi'}]}
					""")
	void theLastOfSeveralMembersCounts(CallerFormat format, String json) {
		Answer answer = Fixtures.parse(format, json);
		assertThat(answer.text()).isEqualTo("Hi");
		assertThat(answer.items()).singleElement().asString().contains("'Hi'".replace('\'', '"'));
	}

	@Test
	void answerThatIsNotCompleteHasNoItems() {
		Answer answer = Fixtures
			.events(CallerFormat.MESSAGES,
					"{'type':'content_block_delta','index':0,'delta':{'type':'text_delta','text':'Hi'}}")
			.answer();
		assertThat(answer).returns(false, Answer::complete).returns(List.of(), Answer::items);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					RESPONSES        | {'output':[{'type':'web_search_call'},{'type':'message','content':[{'type':'output_text','text':'Hi. ','annotations':[]},{'type':'output_text','text':'It rains.','annotations':[{'type':'file_citation','file_id':'f'},{'type':'url_citation','url':'https://a.example','title':'A','start_index':0,'end_index':9}]}]}]}
					CHAT_COMPLETIONS | {'choices':[{'message':{'content':'Hi. It rains.','annotations':[{'type':'url_citation','url_citation':{'url':'https://a.example','title':'A','start_index':4,'end_index':13}}]}}]}
					INTERACTIONS     | {'steps':[{'type':'google_search_call'},{'type':'model_output','content':[{'type':'text','text':'Hi. '}]},{'type':'model_output','content':[{'type':'text','text':'It rains.','annotations':[{'type':'url_citation','url':'https://a.example','title':'A','start_index':0,'end_index':9}]}]}]}
					MESSAGES         | {'content':[{'type':'server_tool_use'},{'type':'text','text':'Hi. '},{'type':'text','text':'It rains.','citations':[{'type':'web_search_result_location','url':'https://a.example','title':'A','encrypted_index':'x'}]}]}
					""")
	void citations(CallerFormat format, String json) {
		assertThat(Fixtures.parse(format, json).citations())
			.containsExactly(new Citation("https://a.example", "A", 4, 13, null));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					RESPONSES        | {'output':[{'type':'message','content':[{'type':'output_text','text':'Hi','logprobs':[1.0e9999999999],'annotations':[{'url':'u'}]}]}]}
					CHAT_COMPLETIONS | {'choices':[{'message':{'content':'Hi','logprobs':[1.0e9999999999],'annotations':[{'url_citation':{'url':'u'}}]}}]}
					INTERACTIONS     | {'steps':[{'type':'model_output','content':[{'type':'text','text':'Hi','logprobs':[1.0e9999999999],'annotations':[{'url':'u'}]}]}]}
					MESSAGES         | {'content':[{'type':'text','text':'Hi','logprobs':[1.0e9999999999],'citations':[{'url':'u'}]}]}
					""")
	void citationsBesideLogProbabilities(CallerFormat format, String json) {
		assertThat(Fixtures.parse(format, json).citations()).extracting(Citation::url).containsExactly("u");
	}

	@Test
	void citationsThatAreTooManyFailTheStream() {
		String citation = "{'type':'content_block_delta','index':0,'delta':{'type':'citations_delta','citation':{'url':'u','x':["
				+ "1,".repeat(600_000) + "1]}}}";
		Streamed streamed = Fixtures.events(CallerFormat.MESSAGES,
				"{'type':'content_block_delta','index':0,'delta':{'type':'text_delta','text':'Hi'}}", citation,
				citation, "{'type':'message_stop'}");
		assertThat(streamed.failure().message())
			.isEqualTo("The answer cannot be read: the JSON has more than 1000000 values");
		assertThat(streamed.answer()).returns("Hi", Answer::text).returns(false, Answer::complete);
	}

	@Test
	void citationsMayLackTheirRange() {
		assertThat(Fixtures.parse(CallerFormat.INTERACTIONS,
				"{'steps':[{'type':'model_output','content':[{'type':'text','text':'Hi','annotations':[{'url':'u'},{'title':'t'}]}]}]}")
			.citations()).containsExactly(new Citation("u", null, null, null, null));
	}

	@Test
	void citationsOfChatCompletionsAreStreamed() {
		Answer answer = Fixtures.events(CallerFormat.CHAT_COMPLETIONS,
				"{'choices':[{'index':0,'delta':{'content':'It rains.'}}]}",
				"{'choices':[{'index':0,'delta':{'annotations':[{'type':'url_citation','url_citation':{'url':'u','title':'A','start_index':0,'end_index':9}}]},'finish_reason':'stop'}]}",
				"[DONE]")
			.answer();
		assertThat(answer.citations()).containsExactly(new Citation("u", "A", 0, 9, null));
	}

	@ParameterizedTest
	@ValueSource(strings = { "text", "text_annotation_delta" })
	void citationsOfInteractionsAreStreamed(String type) {
		Answer answer = Fixtures
			.events(CallerFormat.INTERACTIONS, "{'event_type':'step.start','index':0,'step':{'type':'model_output'}}",
					"{'event_type':'step.delta','index':0,'delta':{'type':'text','text':'It rains.'}}",
					"{'event_type':'step.delta','index':0,'delta':{'type':'" + type
							+ "','annotations':[{'type':'url_citation','url':'u','start_index':0,'end_index':9}]}}",
					"{'event_type':'interaction.completed','interaction':{'status':'completed'}}")
			.answer();
		assertThat(answer.citations()).containsExactly(new Citation("u", null, 0, 9, null));
	}

	@Test
	void citationsOfMessagesAreStreamed() {
		Answer answer = Fixtures.events(CallerFormat.MESSAGES,
				"{'type':'content_block_start','index':0,'content_block':{'type':'text','text':'','citations':[]}}",
				"{'type':'content_block_delta','index':0,'delta':{'type':'citations_delta','citation':{'type':'web_search_result_location','url':'u','title':'A','cited_text':'Rain.'}}}",
				"{'type':'content_block_delta','index':0,'delta':{'type':'text_delta','text':'It rains.'}}",
				"{'type':'message_stop'}")
			.answer();
		assertThat(answer.citations()).containsExactly(new Citation("u", "A", 0, 9, "Rain."));
	}

	private static String json(String text) {
		return text.replace('\'', '"');
	}

}
