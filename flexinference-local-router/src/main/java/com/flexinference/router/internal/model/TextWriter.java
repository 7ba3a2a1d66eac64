package com.flexinference.router.internal.model;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Writes the text of an answer. The same message always gets the same text.
 */
final class TextWriter {

	private static final int QUOTED_WORDS = 12;

	private static final int HIGHEST_COUNT = 100_000;

	private static final Pattern COUNT = Pattern.compile("(?i)\\bcount to (\\d{1,6})\\b");

	private static final List<String> PHRASES = List.of(
			"You asked: \"%s\" The local router has no model behind it, so this is all it can say.",
			"About \"%s\": a real model would know more, the local router only knows the question.",
			"Good question. \"%s\" deserves a real model; this is the local router speaking.",
			"The local router heard \"%s\" and answers with the same words every time.");

	private TextWriter() {
	}

	static String answer(Message message) {
		String text = message.text().strip();
		if (message.role() == Message.Role.TOOL) {
			return "The tool answered \"" + quote(text) + "\" and the local router takes its word for it.";
		}
		Matcher count = COUNT.matcher(text);
		if (count.find()) {
			return count(Math.min(HIGHEST_COUNT, Integer.parseInt(count.group(1))));
		}
		String phrase = PHRASES.get(Math.floorMod(text.hashCode(), PHRASES.size())).formatted(quote(text));
		if (message.media().isEmpty()) {
			return phrase;
		}
		String received = message.media()
			.stream()
			.map(Media::describe)
			.collect(Collectors.joining(", ", "The local router received: ", "."));
		return text.isEmpty() ? received : received + " " + phrase;
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
