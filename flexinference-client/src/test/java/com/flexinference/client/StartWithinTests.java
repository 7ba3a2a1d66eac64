package com.flexinference.client;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link StartWithin}.
 */
class StartWithinTests {

	@ParameterizedTest
	@CsvSource({ "PT5S, 00h-00m-05s", "PT30S, 00h-00m-30s", "PT60S, 00h-01m-00s", "PT90S, 00h-01m-30s",
			"PT10M, 00h-10m-00s" })
	void ofDuration(Duration duration, String text) {
		assertThat(StartWithin.of(duration)).hasToString(text).returns(duration, StartWithin::duration);
	}

	@ParameterizedTest
	@ValueSource(strings = { "PT4S", "PT4.999S", "PT5.5S", "PT10M0.000000001S", "PT601S", "PT0S", "PT-5S", "PT1H",
			"PT2562047788015215H" })
	void ofDurationOutOfRange(Duration duration) {
		assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(() -> StartWithin.of(duration))
			.withMessageContaining("'" + duration + "'")
			.withMessageContaining("5 s to 10 min");
	}

	@ParameterizedTest
	@CsvSource({ "00h-00m-30s, 00h-00m-30s", "00h-10m-00s, 00h-10m-00s", "30s, 00h-00m-30s", "90s, 00h-01m-30s",
			"10m, 00h-10m-00s", "600s, 00h-10m-00s", "PT30S, 00h-00m-30s", "pt1m, 00h-01m-00s", "default, default",
			"priority, priority", "auto, auto", "key-default, key-default" })
	void parse(String text, String wire) {
		assertThat(StartWithin.parse(text)).hasToString(wire);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "standard", "Default", "AUTO", "30", "30S", "30 s", " 30s", "30s\n", "4s", "601s",
			"11m", "1h", "0m", "-30s", "9999999s", "00h-00m-04s", "00h-10m-01s", "00h-00m-90s", "00h-60m-00s",
			"00H-00M-30S", "00h-00m-30s\n", "0h-0m-30s", "00h-00m-030s", "00h00m30s", "PT30.5S", "P1D",
			"\u0660\u0660h-\u0660\u0660m-\u0663\u0660s", "\u0663\u0660s" })
	void parseRefuses(String text) {
		assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(() -> StartWithin.parse(text))
			.withMessageContaining("'start_within' must not be '" + text.replace("\n", "\\n") + "'")
			.withMessageContaining("invalid_start_within");
	}

	@Test
	void tiersHaveNoDuration() {
		assertThat(StartWithin.DEFAULT.duration()).isNull();
		assertThat(StartWithin.keyDefault().duration()).isNull();
	}

	@Test
	void keyDefaultIsTheOnlyOneThatSendsNoField() {
		assertThat(StartWithin.keyDefault().isKeyDefault()).isTrue();
		assertThat(StartWithin.parse("key-default").isKeyDefault()).isTrue();
		assertThat(StartWithin.DEFAULT.isKeyDefault()).isFalse();
	}

	@Test
	void isEqualByValue() {
		assertThat(StartWithin.parse("30s")).isEqualTo(StartWithin.of(Duration.ofSeconds(30)))
			.hasSameHashCodeAs(StartWithin.parse("00h-00m-30s"))
			.isNotEqualTo(StartWithin.AUTO);
	}

}
