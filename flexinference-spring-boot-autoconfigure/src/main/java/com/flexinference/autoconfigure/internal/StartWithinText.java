package com.flexinference.autoconfigure.internal;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;

import com.flexinference.client.InvalidRequestException;
import com.flexinference.client.StartWithin;

/**
 * Reads a {@link StartWithin} as operators write it, in properties and on the endpoint:
 * its text in any case, or a number of seconds.
 */
public final class StartWithinText {

	/**
	 * What is allowed, to be shown with a {@link #problem}.
	 */
	public static final String ALLOWED = "key-default, default, priority, auto, or a duration of whole seconds "
			+ "from 5 s to 10 min. Examples: 30s, 00h-00m-30s.";

	private static final Pattern NUMBER = Pattern.compile("[0-9]{1,6}");

	private static final Pattern NAME = Pattern.compile("[A-Za-z-]+");

	private StartWithinText() {
	}

	/**
	 * Read a value.
	 * @param text the text, which blanks may surround
	 * @return the value
	 * @throws InvalidRequestException if the text is none
	 */
	public static StartWithin parse(String text) {
		String trimmed = text.trim();
		if (NUMBER.matcher(trimmed).matches()) {
			return StartWithin.parse(trimmed + "s");
		}
		return StartWithin.parse(NAME.matcher(trimmed).matches() ? trimmed.toLowerCase(Locale.ROOT) : trimmed);
	}

	/**
	 * Explain why a text is not a value.
	 * @param text a text that cannot be read
	 * @return a sentence
	 */
	public static String problem(String text) {
		if (text.trim().equalsIgnoreCase("flex")) {
			return "The flex tier is asked for by a duration, the time that a request can wait for it.";
		}
		Duration duration = duration(text.trim());
		if (duration != null && duration.compareTo(StartWithin.SHORTEST) < 0) {
			return "It is too short, the shortest is " + StartWithin.SHORTEST.toSeconds() + " s.";
		}
		if (duration != null && duration.compareTo(StartWithin.LONGEST) > 0) {
			return "It is too long, the longest is " + StartWithin.LONGEST.toMinutes() + " min.";
		}
		return "It does not say how long a request can wait to start.";
	}

	private static @Nullable Duration duration(String text) {
		try {
			return DurationStyle.detectAndParse(text, ChronoUnit.SECONDS);
		}
		catch (IllegalArgumentException | ArithmeticException ex) {
			return null;
		}
	}

}
