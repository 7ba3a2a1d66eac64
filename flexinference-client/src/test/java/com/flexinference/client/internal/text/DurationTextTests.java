package com.flexinference.client.internal.text;

import java.time.Duration;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DurationText}.
 */
class DurationTextTests {

	@ParameterizedTest
	@CsvSource({ "250ms, PT0.25S", "90s, PT1M30S", "5m, PT5M", "1h, PT1H", "PT1H30M, PT1H30M", "pt2s, PT2S" })
	void parse(String text, Duration duration) {
		assertThat(DurationText.parse(text)).isEqualTo(duration);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "90", "s", "ms", "90 s", "1h30m", "soon", "9999999999s", "9999999999ms" })
	void otherTextIsNoDuration(String text) {
		assertThat(DurationText.parse(text)).isNull();
	}

}
