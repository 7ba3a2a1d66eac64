package com.flexinference.batch.progress;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/**
 * Writes amounts for people.
 */
public final class Usd {

	private Usd() {
	}

	/**
	 * Write an amount.
	 * @param microUsd millionths of a US dollar
	 * @return the amount in US dollars, with four decimal places below one dollar and two
	 * from one dollar on
	 */
	public static String text(long microUsd) {
		int digits = (Math.abs(microUsd) < 1_000_000) ? 4 : 2;
		BigDecimal usd = BigDecimal.valueOf(microUsd, 6).setScale(digits, RoundingMode.HALF_UP);
		return String.format(Locale.ROOT, "%,." + digits + "f USD", usd);
	}

}
