package com.flexinference.client.internal.format;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.provider.Arguments;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import com.flexinference.client.format.CallerFormat;
import com.flexinference.client.internal.json.RawJson;
import com.flexinference.client.internal.sse.SseReader;
import com.flexinference.client.message.Answer;

/**
 * The fixture folders: one per format, with pairs of a body and a stream that say the
 * same.
 */
public final class Fixtures {

	private static final List<String> COMMON = List.of("text", "tool-calls", "truncated", "reasoning");

	private static final Map<CallerFormat, List<String>> MORE = Map.of(CallerFormat.RESPONSES,
			List.of("refusal", "parts"), CallerFormat.CHAT_COMPLETIONS, List.of("refusal"), CallerFormat.INTERACTIONS,
			List.of("parts"), CallerFormat.MESSAGES, List.of("refusal", "parts"));

	private Fixtures() {
	}

	public static Stream<Arguments> all() {
		return Stream.of(CallerFormat.values())
			.flatMap((format) -> Stream.concat(COMMON.stream(), MORE.getOrDefault(format, List.of()).stream())
				.map((name) -> Arguments.of(format, name)));
	}

	public static byte[] body(CallerFormat format, String name) {
		return read(format, name + ".json");
	}

	public static byte[] stream(CallerFormat format, String name) {
		return read(format, name + ".sse");
	}

	private static byte[] read(CallerFormat format, String name) {
		String resource = format.path().replace("/chat/", "/chat-") + "/" + name;
		try (InputStream in = Fixtures.class.getResourceAsStream(resource)) {
			return in.readAllBytes();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static Answer answer(CallerFormat format, String name) {
		return answer(format, body(format, name));
	}

	static Answer parse(CallerFormat format, String json) {
		return answer(format, json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
	}

	public static Answer answer(CallerFormat format, byte[] json) {
		return FormatCodec.of(format).answer(json, FormatCodec.tree(json));
	}

	static Streamed streamed(CallerFormat format, String name) {
		Streamed streamed = new Streamed(FormatCodec.of(format).events());
		SseReader reader = new SseReader(new ByteArrayInputStream(stream(format, name)));
		try {
			for (byte[] data = reader.next(); data != null; data = reader.next()) {
				streamed.read(data);
			}
			return streamed;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static Streamed events(CallerFormat format, String... events) {
		Streamed streamed = new Streamed(FormatCodec.of(format).events());
		for (String event : events) {
			streamed.read(event.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
		}
		return streamed;
	}

	static JsonNode json(String text) {
		return RawJson.ofJson(text.replace('\'', '"')).tree();
	}

	/**
	 * Return the items of an answer, without members that are null or an empty array, and
	 * with texts joined that follow each other, which a stream does not tell apart.
	 */
	static List<JsonNode> items(Answer answer) {
		return answer.items()
			.stream()
			.map((item) -> pruned(json(item)).toString().replace("\"},{\"type\":\"text\",\"text\":\"", ""))
			.map(Fixtures::json)
			.toList();
	}

	private static JsonNode pruned(JsonNode value) {
		if (value instanceof ObjectNode object) {
			object.removeIf((member) -> member.isNull() || member.isArray() && member.isEmpty());
		}
		value.forEach(Fixtures::pruned);
		return value;
	}

	/**
	 * What a stream has said.
	 */
	static final class Streamed {

		private final EventReader reader;

		private final List<@Nullable String> types = new ArrayList<>();

		private final List<String> deltas = new ArrayList<>();

		private final List<String> reasoningDeltas = new ArrayList<>();

		private Streamed(EventReader reader) {
			this.reader = reader;
		}

		private void read(byte[] data) {
			if (this.reader.read(data)) {
				this.types.add(this.reader.type());
			}
			if (this.reader.textDelta() != null) {
				this.deltas.add(this.reader.textDelta());
			}
			if (this.reader.reasoningDelta() != null) {
				this.reasoningDeltas.add(this.reader.reasoningDelta());
			}
		}

		Answer answer() {
			return this.reader.answer();
		}

		@Nullable ErrorDetail failure() {
			return this.reader.failure();
		}

		boolean isEnded() {
			return this.reader.isEnded();
		}

		List<@Nullable String> types() {
			return this.types;
		}

		List<String> reasoningDeltas() {
			return this.reasoningDeltas;
		}

		List<String> deltas() {
			return this.deltas;
		}

	}

}
