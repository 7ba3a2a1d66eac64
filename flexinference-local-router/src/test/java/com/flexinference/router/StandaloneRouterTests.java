package com.flexinference.router;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link StandaloneRouter}.
 */
class StandaloneRouterTests {

	@Test
	void defaults() {
		assertThat(StandaloneRouter.parse().settings())
			.isEqualTo(new Settings(8089, 1, 0.7, Duration.ofMillis(5), 10_000, 50, Map.of()));
	}

	@Test
	void allOptions() {
		assertThat(StandaloneRouter
			.parse("--capacity", "0.25", "--port=0", "--seed", "7", "--latency=0", "--time-scale", "1", "--race-slots",
					"2")
			.settings()).isEqualTo(new Settings(0, 7, 0.25, Duration.ZERO, 1, 2, Map.of()));
	}

	@Test
	void helpNamesAllOptions() {
		assertThat(StandaloneRouter.asksForHelp("--port", "1", "--help")).isTrue();
		assertThat(StandaloneRouter.asksForHelp("--port", "1")).isFalse();
		assertThat(StandaloneRouter.HELP).contains("--port", "--capacity", "--seed", "--latency", "--time-scale",
				"--race-slots");
	}

	@Test
	void unknownOption() {
		assertThatIllegalArgumentException().isThrownBy(() -> StandaloneRouter.parse("--speed", "9"))
			.withMessage("There is no option '--speed'");
	}

	@Test
	void missingValue() {
		assertThatIllegalArgumentException().isThrownBy(() -> StandaloneRouter.parse("--port"))
			.withMessage("'--port' needs a value");
	}

	@ParameterizedTest
	@ValueSource(strings = { "--port", "--capacity", "--seed", "--latency", "--time-scale", "--race-slots" })
	void valueThatIsNoNumber(String name) {
		assertThatIllegalArgumentException().isThrownBy(() -> StandaloneRouter.parse(name, "http"))
			.withMessage("'" + name + "' must be a number, but was 'http'");
	}

	@Test
	void valueOutOfRange() {
		assertThatIllegalArgumentException().isThrownBy(() -> StandaloneRouter.parse("--capacity", "2"))
			.withMessage("'capacity' must be between 0 and 1, but was 2.0");
	}

}
