package com.flexinference.router.internal.model;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Writes the text of an answer, which says that it is simulated. The same message always
 * gets the same text.
 */
final class TextWriter {

	private static final int QUOTED_WORDS = 12;

	private static final int HIGHEST_COUNT = 10_000;

	private static final Pattern COUNT = Pattern.compile("(?i)\\bcount to (\\d{1,6})\\b");

	private TextWriter() {
	}

	static String answer(Message message) {
		Matcher count = COUNT.matcher(message.text());
		if (message.role() != Message.Role.TOOL && count.find()) {
			return count(Math.min(HIGHEST_COUNT, Integer.parseInt(count.group(1))));
		}
		String subject = (message.role() != Message.Role.TOOL) ? subject(message)
				: "the tool result " + subject(message);
		return "Simulated answer to " + subject + "; set an API key to ask a real model.";
	}

	private static String subject(Message message) {
		boolean mediaOnly = message.text().isBlank() && !message.media().isEmpty();
		Stream<String> text = mediaOnly ? Stream.empty() : Stream.of("\"" + quote(message.text()) + "\"");
		return Stream.concat(text, message.media().stream().map(Media::describe)).collect(Collectors.joining(" and "));
	}

	private static String count(int last) {
		return IntStream.rangeClosed(1, last).mapToObj(Integer::toString).collect(Collectors.joining(" ", "", "."));
	}

	static String quote(String text) {
		String[] words = wellFormed(text).strip().split("\\s+", QUOTED_WORDS + 1);
		String quoted = String.join(" ", List.of(words).subList(0, Math.min(words.length, QUOTED_WORDS)));
		return (words.length > QUOTED_WORDS) ? quoted + " ..." : quoted;
	}

	// JSON can carry half of a surrogate pair, UTF-8 cannot
	private static String wellFormed(String text) {
		return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
	}

}
