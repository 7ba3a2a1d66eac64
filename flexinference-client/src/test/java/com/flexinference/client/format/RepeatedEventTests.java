package com.flexinference.client.format;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.JacksonException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link EventReader} with events that are like the one before: they say what
 * they say when each is read as if it were the first.
 */
class RepeatedEventTests {

	/**
	 * Is not like any other event, and says nothing.
	 */
	private static final byte[] OTHER = bytes("{}");

	private static final List<String> TEXTS = List.of("a", "", " the", "\u00e4\u2013\ud83d\ude42", "\\n",
			"\\\"x\\u00e4", "a\",\"b\":\"c", "a\\", "\u0001", "[DONE]", "a much longer text than all the others have");

	private static final List<String> NUMBERS = List.of("1", "9", "10", "0", "-1", "1.5", "1e3", "01", "x", "null",
			"\"1\"", "[1]", "", "1 ", "12345678901234567890");

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					RESPONSES        | {"type":"response.output_text.delta","sequence_number":#,"delta":"$","obfuscation":"$"}
					RESPONSES        | {"delta":"$","logprobs":[{"token":"$","bytes":[#,#]}],"type":"response.output_text.delta"}
					RESPONSES        | {"type":"response.function_call_arguments.delta","output_index":0,"delta":"$"}
					RESPONSES        | {"type":"response.refusal.delta","n":#,"delta":"$"}
					CHAT_COMPLETIONS | {"id":"i","model":"m","choices":[{"index":0,"delta":{"content":"$"}}],"n":#}
					CHAT_COMPLETIONS | {"id":"i","choices":[{"index":0,"delta":{"content":"$","refusal":"$"},"finish_reason":"$"}]}
					CHAT_COMPLETIONS | {"choices":[{"index":#,"delta":{"content":"$"}},{"index":1,"delta":{"content":"$"}}]}
					CHAT_COMPLETIONS | {"choices":[{"index":0,"delta":{"content":"$","content":"$"}}],"usage":{"prompt_tokens":#}}
					CHAT_COMPLETIONS | {"choices":[{"delta":{"content":"$","tool_calls":[{"index":#,"function":{"arguments":"$"}}]}}]}
					CHAT_COMPLETIONS | {"error":"$","choices":[{"index":0,"delta":{"content":"$"}}],"x":"$"}
					INTERACTIONS     | {"index":#,"delta":{"type":"text","text":"$"},"event_type":"step.delta"}
					INTERACTIONS     | {"index":0,"delta":{"text":"$","arguments":"$"},"event_type":"step.delta"}
					MESSAGES         | {"type":"content_block_delta","index":#,"delta":{"type":"text_delta","text":"$"}}
					MESSAGES         | {"type":"content_block_delta","usage":{"output_tokens":#},"delta":{"type":"text_delta","text":"$"}}
					MESSAGES         | {"x":[#,"$",{"y":#}],"type":"content_block_delta","delta":{"text":"$","type":"text_delta"}}
					""")
	void saysTheSameAsAlone(CallerFormat format, String template) {
		Random random = new Random(template.hashCode());
		for (int i = 0; i < 300; i++) {
			List<byte[]> events = new ArrayList<>();
			for (int j = 0; j < 8; j++) {
				events.add(event(template, random));
			}
			List<byte[]> apart = new ArrayList<>();
			events.forEach((event) -> {
				apart.add(event);
				apart.add(OTHER);
			});
			assertThat(said(format, events)).as(() -> shown(events)).isEqualTo(said(format, apart));
		}
	}

	private static byte[] event(String template, Random random) {
		StringBuilder event = new StringBuilder();
		// Most values are simple ones, so that many events are like the one before.
		int kinds = (random.nextInt(4) == 0) ? Integer.MAX_VALUE : 3;
		template.chars().forEach((c) -> {
			switch (c) {
				case '$' -> event.append(TEXTS.get(random.nextInt(Math.min(kinds, TEXTS.size()))));
				case '#' -> event.append(NUMBERS.get(random.nextInt(Math.min(kinds, NUMBERS.size()))));
				default -> event.append((char) c);
			}
		});
		if (random.nextInt(20) == 0) {
			event.setLength(random.nextInt(event.length()));
		}
		return bytes(event.toString());
	}

	@Test
	void aTextThatIsRepeatedIsAddedAgain() {
		byte[] event = bytes("{\"type\":\"response.output_text.delta\",\"delta\":\"ha\"}");
		Said said = said(CallerFormat.RESPONSES, List.of(event, event, event));
		assertThat(said.deltas()).containsExactly("ha", "ha", "ha");
		assertThat(said.answer().text()).isEqualTo("hahaha");
		assertThat(said.count()).isEqualTo(3);
	}

	private static Said said(CallerFormat format, List<byte[]> events) {
		EventReader reader = format.events();
		List<@Nullable String> types = new ArrayList<>();
		List<@Nullable String> deltas = new ArrayList<>();
		int others = 0;
		String problem = null;
		for (byte[] event : events) {
			others += (event == OTHER) ? 1 : 0;
			byte[] source = bytes("\"" + new String(event, StandardCharsets.UTF_8) + "\"1");
			try {
				boolean read = reader.read(source, 1, source.length - 2);
				if (read && event != OTHER) {
					types.add(reader.type());
					deltas.add(reader.textDelta());
				}
			}
			catch (JacksonException ex) {
				problem = ex.getOriginalMessage();
				break;
			}
		}
		return new Said(types, deltas, reader.answer(), reader.count() - others, problem);
	}

	private static String shown(List<byte[]> events) {
		return String.join("\n", events.stream().map((event) -> new String(event, StandardCharsets.UTF_8)).toList());
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	/**
	 * What a stream has said.
	 */
	private record Said(List<@Nullable String> types, List<@Nullable String> deltas, Answer answer, long count,
			@Nullable String problem) {
	}

}
