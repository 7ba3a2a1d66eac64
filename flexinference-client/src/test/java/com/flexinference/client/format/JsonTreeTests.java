package com.flexinference.client.format;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

import com.flexinference.client.json.WireJson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link JsonTree}, beside Jackson.
 */
class JsonTreeTests {

	private static final String OUT_OF_RANGE = "out of range";

	@Test
	void readsWhatJacksonReads() {
		for (int seed = 0; seed < 20_000; seed++) {
			assertLikeJackson(new RandomJson(seed).valid());
		}
	}

	@Test
	void refusesWhatJacksonRefuses() {
		for (int seed = 0; seed < 60_000; seed++) {
			assertLikeJackson(new RandomJson(seed).broken());
		}
	}

	@ParameterizedTest
	@MethodSource("com.flexinference.client.format.Fixtures#all")
	void readsAnswers(CallerFormat format, String name) {
		assertLikeJackson(Fixtures.body(format, name));
	}

	@ParameterizedTest
	@ValueSource(strings = { "0", "-0", "9", "-9", "999999999", "-999999999", "1000000000", "2147483647", "2147483648",
			"-2147483648", "-2147483649", "999999999999999999", "-99999999999999999", "-999999999999999999",
			"9223372036854775807", "9223372036854775808", "-9223372036854775808", "-9223372036854775809", "1.10",
			"-0.0", "0.000000000000000000001", "1e2", "1E+2", "-1.5e-3", "1e400", "1e99999", "1e99999999999", "1.e5",
			"00", "-", "--1", "1-", "1.2.3", "0x10" })
	void readsNumbers(String number) {
		assertLikeJackson(number.getBytes(StandardCharsets.UTF_8));
		assertLikeJackson(("[" + number + "]").getBytes(StandardCharsets.UTF_8));
	}

	@ParameterizedTest
	@ValueSource(strings = { "UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE", "ISO-8859-1" })
	void readsEncodings(Charset encoding) {
		for (String text : new String[] { "{\"a\":\"\u00e4\"}", "\ufeff{\"a\":[1]}", "[true]", "\"\u00e4\"", "1" }) {
			assertLikeJackson(text.getBytes(encoding));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "\r\n\t", "{} {}", "[1] x", "{\"a\":1,\"b\":2,\"a\":{}}", "{\"\":\"\"}", "nulll",
			"\u0000" })
	void readsTheUnusual(String text) {
		assertLikeJackson(text.getBytes(StandardCharsets.UTF_8));
	}

	@Test
	void numberOutOfRangeIsNotReadable() {
		byte[] json = "[1e99999999999]".getBytes(StandardCharsets.UTF_8);
		assertThatExceptionOfType(JacksonException.class).isThrownBy(() -> JsonTree.read(json))
			.withMessageContaining("out of range");
	}

	@Test
	void isAsDeepAsJackson() {
		for (int depth : new int[] { WireJson.MAX_NESTING_DEPTH, WireJson.MAX_NESTING_DEPTH + 1 }) {
			assertLikeJackson(("[".repeat(depth) + "]".repeat(depth)).getBytes(StandardCharsets.UTF_8));
		}
	}

	@Test
	void refusesBytesThatAreNotUtf8() {
		for (int first = 0x80; first < 0x100; first++) {
			for (int second : new int[] { 'a', '"', 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0 }) {
				for (int third : new int[] { 'a', '"', 0x80, 0xBF }) {
					assertLikeJackson(new byte[] { '"', (byte) first, (byte) second, (byte) third, (byte) 0x80, '"' });
					assertLikeJackson(new byte[] { '"', (byte) first, (byte) second, (byte) third, '"' });
					assertLikeJackson(new byte[] { '"', (byte) first, (byte) second, '"' });
				}
			}
		}
	}

	@Test
	void readsLongTexts() {
		String words = "\u00e4\u2013 " + "the old pond ".repeat(100) + "\\n\ud83d\ude42\\u0041";
		for (int count : new int[] { 1, 100, 401, 1000 }) {
			assertLikeJackson(("[\"" + words.repeat(count) + "\",\"\\n\"]").getBytes(StandardCharsets.UTF_8));
		}
	}

	@Test
	void readsAPartOfAnArray() {
		byte[] source = "1{\"a\":\"b\"}1".getBytes(StandardCharsets.UTF_8);
		assertThat(JsonTree.read(source, 1, source.length - 1)).hasToString("{\"a\":\"b\"}");
	}

	private static void assertLikeJackson(byte[] json) {
		assertThat(outcome(JsonTree::read, json)).as(new String(json, StandardCharsets.UTF_8))
			.isEqualTo(outcome(WireJson.MAPPER::readTree, json));
	}

	private static Object outcome(Function<byte[], JsonNode> reader, byte[] json) {
		try {
			JsonNode tree = reader.apply(json);
			return new Outcome(tree, tree.toString());
		}
		catch (JacksonException ex) {
			return (ex.getCause() instanceof NumberFormatException) ? OUT_OF_RANGE
					: ex.getClass() + ex.getOriginalMessage();
		}
		catch (NumberFormatException ex) {
			return OUT_OF_RANGE;
		}
	}

	private record Outcome(JsonNode tree, String text) {
	}

}
