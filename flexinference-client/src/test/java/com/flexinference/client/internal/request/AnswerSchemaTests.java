package com.flexinference.client.internal.request;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import com.flexinference.client.internal.json.RawJson;
import com.flexinference.client.internal.json.WireJson;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AnswerSchema}.
 */
class AnswerSchemaTests {

	private static final String CLOSED = "\"type\":\"object\",\"additionalProperties\":false";

	@ParameterizedTest
	@ValueSource(strings = { "{C}", "{C,\"properties\":{\"not\":{\"type\":\"string\"}},\"required\":[\"not\"]}",
			"{C,\"properties\":{\"a\":{\"type\":\"array\",\"items\":{C}}},\"required\":[\"a\"]}",
			"{C,\"properties\":{\"a\":{\"$ref\":\"#/$defs/b\"}},\"required\":[\"a\"],\"$defs\":{\"b\":{C}}}",
			"{C,\"properties\":{\"a\":{\"anyOf\":[{\"type\":\"null\"},{C}]}},\"required\":[\"a\"]}" })
	void accepts(String schema) {
		assertThat(isAccepted(schema)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "{\"type\":\"array\",\"items\":{C}}", "{\"type\":\"object\"}",
			"{C,\"properties\":{\"a\":{\"type\":\"string\"}}}",
			"{\"type\":\"object\",\"additionalProperties\":{\"type\":\"string\"}}",
			"{C,\"properties\":{\"a\":{\"type\":\"array\",\"items\":{\"type\":\"object\"}}},\"required\":[\"a\"]}",
			"{C,\"properties\":{\"a\":{\"anyOf\":[{\"type\":[\"object\",\"null\"]}]}},\"required\":[\"a\"]}",
			"{C,\"properties\":{\"a\":{\"allOf\":[]}},\"required\":[\"a\"]}", "{C,\"$defs\":{\"b\":{\"not\":{}}}}" })
	void refuses(String schema) {
		assertThat(isAccepted(schema)).isFalse();
	}

	private static boolean isAccepted(String schema) {
		JsonNode tree = WireJson.tree(schema.replace("C", CLOSED).getBytes(StandardCharsets.UTF_8));
		return new AnswerSchema("a", RawJson.of(tree)).isStrict();
	}

}
