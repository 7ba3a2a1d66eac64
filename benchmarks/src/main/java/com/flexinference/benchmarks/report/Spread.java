package com.flexinference.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The values of all rounds.
 *
 * @param values one value per round
 */
record Spread(List<Double> values) {

	double median() {
		List<Double> sorted = this.values.stream().sorted().toList();
		int middle = sorted.size() / 2;
		return (sorted.size() % 2 == 1) ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
	}

	/**
	 * Divide round by round.
	 * @param other what to divide by
	 * @return the ratios
	 */
	Spread by(Spread other) {
		List<Double> ratios = new ArrayList<>();
		for (int i = 0; i < Math.min(this.values.size(), other.values.size()); i++) {
			ratios.add(this.values.get(i) / other.values.get(i));
		}
		return new Spread(ratios);
	}

	/**
	 * Describe ratios.
	 * @return the median, and the smallest and the largest if there are several
	 */
	String describe() {
		List<Double> sorted = this.values.stream().sorted().toList();
		String median = ratio(median());
		return (sorted.size() == 1) ? median
				: median + " (" + ratio(sorted.get(0)) + "–" + ratio(sorted.get(sorted.size() - 1)) + ")";
	}

	private static String ratio(double value) {
		return String.format(Locale.ROOT, (value < 9.95) ? "%.2f" : "%.0f", value);
	}

}
