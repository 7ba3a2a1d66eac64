package com.flexinference.client.format;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

import com.flexinference.client.json.WireJson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link JsonScanner}, beside Jackson.
 */
class JsonScannerTests {

	private final JsonScanner scanner = new JsonScanner();

	@Test
	void readsWhatJacksonReads() {
		for (int seed = 0; seed < 20_000; seed++) {
			byte[] json = new RandomJson(seed).valid();
			assertThat(read(json)).as("seed %s", seed).isEqualTo(WireJson.MAPPER.readTree(json));
		}
	}

	@Test
	void refusesWhatJacksonRefuses() {
		int refused = 0;
		for (int seed = 0; seed < 60_000; seed++) {
			byte[] json = new RandomJson(seed).broken();
			boolean valid = jacksonReads(json);
			refused += valid ? 0 : 1;
			assertThat(reads(json)).as("seed %s: %s", seed, new String(json, StandardCharsets.UTF_8)).isEqualTo(valid);
		}
		assertThat(refused).isBetween(15_000, 45_000);
	}

	@ParameterizedTest
	@ValueSource(strings = { "01", "-", "-a", "+1", "1.", ".5", "1.e5", "1e", "1e+", "1a", "tru", "truE", "nullx", "\"",
			"\"\\", "\"\\x\"", "\"\\u12\"", "\"\\u12g4\"", "\"\u0001\"", "\"\t\"", "'a'", "{", "{\"a\"", "{\"a\":",
			"{\"a\":1", "{\"a\":1,", "{\"a\":1,}", "{,}", "{a:1}", "{\"a\" 1}", "{1:1}", "[", "[1", "[1,", "[1,]",
			"[,]", "[1 2]", "[}", "{]", "1 2", "{} {}", "{} x", "\u00e4", "NaN", "/**/1" })
	void refuses(String json) {
		assertThat(jacksonReads(bytes(json))).isFalse();
		assertThat(reads(bytes(json))).isFalse();
	}

	@Test
	void refusesBytesThatAreNotUtf8() {
		for (int first = 0x80; first < 0x100; first++) {
			for (int second : new int[] { 'a', '"', 0x80, 0xBF, 0xC0 }) {
				byte[] json = { '"', (byte) first, (byte) second, (byte) 0x80, (byte) 0x80, '"' };
				assertThat(reads(json)).as("%x %x", first, second).isEqualTo(jacksonReads(json));
			}
		}
	}

	@Test
	void refusesByteOrderMarkAndUtf16() {
		assertThat(reads(bytes("\ufeff{}"))).isFalse();
		assertThat(reads("{\"a\":1}".getBytes(StandardCharsets.UTF_16BE))).isFalse();
		assertThatExceptionOfType(JacksonException.class).isThrownBy(() -> scan(bytes("\u00001"), (name) -> {
		})).withMessageContaining("not in UTF-8");
	}

	@Test
	void isAsDeepAsJackson() {
		assertThat(reads(nested(WireJson.MAX_NESTING_DEPTH))).isTrue();
		assertThat(jacksonReads(nested(WireJson.MAX_NESTING_DEPTH))).isTrue();
		assertThatExceptionOfType(StreamConstraintsException.class)
			.isThrownBy(() -> read(nested(WireJson.MAX_NESTING_DEPTH + 1)));
	}

	private static byte[] nested(int depth) {
		String open = "[{\"a\":".repeat(depth / 2) + "[".repeat(depth % 2);
		String close = "]".repeat(depth % 2) + "}]".repeat(depth / 2);
		return bytes(open + ((depth % 2 == 0) ? "1" : "") + close);
	}

	@Test
	void namesAreAsLongAsWithJackson() {
		byte[] longest = bytes("{\"" + "a".repeat(WireJson.MAX_NAME_LENGTH) + "\":1}");
		assertThat(read(longest)).isEqualTo(WireJson.MAPPER.readTree(longest));
		assertThatExceptionOfType(StreamConstraintsException.class)
			.isThrownBy(() -> read(bytes("{\"" + "a".repeat(WireJson.MAX_NAME_LENGTH + 1) + "\":1}")));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "-", "1.", "-1.", "1e" })
	void numbersAreAsLongAsWithJackson(String start) {
		for (int length = 990; length < 1010; length++) {
			byte[] json = bytes(start + "1".repeat(length));
			assertThat(reads(json)).as("%s digits", length).isEqualTo(jacksonReads(json));
		}
	}

	@Test
	void laterMemberOfTheSameNameWins() {
		assertThat(read(bytes("{\"a\":1,\"a\":2}"))).isEqualTo(WireJson.MAPPER.readTree("{\"a\":2}"));
	}

	@ParameterizedTest
	@CsvSource({ "0,0", "-0,0", "7,7", "-12,-12", "9223372036854775807,9223372036854775807", "9223372036854775808,0",
			"99999999999999999999,0", "1.0,0", "1e2,0", "'\"1\"',0", "null,0", "[1],0", "{},0" })
	void index(String json, long index) {
		List<Long> indexes = new ArrayList<>();
		scan(bytes("{\"i\":" + json + "}"), (name) -> indexes.add(this.scanner.index()));
		assertThat(indexes).containsExactly(index);
	}

	@Test
	void partsOfAnotherKindAreSkipped() {
		for (String json : new String[] { "1", "\"a\"", "[]", "{}", "null", "[{\"a\":[]}]" }) {
			List<Object> seen = new ArrayList<>();
			scan(bytes("{\"a\":" + json + ",\"b\":" + json + ",\"c\":0}"), (name) -> {
				switch (name) {
					case "a" -> seen.add((json.charAt(0) != '"') ? this.scanner.string() : null);
					case "b" -> ((json.charAt(0) != '[') ? elements() : members()).run();
					default -> seen.add(this.scanner.index());
				}
			});
			assertThat(seen).as(json).containsExactly(null, 0L);
		}
	}

	private Runnable elements() {
		return () -> this.scanner.elements(() -> {
			throw new AssertionError("is no array");
		});
	}

	private Runnable members() {
		return () -> this.scanner.members((name) -> {
			throw new AssertionError("is no object");
		});
	}

	@Test
	void blankTextIsNoValue() {
		for (String blank : new String[] { "", " ", "\r\n\t" }) {
			assertThat(scan(bytes(blank), (name) -> {
			})).isFalse();
		}
	}

	@Test
	void manyTextsThatDoNotRecurAreReadAsWell() {
		StringBuilder json = new StringBuilder("{\"a\":0");
		for (int i = 0; i < 1000; i++) {
			json.append(",\"n").append(i).append("\":").append(i);
		}
		byte[] bytes = bytes(json.append('}').toString());
		assertThat(read(bytes)).isEqualTo(WireJson.MAPPER.readTree(bytes));
	}

	private boolean reads(byte[] json) {
		try {
			scan(json, (name) -> {
			});
			return true;
		}
		catch (JacksonException ex) {
			return false;
		}
	}

	/**
	 * Read member by member and element by element.
	 */
	private JsonNode read(byte[] json) {
		List<JsonNode> root = new ArrayList<>();
		byte[] wrapped = bytes("{\"root\":" + new String(json, StandardCharsets.UTF_8) + "}");
		scan(wrapped, (name) -> root.add(value()));
		return root.get(0);
	}

	private JsonNode value() {
		return switch (this.scanner.peek()) {
			case '{' -> object();
			case '[' -> array();
			case '"' -> StringNode.valueOf(this.scanner.string());
			default -> this.scanner.tree();
		};
	}

	private JsonNode object() {
		ObjectNode object = WireJson.MAPPER.createObjectNode();
		this.scanner.members((name) -> object.set(name, value()));
		return object;
	}

	private JsonNode array() {
		ArrayNode array = WireJson.MAPPER.createArrayNode();
		this.scanner.elements(() -> array.add(value()));
		return array;
	}

	private boolean scan(byte[] json, JsonScanner.MemberReader reader) {
		// Amid other bytes, as an event is.
		byte[] source = new byte[json.length + 20];
		Arrays.fill(source, (byte) '1');
		System.arraycopy(json, 0, source, 10, json.length);
		return this.scanner.read(source, 10, 10 + json.length, reader);
	}

	private static boolean jacksonReads(byte[] json) {
		try (JsonParser parser = WireJson.MAPPER.createParser(json)) {
			parser.nextToken();
			parser.skipChildren();
			return parser.nextToken() == null;
		}
		catch (JacksonException ex) {
			return false;
		}
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
