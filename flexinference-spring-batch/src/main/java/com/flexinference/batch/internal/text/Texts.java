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

	/**
	 * Write a text with values, independent of the platform's language.
	 * @param format a format string
	 * @param values its arguments
	 * @return the text
	 */
	public static String format(String format, Object... values) {
		return String.format(Locale.ROOT, format, values);
	}

	/**
	 * Write a duration.
	 * @param duration a duration of 0 or more
	 * @return such as {@code 90 s}, {@code 45 min} or {@code 7 h 30 min}
	 */
	public static String duration(Duration duration) {
		long seconds = duration.toSeconds();
		if (seconds < 120) {
			return seconds + " s";
		}
		return (seconds < 7200) ? seconds / 60 + " min" : seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
	}

	/**
	 * Write an amount.
	 * @param microUsd millionths of a US dollar
	 * @return the amount in US dollars, with four decimal places below one dollar and two
	 * from one dollar on
	 */
	public static String usd(long microUsd) {
		int digits = (Math.abs(microUsd) < 1_000_000) ? 4 : 2;
		return format("%,." + digits + "f USD", BigDecimal.valueOf(microUsd, 6).setScale(digits, RoundingMode.HALF_UP));
	}

}
