package com.flexinference.client.internal.text;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Reads durations as people write them: {@code 250ms}, {@code 90s}, {@code 5m},
 * {@code 1h}, or in ISO-8601.
 */
public final class DurationText {

	private static final Pattern MILLIS = Pattern.compile("[0-9]{1,9}ms");

	private static final Pattern SIMPLE = Pattern.compile("[0-9]{1,9}[smh]");

	private DurationText() {
	}

	public static @Nullable Duration parse(String text) {
		if (MILLIS.matcher(text).matches()) {
			return Duration.ofMillis(Long.parseLong(text, 0, text.length() - 2, 10));
		}
		try {
			return Duration.parse(SIMPLE.matcher(text).matches() ? "PT" + text : text);
		}
		catch (DateTimeParseException ex) {
			return null;
		}
	}

}
