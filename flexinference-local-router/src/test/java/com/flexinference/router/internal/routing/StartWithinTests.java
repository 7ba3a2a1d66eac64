package com.flexinference.router.internal.routing;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link StartWithin}.
 */
class StartWithinTests {

	@ParameterizedTest
	@CsvSource({ "00h-00m-05s, 5", "00h-00m-30s, 30", "00h-01m-30s, 90", "00h-10m-00s, 600", "00h-00m-90s, 90" })
	void durationIsWindow(String text, long seconds) {
		StartWithin startWithin = StartWithin.parse(text);
		assertThat(startWithin).isNotNull();
		assertThat(startWithin.window()).isEqualTo(Duration.ofSeconds(seconds));
	}

	@Test
	void tierHasNoWindow() {
		assertThat(StartWithin.parse("auto")).isEqualTo(new StartWithin("auto", null));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "standard", "Default", "30s", "00h-00m-04s", "00h-10m-01s", "0h-0m-30s",
			"00h-00m-30s\n", " 00h-00m-30s", "00H-00M-30S", "٠٠h-00m-30s" })
	void anythingElseIsInvalid(String text) {
		assertThat(StartWithin.parse(text)).isNull();
	}

}
