package com.flexinference.router;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for schemas in strict mode.
 */
class StrictSchemaTests {

	private static final String FINE = "{'type':'object','properties':{'a':%s},'required':['a'],"
			+ "'additionalProperties':false,'$defs':{'d':{'type':'string'}}}";

	@AutoClose
	private final LocalRouter router = LocalRouter.builder().build().start();

	private final RouterClient client = new RouterClient(this.router);

	@ParameterizedTest
	@ValueSource(strings = { "{'type':'string','pattern':'^a$','description':'An a'}", "{'$ref':'#/$defs/d'}",
			"{'type':'array','items':{'type':'integer','minimum':1},'minItems':2}",
			"{'anyOf':[{'type':'null'},{'type':'string','format':'date-time'}]}", "{'enum':['x']}" })
	void schemaOfTheSubsetIsAccepted(String property) {
		assertThat(responses(FINE.formatted(property), true).path("status").asString()).isEqualTo("completed");
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '"', delimiter = '|',
			value = { "{'type':'string','minLength':1} | At /properties/a, 'minLength' is not permitted",
					"{'type':'string','default':'x'} | 'default' is not permitted",
					"{'oneOf':[{'type':'null'}]} | 'oneOf' is not permitted",
					"{'$ref':'#/$defs/d','description':'x'} | '$ref' cannot have keywords beside it",
					"{'type':'string','format':'uri'} | 'uri' is not a valid format",
					"{'type':'array'} | 'items' is required",
					"{'type':'object','properties':{}} | 'additionalProperties' is required",
					"{'anyOf':[{'type':'object','additionalProperties':true}]} | 'additionalProperties' is required",
					"{'type':'object','properties':{'b':{}},'additionalProperties':false} | 'b' is missing" })
	void schemaBeyondTheSubsetIsRejected(String property, String problem) {
		String schema = FINE.formatted(property);
		JsonNode error = responses(schema, true).path("error");
		assertThat(error.path("message").asString()).contains("response_format 'answer'", problem);
		assertThat(error.at("/flexinference/provider_code").asString()).isEqualTo("invalid_json_schema");
		assertThat(responses(schema, false).path("status").asString()).isEqualTo("completed");
		JsonNode chat = chat("'response_format':{'type':'json_schema','json_schema':{'name':'answer','strict':true,"
				+ "'schema':" + schema + "}}");
		assertThat(chat.at("/error/message").asString()).contains(problem);
		JsonNode tool = chat(
				"'tools':[{'type':'function','function':{'name':'f','strict':true,'parameters':" + schema + "}}]");
		assertThat(tool.at("/error/message").asString()).contains("function 'f'", problem);
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '"', delimiter = '|', value = { "{'type':'string','minLength':1} | 'minLength'",
			"{'type':'integer','minimum':1} | 'minimum'", "{'type':'object'} | 'additionalProperties'" })
	void claudeHasItsOwnSubset(String property, String problem) {
		assertThat(messages(FINE.formatted(property)).at("/error/message").asString()).contains(problem);
		assertThat(messages(FINE.formatted("{'type':'string'}").replace("'required':['a'],", "")).has("content"))
			.isTrue();
	}

	private JsonNode responses(String schema, boolean strict) {
		return this.client.create("/responses", "{'model':'gpt-5','start_within':'default','input':'Hi','text':{"
				+ "'format':{'type':'json_schema','name':'answer','strict':" + strict + ",'schema':" + schema + "}}}");
	}

	private JsonNode chat(String field) {
		return this.client.create("/chat/completions", "{'model':'gpt-5','start_within':'default',"
				+ "'messages':[{'role':'user','content':'Hi'}]," + field + "}");
	}

	private JsonNode messages(String schema) {
		return this.client.create("/messages",
				"{'model':'claude-opus-4-8','max_tokens':100,'start_within':'default',"
						+ "'messages':[{'role':'user','content':'Hi'}],"
						+ "'output_config':{'format':{'type':'json_schema','schema':" + schema + "}}}");
	}

}
