package com.flexinference.client.internal.json;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link JsonFields}.
 */
class JsonFieldsTests {

	@ParameterizedTest
	@ValueSource(strings = { "1.10", "1e5", "1E+05", "-0", "-0.0", "12345678901234567890.00",
			"0.1000000000000000055511", "true", "null", "\"\"", "\"\\u0041\\/\\n\"",
			"\"caf\u00e9 \ud83d\ude00 \\ud83d\\ude00\"", "[ ]", "{ }", "[1.0, {\"a\" : 1, \"a\" : 2}]", "\"}\\\"{\"" })
	void keepsTheTextOfAValue(String value) {
		assertThat(JsonFields.parse(utf8("{\"a\":" + value + ",\"b\":1}")).get("a")).hasToString(value);
		assertThat(JsonFields.parse(utf8("{ \"a\" : " + value + " } ")).get("a")).hasToString(value);
		assertThat(JsonFields.parse(utf8("{\n\"b\":1,\"a\"\t:\t" + value + "\n}")).get("a")).hasToString(value);
	}

	@Test
	void keepsTheOrderOfFields() {
		assertThat(JsonFields.parse(utf8("{\"z\":1,\"a\":2,\"m\":3}"))).containsOnlyKeys("z", "a", "m")
			.extractingFromEntries(Map.Entry::getKey)
			.containsExactly("z", "a", "m");
	}

	@Test
	void writesWhatItReadWithoutSpaceBetweenFields() {
		assertThat(rewrite("{ \"b\" : [ 1.0 ] , \"a\" : \"\\u00e9\" }")).isEqualTo("{\"b\":[ 1.0 ],\"a\":\"\\u00e9\"}");
	}

	@Test
	void readsAnEmptyObject() {
		assertThat(rewrite(" {} ")).isEqualTo("{}");
	}

	@Test
	void readsNamesThatAreEscaped() {
		assertThat(JsonFields.parse(utf8("{\"\\u0061\\\"\":1}"))).containsOnlyKeys("a\"");
	}

	@Test
	void writesNamesThatNeedEscapes() {
		assertThat(rewrite("{\"a\\\"\\n\":1}")).isEqualTo("{\"a\\\"\\n\":1}");
	}

	@Test
	void readsPastAByteOrderMark() {
		assertThat(rewrite("\ufeff{\"a\":1.10,\"b\":\"x\"}")).isEqualTo("{\"a\":1.10,\"b\":\"x\"}");
	}

	@ParameterizedTest
	@ValueSource(strings = { "UTF-16LE", "UTF-16BE", "UTF-16", "UTF-32LE", "UTF-32BE" })
	void refusesOtherEncodings(String charset) {
		byte[] json = "{\"a\":1}".getBytes(Charset.forName(charset));
		assertThatIllegalArgumentException().isThrownBy(() -> JsonFields.parse(json)).withMessage("is not UTF-8");
	}

	@Test
	void refusesBytesThatAreNotUtf8() {
		byte[] json = "{\"a\":\"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1);
		assertThatIllegalArgumentException().isThrownBy(() -> JsonFields.parse(json))
			.withMessageStartingWith("is not valid JSON: Invalid UTF-8");
	}

	@Test
	void refusesBytesThatAreNotUtf8InsideAnObject() {
		byte[] json = "{\"a\":{\"b\":\"\u00e9\"}}".getBytes(StandardCharsets.ISO_8859_1);
		assertThatIllegalArgumentException().isThrownBy(() -> JsonFields.parse(json))
			.withMessageStartingWith("is not valid JSON: Invalid UTF-8");
	}

	@Test
	void refusesAFieldThatIsNamedTwice() {
		assertThatIllegalArgumentException().isThrownBy(() -> JsonFields.parse(utf8("{\"a\":1,\"\\u0061\":2}")))
			.withMessage("has the field 'a' twice");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "[]", "1", "\"a\"", "null" })
	void refusesWhatIsNoObject(String json) {
		assertThatIllegalArgumentException().isThrownBy(() -> JsonFields.parse(utf8(json)))
			.withMessage("is not a JSON object");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{} {}", "{},", "{}1", "{\"a\":1}]" })
	void refusesTextAfterTheObject(String json) {
		assertThatIllegalArgumentException().isThrownBy(() -> JsonFields.parse(utf8(json)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"a\":", "{\"a\":1", "{\"a\":\"b", "{a:1}", "{'a':1}", "{\"a\":01}", "{\"a\":+1}",
			"{\"a\":NaN}", "{\"a\":1,}", "{\"a\":tru}", "{\"a\":\"\n\"}", "{\"a\":[1}", "{\"a\":{\"b\":}}" })
	void refusesWhatIsNotJson(String json) {
		assertThatIllegalArgumentException().isThrownBy(() -> JsonFields.parse(utf8(json)))
			.withMessageStartingWith("is not valid JSON: ");
	}

	@Test
	void laterChangesOfTheSourceDoNotShow() {
		byte[] json = utf8("{\"a\":1}");
		Map<String, RawJson> fields = JsonFields.parse(json);
		json[5] = '2';
		assertThat(fields.get("a")).hasToString("1");
	}

	@Test
	void leavesOmittedValuesOut() {
		Map<String, RawJson> fields = new LinkedHashMap<>();
		fields.put("a", RawJson.OMITTED);
		fields.put("b", RawJson.of(1));
		assertThat(new String(JsonFields.write(fields), StandardCharsets.UTF_8)).isEqualTo("{\"b\":1}");
	}

	@Test
	void keepsEveryValueOfRandomObjects() {
		Random random = new Random(42);
		for (int i = 0; i < 2000; i++) {
			Map<String, String> expected = new LinkedHashMap<>();
			StringBuilder json = new StringBuilder(random.nextBoolean() ? "{" : " {\r\n");
			int count = random.nextInt(6);
			for (int field = 0; field < count; field++) {
				String name = "f" + field + "\u00e9".repeat(random.nextInt(2));
				String value = value(random, 3);
				expected.put(name, value);
				json.append((field > 0) ? "," : "").append(space(random)).append('"').append(name).append('"');
				json.append(space(random)).append(':').append(space(random)).append(value).append(space(random));
			}
			json.append('}');
			Map<String, String> actual = new LinkedHashMap<>();
			JsonFields.parse(utf8(json.toString())).forEach((name, value) -> actual.put(name, value.toString()));
			assertThat(actual).as(json.toString()).containsExactlyEntriesOf(expected);
		}
	}

	private static String value(Random random, int depth) {
		return switch (random.nextInt((depth > 0) ? 8 : 6)) {
			case 0 -> number(random);
			case 1 -> number(random) + "e" + random.nextInt(9);
			case 2 -> random.nextBoolean() ? "true" : "null";
			case 3 -> "\"" + "x\u00e9\u20ac".repeat(random.nextInt(4)) + "\"";
			case 4 -> "\"\\u00" + (10 + random.nextInt(90)) + "\\\\\\\"" + space(random).replace("\n", "\\n") + "\"";
			case 5 -> "\"\ud83d\ude00{[,:]}\"";
			case 6 -> container(random, depth, '[', ']');
			default -> container(random, depth, '{', '}');
		};
	}

	@ParameterizedTest
	@MethodSource("beyondLimits")
	void refusesWhatIsBeyondTheLimitsOfTheParser(String json) {
		assertThatIllegalArgumentException().isThrownBy(() -> JsonFields.parse(utf8(json)))
			.withMessageStartingWith("is not valid JSON: ")
			.withMessageContaining("maximum");
	}

	static List<String> beyondLimits() {
		return List.of("{\"a\":" + "[".repeat(600), "{\"a\":" + "9".repeat(2_000) + "}",
				"{\"" + "k".repeat(60_000) + "\":1}");
	}

	private static String number(Random random) {
		return (random.nextBoolean() ? "-" : "") + random.nextInt(100000)
				+ (random.nextBoolean() ? "." + random.nextInt(1000) + "0" : "");
	}

	private static String container(Random random, int depth, char open, char close) {
		List<String> members = new ArrayList<>();
		for (int i = random.nextInt(4); i > 0; i--) {
			String name = (open == '{') ? "\"k" + random.nextInt(3) + "\"" + space(random) + ":" : "";
			members.add(name + space(random) + value(random, depth - 1) + space(random));
		}
		return open + String.join(",", members) + space(random) + close;
	}

	private static String space(Random random) {
		return (random.nextInt(3) == 0) ? " \n".substring(random.nextInt(2)) : "";
	}

	private static String rewrite(String json) {
		return new String(JsonFields.write(JsonFields.parse(utf8(json))), StandardCharsets.UTF_8);
	}

	private static byte[] utf8(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
