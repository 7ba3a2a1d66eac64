package com.flexinference.batch.internal.text;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Locale;

/**
 * Writes values for people.
 */
public final class Texts {

	private Texts() {
	}

	public static String format(String format, Object... values) {
		return String.format(Locale.ROOT, format, values);
	}

	// Such as 90 s, 45 min or 7 h 30 min.
	public static String duration(Duration duration) {
		long seconds = duration.toSeconds();
		if (seconds < 120) {
			return seconds + " s";
		}
		return (seconds < 7200) ? seconds / 60 + " min" : seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
	}

	public static String usd(long microUsd) {
		int digits = (Math.abs(microUsd) < 1_000_000) ? 4 : 2;
		return format("%,." + digits + "f USD", BigDecimal.valueOf(microUsd, 6).setScale(digits, RoundingMode.HALF_UP));
	}

}
