package com.flexinference.autoconfigure;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import com.flexinference.client.transport.HttpSettings;
import com.flexinference.client.transport.Timeouts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ClientPropertyMapper}.
 */
class ClientPropertyMapperTests {

	@Test
	void propertiesThatAreNotSetMapToUnspecified() {
		assertThat(timeouts(null, null, null, null)).isEqualTo(Timeouts.none());
	}

	@Test
	void mapsTimeouts() {
		assertThat(timeouts(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(3), Duration.ofSeconds(4)))
			.isEqualTo(new Timeouts(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(3),
					Duration.ofSeconds(4)));
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, -1 })
	void refusesTimeoutsThatAreNotPositive(long seconds) {
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
			.isThrownBy(() -> timeouts(null, null, Duration.ofSeconds(seconds), null))
			.satisfies((ex) -> assertThat(ex.getName()).isEqualTo("flexinference.timeout.idle"));
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, -1 })
	void refusesFewerThanOneAttempt(int attempts) {
		FlexInferenceProperties properties = new Binder(
				new MapConfigurationPropertySource(Map.of("flexinference.retry.max-attempts", attempts)))
			.bindOrCreate("flexinference", FlexInferenceProperties.class);
		ClientPropertyMapper mapper = new ClientPropertyMapper(properties, HttpSettings.defaults());
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
			.isThrownBy(() -> mapper.builder(() -> "flex_live_one"))
			.satisfies((ex) -> assertThat(ex.getName()).isEqualTo("flexinference.retry.max-attempts"));
	}

	private static Timeouts timeouts(Duration connect, Duration start, Duration idle, Duration total) {
		return ClientPropertyMapper.timeouts(new FlexInferenceClientProperties.Timeout(connect, start, idle, total),
				"flexinference.timeout.");
	}

}
