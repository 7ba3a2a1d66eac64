package com.flexinference.client.internal.sse;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Tests for {@link SseReader}, named after the rules of the event stream format.
 */
class SseReaderTests {

	static Stream<Arguments> rules() {
		return Stream.of(
		// @formatter:off
			Arguments.of("nothing at all", "", events()),
			Arguments.of("only blank lines", "\n\r\n\r\n\n\r\r", events()),
			Arguments.of("one event", "data: a\n\n", events("a")),
			Arguments.of("two events", "data: a\n\ndata: b\n\n", events("a", "b")),
			Arguments.of("several blank lines between events", "data: a\n\n\n\ndata: b\n\n", events("a", "b")),
			Arguments.of("several data lines are joined by LF", "data: a\ndata: b\ndata: c\n\n", events("a\nb\nc")),
			Arguments.of("data lines apart from each other", "data: a\nevent: e\n: c\ndata: b\n\n", events("a\nb")),
			Arguments.of("lines end with CR", "data: a\rdata: b\r\rdata: c\r\r", events("a\nb", "c")),
			Arguments.of("lines end with CRLF", "data: a\r\ndata: b\r\n\r\ndata: c\r\n\r\n", events("a\nb", "c")),
			Arguments.of("line ends are mixed", "data: a\ndata: b\rdata: c\r\n\ndata: d\r\r\ndata: e\n\r", events("a\nb\nc", "d", "e")),
			Arguments.of("LF CR are two line ends", "data: a\n\rdata: b\n\n", events("a", "b")),
			Arguments.of("a single space after the colon is dropped", "data:a\ndata: b\ndata:  c\ndata:\td\n\n", events("a\nb\n c\n\td")),
			Arguments.of("a space alone is dropped", "data: \n\n", events("")),
			Arguments.of("data without colon", "data\n\n", events("")),
			Arguments.of("two data lines without colon", "data\ndata\n\n", events("\n")),
			Arguments.of("data without value", "data:\n\ndata: a\ndata:\ndata: b\n\n", events("", "a\n\nb")),
			Arguments.of("further colons belong to the value", "data: a: b:\n\n", events("a: b:")),
			Arguments.of("a field name is matched exactly", "Data: a\ndata : b\n data: c\ndat: d\ndata2: e\ndatax\n\n", events()),
			Arguments.of("unknown fields are ignored", "foo: a\nretry: 10\nd\ne\ni\nevents: x\nids: y\ndata: b\nfoo\n\n", events("b")),
			Arguments.of("comments are ignored", ": c\n:\n:data: no\ndata: a\n::\n\n: ping\n\n", events("a")),
			Arguments.of("a comment does not end an event", "data: a\n: c\ndata: b\n\n", events("a\nb")),
			Arguments.of("an event name is skipped", "event: tick\ndata: a\n\ndata: b\n\n", events("a", "b")),
			Arguments.of("a name may follow the data", "data: a\nevent: tick\n\n", events("a")),
			Arguments.of("an event without data is skipped and forgotten", "event: tick\nid\n\ndata: a\n\n", events("a")),
			Arguments.of("an id is skipped", "id: 7\ndata: a\n\ndata: b\n\nid: 8\n\ndata: c\n\n", events("a", "b", "c")),
			Arguments.of("an id with NUL is skipped", "id: 7\ndata: a\n\nid: 8\0\ndata: b\n\n", events("a", "b")),
			Arguments.of("NUL is data", "data: a\0b\n\n", events("a\0b")),
			Arguments.of("a leading BOM is dropped", "\uFEFFdata: a\n\n", events("a")),
			Arguments.of("a second BOM is part of the field name", "\uFEFF\uFEFFdata: a\n\ndata: b\n\n", events("b")),
			Arguments.of("a later BOM is part of the field name", "data: a\n\uFEFFdata: b\n\n", events("a")),
			Arguments.of("a BOM alone", "\uFEFF", events()),
			Arguments.of("a character that begins like a BOM", "\uFEEE: x\ndata: a\n\n", events("a")),
			Arguments.of("UTF-8 of any length", "event: \u00fc\ndata: \u00e4\u20ac\ud83d\ude80 \u000b\u2028\u0085\n\n", events("\u00e4\u20ac\ud83d\ude80 \u000b\u2028\u0085")),
			Arguments.of("a last event without blank line", "data: a\n\ndata: b\n", events("a", "b")),
			Arguments.of("a last line without end", "data: a\n\ndata: b", events("a", "b")),
			Arguments.of("a last line that ends with CR", "data: a\r\n\r\ndata: b\r", events("a", "b")),
			Arguments.of("a last event without data", "data: a\n\nevent: b", events("a")),
			Arguments.of("a line longer than the buffer", "data: " + "x".repeat(50_000) + "\n\ndata: b\n\n", events("x".repeat(50_000), "b")),
			Arguments.of("lines longer than the buffer", ("data: " + "y".repeat(20_000) + "\r\n").repeat(4) + "\r\n", events(("\n" + "y".repeat(20_000)).repeat(4).substring(1))),
			Arguments.of("a comment longer than the buffer", "data: a\n:" + "z".repeat(50_000) + "\ndata: b\n\n", events("a\nb")),
			Arguments.of("an unknown field longer than the buffer", "data: a\nretry:" + "1".repeat(50_000) + "\n\n", events("a")),
			Arguments.of("many events", "event: delta\r\ndata: {\"n\":1}\r\n\r\n".repeat(3_000), events("{\"n\":1}".concat("\t").repeat(3_000).split("\t"))));
		// @formatter:on
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("rules")
	void readsWhole(String rule, String stream, List<String> expected) throws IOException {
		assertThat(readAll(Pieces.whole(utf8(stream)))).isEqualTo(expected);
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("rules")
	void readsByteByByte(String rule, String stream, List<String> expected) throws IOException {
		assertThat(readAll(Pieces.of(utf8(stream), 1))).isEqualTo(expected);
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("rules")
	void readsCutAnywhere(String rule, String stream, List<String> expected) throws IOException {
		for (int seed = 0; seed < 200; seed++) {
			assertThat(readAll(Pieces.random(utf8(stream), seed))).as("seed %s", seed).isEqualTo(expected);
		}
	}

	@Test
	void deliversAnEventWithItsLastByte() throws IOException {
		for (String stream : List.of("data: a\n\n", "data: a\r\r", "data: a\r\n\r", "data: a\r\n\r\n",
				"\r\ndata: a\n\r")) {
			for (int length : List.of(1, 1000)) {
				SseReader reader = reader(Pieces.open(utf8(stream), length), 100);
				assertThat(next(reader)).isEqualTo("a");
				assertThatIOException().isThrownBy(reader::next).withMessage("would block");
			}
		}
	}

	@Test
	void deliversWhatHasArrivedWithoutReadingOn() throws IOException {
		SseReader reader = reader(Pieces.open(utf8("data: a\n\ndata: b\n\ndata: c"), 1000), 100);
		assertThat(next(reader)).isEqualTo("a");
		assertThat(next(reader)).isEqualTo("b");
		assertThatIOException().isThrownBy(reader::next).withMessage("would block");
	}

	@Test
	void staysAtTheEnd() throws IOException {
		SseReader reader = reader(Pieces.whole(utf8("data: a")), 100);
		assertThat(next(reader)).isEqualTo("a");
		assertThat(reader.next()).isNull();
		assertThat(reader.next()).isNull();
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 3, 13, 14, 100 })
	void dataOfEarlierEventsDoesNotChange(int length) throws IOException {
		byte[] stream = utf8("data: first\n\ndata: second\ndata: line\n\n");
		SseReader reader = reader(Pieces.of(stream, length), 100);
		byte[] first = reader.next();
		assertThat(next(reader)).isEqualTo("second\nline");
		assertThat(first).asString(StandardCharsets.UTF_8).isEqualTo("first");
	}

	@ParameterizedTest
	@MethodSource("tooLarge")
	void failsAboveTheBoundHoweverTheStreamIsCut(String stream) {
		for (Pieces pieces : List.of(Pieces.whole(utf8(stream)), Pieces.of(utf8(stream), 1),
				Pieces.random(utf8(stream), 1), Pieces.open(utf8(stream), 7))) {
			assertThatIOException().isThrownBy(() -> readAll(pieces, 20))
				.withMessage("Server-sent event is larger than 20 bytes");
		}
	}

	static Stream<String> tooLarge() {
		return Stream.of("data: 123456789012345", "data: 123456789012345\n\n", "data: 12345678\ndata: 1234567\n\n",
				": 1234567890123456789", "retry: 12345678901234\n", "event: 12345678901234\n",
				"id: 12345678901234567\n", "x".repeat(21));
	}

	@Test
	void readsUpToTheBound() throws IOException {
		for (String stream : List.of("data: 12345678901234\n\n", "data: 12345678\ndata: 123456\n\n",
				": 123456789012345678\ndata: a\n\n", "event: 1234567890123\ndata: 12345678901234\n\n")) {
			assertThat(readAll(Pieces.whole(utf8(stream)), 20)).hasSize(1);
			assertThat(readAll(Pieces.of(utf8(stream), 1), 20)).hasSize(1);
		}
	}

	@Test
	void anEndlessLineIsNotHeld() {
		for (String start : List.of("data: ", ": ", "retry: ")) {
			assertThatIOException().isThrownBy(() -> readAll(endless(start), SseReader.MAX_EVENT_BYTES))
				.withMessageContaining("larger than");
		}
	}

	private static InputStream endless(String start) {
		InputStream filler = new InputStream() {

			@Override
			public int read() {
				return 'x';
			}

		};
		return new SequenceInputStream(new ByteArrayInputStream(utf8(start)), filler);
	}

	private static List<String> events(String... events) {
		return List.of(events);
	}

	private static List<String> readAll(InputStream source) throws IOException {
		return readAll(source, 1024 * 1024);
	}

	private static List<String> readAll(InputStream source, int maxEventBytes) throws IOException {
		SseReader reader = reader(source, maxEventBytes);
		List<String> events = new ArrayList<>();
		for (byte[] data = reader.next(); data != null; data = reader.next()) {
			events.add(new String(data, StandardCharsets.UTF_8));
		}
		return events;
	}

	private static SseReader reader(InputStream source, int maxEventBytes) {
		return new SseReader(source, maxEventBytes);
	}

	private static String next(SseReader reader) throws IOException {
		byte[] data = reader.next();
		assertThat(data).isNotNull();
		return new String(data, StandardCharsets.UTF_8);
	}

	private static byte[] utf8(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
