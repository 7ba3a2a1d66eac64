package com.flexinference.router;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for requests with fields of shapes the router does not know, which the service
 * passes on.
 */
class OddRequestTests {

	@AutoClose
	private final LocalRouter router = LocalRouter.builder().build().start();

	private final RouterClient client = new RouterClient(this.router);

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"',
			textBlock = """
					/responses        | 'input':null
					/responses        | 'input':5
					/responses        | 'input':[]
					/responses        | 'input':[null,1,'Hi',{'type':7},{'role':{}},{'type':'reasoning','summary':[]}]
					/responses        | 'input':'Hi','tools':{},'tool_choice':{'type':'allowed_tools'},'text':5
					/responses        | 'input':'Hi','tools':[1,{'type':'web_search'},{'type':'function'}],'max_output_tokens':'many'
					/responses        | 'input':'Hi','text':{'format':{'type':'json_schema'}}
					/responses        | 'input':'Hi','tool_choice':'required','tools':[{'type':'function','name':{},'parameters':null}]
					/chat/completions | 'messages':[]
					/chat/completions | 'messages':[null,5,{'role':5,'content':{}},{'role':'tool'}]
					/chat/completions | 'messages':[],'tools':[{'function':5}],'response_format':'json','stream_options':null
					/interactions     | 'input':{'type':'text','text':'Hi'}
					/interactions     | 'input':[{'type':'user_input'},{'type':'function_result'}],'generation_config':[]
					/interactions     | 'input':'Hi','response_format':true
					/messages         | 'messages':[{'role':'user','content':[{'type':'tool_result'},{'type':'tool_result','content':5},7]}]
					/messages         | 'messages':[],'system':{},'tools':5,'tool_choice':'any'
					""")
	void isAnswered(String path, String fields) {
		assertThat(this.client.post(path, "{'model':'gpt-5','start_within':'default'," + fields + "}").statusCode())
			.isEqualTo(200);
	}

}
