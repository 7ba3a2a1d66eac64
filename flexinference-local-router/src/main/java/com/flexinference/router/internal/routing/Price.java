package com.flexinference.router.internal.routing;

import java.math.BigDecimal;
import java.math.RoundingMode;

import com.flexinference.router.internal.model.Usage;

/**
 * What a model costs in US dollars per million tokens, which is micro-dollars per token.
 */
record Price(BigDecimal input, BigDecimal output) {

	private static final BigDecimal HALF = new BigDecimal("0.5");

	private static final BigDecimal DOUBLE = new BigDecimal("2");

	private static final BigDecimal CACHE_READ = new BigDecimal("0.1");

	private static final BigDecimal CACHE_WRITE = new BigDecimal("1.25");

	static Price of(String input, String output) {
		return new Price(new BigDecimal(input), new BigDecimal(output));
	}

	// In whole micro-dollars, rounded up
	long cost(Usage usage, String tier) {
		BigDecimal inputTokens = BigDecimal.valueOf(usage.uncached())
			.add(CACHE_READ.multiply(BigDecimal.valueOf(usage.cacheRead())))
			.add(CACHE_WRITE.multiply(BigDecimal.valueOf(usage.cacheWritten())));
		BigDecimal list = this.input.multiply(inputTokens)
			.add(this.output.multiply(BigDecimal.valueOf(usage.output())));
		return list.multiply(factor(tier)).setScale(0, RoundingMode.CEILING).longValueExact();
	}

	private static BigDecimal factor(String tier) {
		return switch (tier) {
			case "flex" -> HALF;
			case "priority" -> DOUBLE;
			default -> BigDecimal.ONE;
		};
	}

}
