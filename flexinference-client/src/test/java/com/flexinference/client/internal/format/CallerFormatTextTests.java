package com.flexinference.client.internal.format;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.flexinference.client.format.CallerFormat;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CallerFormat#text}, by docs/wire-contract.md, section 16.
 */
class CallerFormatTextTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					{'output':[{'type':'message','content':[{'type':'output_text','text':'a'},{'type':'output_text','text':'b'}]},{'type':'message','content':[{'type':'output_text','text':'c'}]}]} | abc
					{'output':[{'type':'reasoning','content':[{'type':'output_text','text':'a'}]}]} | ``
					{'output':[{'type':'message','content':[{'type':'refusal','refusal':'a'}]}]}    | ``
					{'output':[{'type':'message','content':'a'}]}                                   | ``
					{'output':[],'choices':[{'message':{'content':'a'}}]}                           | ``
					{'output':null,'choices':[{'message':{'content':'a'}}]}                         | a
					{'output':'x','choices':[{'message':{'content':'a'}},{'message':{'content':'b'}}]} | a
					{'choices':[{'message':{'content':null}}]}                                      | ``
					{'choices':[{'message':{'content':[{'type':'text','text':'a'}]}}]}              | ``
					{'choices':[]}                                                                  | ``
					{'output_text':'a'}                                                             | ``
					{'content':[{'type':'text','text':'a'}]}                                        | ``
					{'steps':[{'type':'model_output','content':[{'type':'text','text':'a'}]}]}      | ``
					null                                                                            | ``
					[1]                                                                             | ``
					""")
	void outputText(String body, String text) {
		assertThat(FormatCodec.of(CallerFormat.RESPONSES).text(Fixtures.json(body))).isEqualTo(text);
		assertThat(FormatCodec.of(CallerFormat.CHAT_COMPLETIONS).text(Fixtures.json(body))).isEqualTo(text);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					{'steps':[{'type':'model_output','content':[{'type':'text','text':'a'}]},{'type':'x'},{'type':'model_output','content':[{'type':'image','text':'x'},{'type':'text','text':'b'}]}]} | ab
					{'steps':[{'type':'user_input','content':[{'type':'text','text':'a'}]}]}        | ``
					{'steps':[{'type':'model_output','content':'a'}]}                               | ``
					{'steps':[{'type':'model_output'}]}                                             | ``
					{'steps':null}                                                                  | ``
					{'choices':[{'message':{'content':'a'}}]}                                       | ``
					null                                                                            | ``
					'a'                                                                             | ``
					""")
	void interactionText(String body, String text) {
		assertThat(FormatCodec.of(CallerFormat.INTERACTIONS).text(Fixtures.json(body))).isEqualTo(text);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					{'content':[{'type':'thinking','thinking':'x'},{'type':'text','text':'a'},{'type':'tool_use','text':'x'},{'type':'text','text':'b'}]} | ab
					{'content':'a'}                                                                 | ``
					{'content':[{'type':'text','text':null}]}                                       | ``
					{'content':null}                                                                | ``
					{'output':[{'type':'message','content':[{'type':'output_text','text':'a'}]}]}   | ``
					null                                                                            | ``
					""")
	void messageText(String body, String text) {
		assertThat(FormatCodec.of(CallerFormat.MESSAGES).text(Fixtures.json(body))).isEqualTo(text);
	}

}
