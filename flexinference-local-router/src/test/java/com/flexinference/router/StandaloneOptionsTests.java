package com.flexinference.router;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link StandaloneOptions}.
 */
class StandaloneOptionsTests {

	@Test
	void defaults() {
		assertThat(StandaloneOptions.parse()).isEqualTo(new StandaloneOptions(8089, 0.7));
	}

	@Test
	void portAndCapacity() {
		assertThat(StandaloneOptions.parse("--capacity", "0.25", "--port", "0"))
			.isEqualTo(new StandaloneOptions(0, 0.25));
	}

	@Test
	void unknownOption() {
		assertThatIllegalArgumentException().isThrownBy(() -> StandaloneOptions.parse("--speed", "9"))
			.withMessage("There is no option '--speed'");
	}

	@Test
	void missingValue() {
		assertThatIllegalArgumentException().isThrownBy(() -> StandaloneOptions.parse("--port"))
			.withMessage("'--port' needs a value");
	}

	@Test
	void valueThatIsNoNumber() {
		assertThatIllegalArgumentException().isThrownBy(() -> StandaloneOptions.parse("--port", "http"))
			.withMessage("'--port' must be a number, but was 'http'");
	}

	@Test
	void valueOutOfRange() {
		assertThatIllegalArgumentException().isThrownBy(() -> StandaloneOptions.parse("--capacity", "2").router())
			.withMessage("'capacity' must be between 0 and 1, but was 2.0");
	}

}
