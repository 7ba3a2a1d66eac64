package com.flexinference.client.message;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Cost}.
 */
class CostTests {

	@Test
	void showsAmountAndCurrency() {
		assertThat(new Cost(1, "USD")).hasToString("0.000001 USD");
		assertThat(new Cost(2_500_000, "USD")).hasToString("2.500000 USD");
	}

}
