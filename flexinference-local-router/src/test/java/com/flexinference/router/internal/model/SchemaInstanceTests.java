package com.flexinference.router.internal.model;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import com.flexinference.router.RouterClient;
import com.flexinference.router.internal.Json;
import com.flexinference.router.internal.error.RouterException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link SchemaInstance}.
 */
class SchemaInstanceTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"',
			textBlock = """
					{}                                                                  | {}
					{'type':'string'}                                                   | 'text'
					{'type':'string','minLength':6}                                     | 'text..'
					{'type':'string','maxLength':2}                                     | 'te'
					{'type':'string','format':'date'}                                   | '2026-01-01'
					{'type':'string','pattern':'^[0-9]{2}:[0-9]{2}:[0-9]{2}$'}          | '00:00:00'
					{'type':'string','pattern':'^no sample$'}                           | 'text'
					{'type':['integer','null'],'minimum':3}                             | 3
					{'type':'number','exclusiveMinimum':3}                              | 4
					{'type':'integer','minimum':1.5}                                    | 2
					{'type':'integer','maximum':-2}                                     | -2
					{'type':'boolean'}                                                  | true
					{'type':'null'}                                                     | null
					{'enum':['red','green']}                                            | 'red'
					{'const':7}                                                         | 7
					{'anyOf':[{'type':'null'},{'type':'string'}]}                       | null
					{'type':'array','items':{'type':'integer'}}                         | [1]
					{'type':'array','maxItems':0,'items':{'type':'integer'}}            | []
					{'type':'array'}                                                    | []
					{'type':'array','minItems':2,'items':{'type':'integer'}}            | [1,2]
					{'type':'array','minItems':3,'uniqueItems':true,'items':{'enum':['a','b','c']}} | ['a','b','c']
					{'type':'array','prefixItems':[{'type':'string'},{'type':'null'}]}   | ['text',null]
					{'type':'object','properties':{'a':{'type':'string'}}}              | {'a':'a'}
					{'required':['b'],'properties':{'a':{},'b':{'type':'null'}}}        | {'b':null}
					{'allOf':[{'required':['a'],'properties':{'a':{'const':1}}},{'required':['b'],'properties':{'b':{'const':2}}}]} | {'a':1,'b':2}
					{'type':'integer','minimum':7,'multipleOf':5}                       | 10
					{'type':'number','exclusiveMinimum':0,'exclusiveMaximum':1}         | 0.5
					{'type':'integer','exclusiveMaximum':0}                             | -1
					{'type':'integer','minimum':0,'exclusiveMinimum':2}                 | 3
					{'type':'integer','maximum':2,'exclusiveMaximum':0}                 | -1
					{'type':'string','format':'uuid'}                                   | '00000000-0000-4000-8000-000000000000'
					{'required':['a'],'properties':{'a':{'type':'string'}}}             | {'a':'a'}
					{'$ref':'#/$defs/n','$defs':{'n':{'type':'integer'}}}               | 1
					""")
	void instanceIsValid(String schema, String instance) {
		assertThat(SchemaInstance.of(Json.read(RouterClient.json(schema)))).hasToString(RouterClient.json(instance));
	}

	@ParameterizedTest
	@ValueSource(strings = { """
			{'type':'object','additionalProperties':false,'required':['id','risks','due','owner'],'properties':{
			'id':{'type':'string','format':'uuid'},'due':{'type':'string','format':'date-time'},
			'owner':{'anyOf':[{'type':'null'},{'$ref':'#/$defs/person'}]},
			'risks':{'type':'array','minItems':2,'uniqueItems':true,'items':{'$ref':'#/$defs/risk'}}},
			'$defs':{'risk':{'type':'object','required':['level','share'],'properties':{
			'level':{'enum':['low','high']},'share':{'type':'number','exclusiveMinimum':0,'maximum':1}}},
			'person':{'type':'object','required':['mail'],'properties':{'mail':{'type':'string','format':'email'}}}}}
			""", """
			{'$ref':'#/$defs/node','$defs':{'node':{'type':'object','additionalProperties':false,
			'required':['value','next','children'],'properties':{'value':{'type':'integer','minimum':3},
			'next':{'anyOf':[{'$ref':'#/$defs/node'},{'type':'null'}]},
			'children':{'type':'array','items':{'$ref':'#/$defs/node'}}}}}}
			""", "{'oneOf':[{'type':'string','minLength':3,'maxLength':4},{'type':'integer'}]}",
			"{'type':'array','minItems':5,'maxItems':5,'uniqueItems':true,'items':{'type':'string','format':'date'}}",
			"{'type':'array','minItems':3,'uniqueItems':true,'items':{'type':'number','multipleOf':0.5,'minimum':0.2}}",
			"{'type':'object','required':['a'],'properties':{'a':{'type':'integer','multipleOf':7,'minimum':1,'maximum':10}}}",
			"{'type':'object','properties':{'a':{'type':'string','format':'ipv6'},'b':{'type':'string','format':'uri'}}}",
			"{'type':'object','properties':{'a':{'type':'string','format':'duration'},'b':{'type':'string','format':'time'}}}",
			"{'allOf':[{'$ref':'#/$defs/a'}],'required':['b'],'properties':{'b':{'type':'boolean'}},'$defs':{'a':{'required':['a'],'properties':{'a':{'const':1}}}}}" })
	void validatorAcceptsInstance(String schema) {
		JsonNode node = Json.read(RouterClient.json(schema));
		Schema validator = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(node);
		assertThat(validator.validate(SchemaInstance.of(node),
				(context) -> context.executionConfig((config) -> config.formatAssertionsEnabled(true))))
			.isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "{'type':'string','minLength':2000000000}", "{'type':'array','minItems':2000000000}",
			"{'type':'array','minItems':1000,'items':{'type':'array','minItems':1000,'items':{'type':'integer'}}}",
			"{'type':'array','minItems':100,'items':{'type':'string','minLength':2000}}",
			"{'type':'array','minItems':100,'items':{'const':{'large':'LARGE'}}}",
			"{'type':'array','minItems':100,'items':{'enum':['LARGE']}}",
			"{'type':'array','minItems':100,'items':{'required':['LARGE']}}",
			"{'$ref':'#/$defs/n','$defs':{'n':{'required':['a','b'],'properties':{'a':{'$ref':'#/$defs/n'},'b':{'$ref':'#/$defs/n'}}}}}",
			"{'type':'array','minItems':1000,'items':{'anyOf':[{'$ref':'#/$defs/n'}]},'$defs':{'n':{'allOf':[{'$ref':'#/$defs/n'},{'$ref':'#/$defs/n'}]}}}" })
	@Timeout(10)
	void schemaThatAsksForTooMuchIsRefused(String schema) {
		JsonNode node = Json.read(RouterClient.json(schema.replace("LARGE", "x".repeat(2_000))));
		assertThatExceptionOfType(RouterException.class).isThrownBy(() -> SchemaInstance.of(node))
			.satisfies((ex) -> assertThat(ex.failure().code()).isEqualTo("schema_too_large"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{'type':'string','pattern':'('}", "{'type':'integer','multipleOf':0}",
			"{'type':'integer','minimum':1e999}" })
	void schemaWithoutMeaningHasInstance(String schema) {
		assertThat(SchemaInstance.of(Json.read(RouterClient.json(schema))).isValueNode()).isTrue();
	}

}
