package com.flexinference.client.observation;

import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link BoundedValues}.
 */
class BoundedValuesTests {

	private final BoundedValues values = new BoundedValues("flex_won");

	@Test
	void nothingIsNone() {
		assertThat(this.values.of(null)).isEqualTo("none");
	}

	@Test
	void newNamePasses() {
		assertThat(this.values.of("flex_new")).isEqualTo("flex_new");
	}

	@Test
	void whatIsNoNameIsOther() {
		assertThat(this.values.of("What is it?")).isEqualTo("other");
		assertThat(this.values.of("")).isEqualTo("other");
		assertThat(this.values.of("x".repeat(65))).isEqualTo("other");
	}

	@Test
	void tooManyNewNamesAreOther() {
		assertThat(IntStream.range(0, 1000).mapToObj((i) -> this.values.of("reason_" + i)).distinct()).hasSize(51)
			.contains("reason_0", "reason_49", "other");
		assertThat(this.values.of("reason_49")).isEqualTo("reason_49");
		assertThat(this.values.of("flex_won")).isEqualTo("flex_won");
	}

}
