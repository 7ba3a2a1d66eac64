package com.flexinference.client.internal.json;

import java.nio.charset.StandardCharsets;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link WireJson}.
 */
class WireJsonTests {

	private static final JsonMapper JACKSON = JsonMapper.builder()
		.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
		.build();

	@ParameterizedTest
	@ValueSource(strings = { "{\"a\":[1,2.50,true,null,{\"b\":\"c\"},[]],\"d\":{},\"e\":\"\\u00fc\"}", "[]", "\"x\"",
			"1.10", "null", "12345678901234567890", "[[1],{\"a\":[{}]}]", "{\"a\":1,\"a\":{\"b\":2}}" })
	void treeIsThatOfJackson(String json) {
		assertThat(tree(json)).isEqualTo(JACKSON.readTree(json));
	}

	@Test
	void blankTextIsNoTree() {
		assertThat(tree(" \n").isMissingNode()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "{", "{} {}", "[1,]", "x", "{\"a\":1.0e9999999999}", "1e2147483648" })
	void otherTextIsRefused(String json) {
		assertThatExceptionOfType(JacksonException.class).isThrownBy(() -> tree(json));
	}

	@Test
	void membersThatAreNotWantedAreSkipped() {
		byte[] json = "{\"a\":[{\"logprobs\":1,\"b\":2}],\"b\":[[{\"a\":{}}]],\"c\":1}".getBytes();
		assertThat(WireJson.tree(json, Set.of("a"))).hasToString("{\"a\":[{\"b\":2}]}");
	}

	@Test
	void treeIsBounded() {
		byte[] json = ("{\"a\":[" + "{},".repeat(TreeReader.MAX_VALUES) + "{}],\"b\":1}")
			.getBytes(StandardCharsets.UTF_8);
		assertThatExceptionOfType(StreamConstraintsException.class).isThrownBy(() -> WireJson.tree(json))
			.satisfies((ex) -> assertThat(JsonProblem.describe(ex)).isEqualTo("the JSON has more than 1000000 values"));
		assertThat(WireJson.tree(json, Set.of("b"))).hasToString("{\"b\":1}");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			{"a":"b","c":{"d":1,"e":"fg   | {"a":"b","c":{"d":1,"e":"fg"}}
			{"a":"b\\                     | {"a":"b"}
			{"a":"b\\u00                  | {"a":"b"}
			{"a":"b\\\\                   | {"a":"b\\\\"}
			{"a":"b\\\\\\                 | {"a":"b\\\\"}
			{"a":"b","c                   | {"a":"b"}
			{"a":"b","c":                 | {"a":"b"}
			{"a":"b","c":1.0e9999999999}  | {"a":"b"}
			{"a":"b",x                    | {"a":"b"}
			{"a":["b",{"c":"d             | {"a":["b",{"c":"d"}]}
			[{"a":"b                      | [{"a":"b"}]
			{                             | {}
			{"a":"b"}                     | {"a":"b"}
			""")
	void damagedTreeHasWhatCameBefore(String json, String tree) {
		assertThat(WireJson.damagedTree(json.getBytes(StandardCharsets.UTF_8))).hasToString(tree);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "x", "<html>", "]" })
	void damagedTreeOfNoJsonIsMissing(String json) {
		assertThat(WireJson.damagedTree(json.getBytes(StandardCharsets.UTF_8)).isMissingNode()).isTrue();
	}

	@Test
	void damagedTreeIsBoundedInDepth() {
		String json = "{\"a\":" + "[".repeat(60_000) + "]".repeat(60_000) + ",\"b\":\"c\"}";
		JsonNode tree = WireJson.damagedTree(json.getBytes(StandardCharsets.UTF_8));
		assertThat(tree.path("b").stringValue()).isEqualTo("c");
	}

	@Test
	void damagedTreeNeedsNoUtf8() {
		byte[] json = "{\"a\":\"\u00e9\",\"b\":\"c\"}".getBytes(StandardCharsets.ISO_8859_1);
		assertThat(WireJson.damagedTree(json)).hasToString("{\"a\":\"\ufffd\",\"b\":\"c\"}");
	}

	private static JsonNode tree(String json) {
		return WireJson.tree(json.getBytes(StandardCharsets.UTF_8));
	}

}
