package com.flexinference.router.internal.routing;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.flexinference.router.internal.model.Usage;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Price}.
 */
class PriceTests {

	private final Price price = Price.of("5", "30");

	@ParameterizedTest
	@CsvSource({ "8, 3, default, 130", "8, 3, flex, 65", "8, 3, priority, 260", "8, 3, standard, 130",
			"27, 41, flex, 683" })
	void costsByTier(int input, int output, String tier, long cost) {
		assertThat(this.price.cost(new Usage(input, 0, 0, output, 0, null), tier)).isEqualTo(cost);
	}

	@Test
	void cacheIsCheapToReadAndDearToWrite() {
		assertThat(this.price.cost(new Usage(100, 100, 0, 0, 0, null), "default")).isEqualTo(50);
		assertThat(this.price.cost(new Usage(100, 0, 100, 0, 0, null), "default")).isEqualTo(625);
	}

}
