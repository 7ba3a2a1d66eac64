package com.flexinference.router;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link StandaloneOptions}.
 */
class StandaloneOptionsTests {

	@Test
	void defaults() {
		assertThat(StandaloneOptions.parse().settings())
			.isEqualTo(new Settings(8089, 1, 0.7, Duration.ofMillis(5), 10_000, 50, Map.of()));
	}

	@Test
	void allOptions() {
		assertThat(StandaloneOptions
			.parse("--capacity", "0.25", "--port=0", "--seed", "7", "--latency=0", "--time-scale", "1", "--race-slots",
					"2")
			.settings()).isEqualTo(new Settings(0, 7, 0.25, Duration.ZERO, 1, 2, Map.of()));
	}

	@Test
	void helpNamesAllOptions() {
		assertThat(StandaloneOptions.asksForHelp("--port", "1", "--help")).isTrue();
		assertThat(StandaloneOptions.asksForHelp("--port", "1")).isFalse();
		assertThat(StandaloneOptions.HELP).contains("--port", "--capacity", "--seed", "--latency", "--time-scale",
				"--race-slots");
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

	@ParameterizedTest
	@ValueSource(strings = { "--port", "--capacity", "--seed", "--latency", "--time-scale", "--race-slots" })
	void valueThatIsNoNumber(String name) {
		assertThatIllegalArgumentException().isThrownBy(() -> StandaloneOptions.parse(name, "http"))
			.withMessage("'" + name + "' must be a number, but was 'http'");
	}

	@Test
	void valueOutOfRange() {
		assertThatIllegalArgumentException().isThrownBy(() -> StandaloneOptions.parse("--capacity", "2"))
			.withMessage("'capacity' must be between 0 and 1, but was 2.0");
	}

}
