package com.flexinference.router;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SchemaInstance}.
 */
class SchemaInstanceTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
			{}                                                                  | {}
			{'type':'string'}                                                   | 'text'
			{'type':'string','minLength':6}                                     | 'text..'
			{'type':'string','maxLength':2}                                     | 'te'
			{'type':'string','format':'date'}                                   | '2026-01-01'
			{'type':['integer','null'],'minimum':3}                             | 3
			{'type':'number','exclusiveMinimum':3}                              | 4
			{'type':'integer','minimum':1.5}                                    | 2
			{'type':'integer','maximum':-2}                                     | -2
			{'type':'boolean'}                                                  | true
			{'type':'null'}                                                     | null
			{'enum':['red','green']}                                            | 'red'
			{'const':7}                                                         | 7
			{'anyOf':[{'type':'null'},{'type':'string'}]}                       | null
			{'type':'array','items':{'type':'integer'}}                         | []
			{'type':'array','minItems':2,'items':{'type':'integer'}}            | [1,1]
			{'type':'object','properties':{'a':{'type':'string'}}}              | {}
			{'required':['a'],'properties':{'a':{'type':'string'}}}             | {'a':'a'}
			{'$ref':'#/$defs/n','$defs':{'n':{'type':'integer'}}}               | 1
			""")
	void instanceIsValid(String schema, String instance) {
		assertThat(SchemaInstance.of(Json.read(RouterClient.json(schema)))).hasToString(RouterClient.json(instance));
	}

}
