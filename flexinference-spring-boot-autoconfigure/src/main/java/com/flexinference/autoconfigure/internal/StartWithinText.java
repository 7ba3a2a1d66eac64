package com.flexinference.autoconfigure.internal;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;

import com.flexinference.client.StartWithin;

/**
 * Reads a {@link StartWithin} as operators write it, in properties and on the endpoint:
 * its text in any case, or a duration as in other properties, in seconds if it has no
 * unit.
 */
public final class StartWithinText {

	public static final String ALLOWED = "key-default, " + StartWithin.ALLOWED + ". Examples: 30s, 00h-00m-30s.";

	private StartWithinText() {
	}

	public static StartWithin parse(String text) {
		Duration duration = duration(text);
		return (duration != null) ? StartWithin.of(duration) : StartWithin.parse(text.trim().toLowerCase(Locale.ROOT));
	}

	public static String problem(String text) {
		if (text.trim().equalsIgnoreCase("flex")) {
			return "A duration requests the flex tier. It is the time that a request can wait to start.";
		}
		Duration duration = duration(text);
		if (duration != null && duration.compareTo(StartWithin.SHORTEST) < 0) {
			return "It is too short, the shortest is " + StartWithin.SHORTEST.toSeconds() + " s.";
		}
		if (duration != null && duration.compareTo(StartWithin.LONGEST) > 0) {
			return "It is too long, the longest is " + StartWithin.LONGEST.toMinutes() + " min.";
		}
		return (duration != null) ? "It is not a number of whole seconds." : "It is neither a duration nor a tier.";
	}

	private static @Nullable Duration duration(String text) {
		try {
			return DurationStyle.detectAndParse(text.trim(), ChronoUnit.SECONDS);
		}
		catch (IllegalArgumentException | ArithmeticException ex) {
			return null;
		}
	}

}
