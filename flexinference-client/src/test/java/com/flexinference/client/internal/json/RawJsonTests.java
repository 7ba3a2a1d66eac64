package com.flexinference.client.internal.json;

import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.JsonNodeFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link RawJson} and the mapper underneath.
 */
class RawJsonTests {

	@Test
	void writesPropertiesInDeclaredOrderAndLeavesNullsOut() {
		assertThat(RawJson.of(new Sample("z", null, 1.10))).hasToString("{\"zebra\":\"z\",\"apple\":1.1}");
	}

	@Test
	void keepsNullsOfMaps() {
		Map<String, @Nullable Object> map = new HashMap<>();
		map.put("a", null);
		assertThat(RawJson.of(map)).hasToString("{\"a\":null}");
	}

	@Test
	void keepsDigitsOfFractionsInTrees() {
		assertThat(RawJson.of(RawJson.ofJson("{\"a\":1.10}").tree())).hasToString("{\"a\":1.10}");
	}

	@Test
	void isWrittenAsItIsInsideOtherValues() {
		RawJson raw = RawJson.ofJson("{\"a\":1}");
		assertThat(RawJson.of(Map.of("raw", raw))).hasToString("{\"raw\":{\"a\":1}}");
	}

	@Test
	void takesRawJsonAsItIs() {
		RawJson raw = RawJson.of(1);
		assertThat(RawJson.of(raw)).isSameAs(raw);
	}

	@Test
	void writesNull() {
		assertThat(RawJson.of(null)).hasToString("null");
	}

	@Test
	void failsForAValueThatCannotBeWritten() {
		assertThatExceptionOfType(JacksonException.class).isThrownBy(() -> RawJson.of(new Broken("")));
	}

	@Test
	void knowsObjectsAndArrays() {
		assertThat(RawJson.of(Map.of()).isObject()).isTrue();
		assertThat(RawJson.of(new int[0]).isArray()).isTrue();
		assertThat(RawJson.of("{[").isObject()).isFalse();
		assertThat(RawJson.OMITTED.isArray()).isFalse();
	}

	@Test
	void keepsUnpairedSurrogatesAsEscapes() {
		assertThat(RawJson.ofText("a\ud83d\ude00b\ud83dc")).hasToString("\"a\ud83d\ude00b\\ud83dc\"");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			[1]   | [2,3] | [1,2,3]
			[ ]   | [2]   | [  2]
			[1]   | []    | [1 ]
			[[1]] | [{}]  | [[1],{}]
			""")
	void appendsArrays(String first, String second, String both) {
		assertThat(RawJson.ofJson(first).append(RawJson.ofJson(second))).hasToString(both);
	}

	@Test
	void givesCopiesOfItsBytes() {
		RawJson raw = RawJson.of(1);
		raw.bytes()[0] = '2';
		assertThat(raw).hasToString("1");
	}

	@Test
	void isEqualByText() {
		assertThat(RawJson.of(1)).isEqualTo(RawJson.of(1)).hasSameHashCodeAs(RawJson.of(1)).isNotEqualTo(RawJson.of(2));
	}

	@Test
	void isReadAsATree() {
		assertThat(RawJson.of("a").tree()).isEqualTo(JsonNodeFactory.instance.stringNode("a"));
	}

	record Sample(String zebra, @Nullable String mango, double apple) {

	}

	record Broken(String value) {

		@Override
		public String value() {
			throw new IllegalStateException("broken");
		}

	}

}
