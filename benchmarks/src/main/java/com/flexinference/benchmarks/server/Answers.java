package com.flexinference.benchmarks.server;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import com.flexinference.benchmarks.Format;

/**
 * The answers of one format.
 */
final class Answers {

	private static final String[] WORDS = { " the", " old", " pond", ",", " a", " frog", " jumps", " in", " \u2013",
			" splash", "!", "\\n\\n" };

	private final Format format;

	private Answers(Format format) {
		this.format = format;
	}

	static Answers of(Format format) {
		return new Answers(format);
	}

	/**
	 * Return the body of an answer that is not streamed.
	 * @param length the length of the text in characters
	 * @return the JSON
	 */
	byte[] body(int length) {
		StringBuilder text = new StringBuilder();
		for (int i = 0; text.length() < length; i++) {
			text.append(WORDS[i % WORDS.length]);
		}
		return bytes(template("body").replace("$TEXT", text));
	}

	/**
	 * Return the events of a stream.
	 * @param count how many of them bring text
	 * @return the events, with those before and after them
	 */
	List<byte[]> events(int count) {
		List<byte[]> events = new ArrayList<>();
		template("start").lines().forEach((line) -> events.add(event(line)));
		String delta = template("delta").strip();
		for (int i = 0; i < count; i++) {
			events.add(event(delta.replace("$TEXT", WORDS[i % WORDS.length]).replace("$I", String.valueOf(i))));
		}
		template("end").lines().forEach((line) -> events.add(event(line)));
		return events;
	}

	private String template(String name) {
		return Templates.read(this.format, name);
	}

	private byte[] event(String data) {
		String type = (this.format != Format.CHAT) ? "event: " + data.substring(9, data.indexOf('"', 9)) + "\n" : "";
		return bytes(type + "data: " + data + "\n\n");
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
