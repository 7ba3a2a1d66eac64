package com.flexinference.autoconfigure;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

import com.flexinference.client.transport.HttpSettings;
import com.flexinference.client.transport.Timeouts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ClientPropertyMapper}.
 */
class ClientPropertyMapperTests {

	private final FlexInferenceProperties properties = new FlexInferenceProperties();

	private final ClientPropertyMapper mapper = new ClientPropertyMapper(this.properties, HttpSettings.defaults());

	@Test
	void propertiesThatAreNotSetMapToUnspecified() {
		assertThat(timeouts()).isEqualTo(Timeouts.none());
	}

	@Test
	void mapsTimeouts() {
		this.properties.setTimeout(new FlexInferenceClientProperties.Timeout(Duration.ofSeconds(1),
				Duration.ofSeconds(2), Duration.ofSeconds(3), Duration.ofSeconds(4)));
		assertThat(timeouts()).isEqualTo(new Timeouts(Duration.ofSeconds(1), Duration.ofSeconds(2),
				Duration.ofSeconds(3), Duration.ofSeconds(4)));
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, -1 })
	void refusesTimeoutsThatAreNotPositive(long seconds) {
		this.properties
			.setTimeout(new FlexInferenceClientProperties.Timeout(null, null, Duration.ofSeconds(seconds), null));
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class).isThrownBy(this::timeouts)
			.satisfies((ex) -> assertThat(ex.getName()).isEqualTo("flexinference.timeout.idle"));
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, -1 })
	void refusesFewerThanOneAttempt(int attempts) {
		this.properties.setRetry(new FlexInferenceProperties.Retry(attempts));
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
			.isThrownBy(() -> this.mapper.builder(() -> "flex_live_one"))
			.satisfies((ex) -> assertThat(ex.getName()).isEqualTo("flexinference.retry.max-attempts"));
	}

	private Timeouts timeouts() {
		return this.mapper.timeouts(this.properties, "flexinference.timeout.");
	}

}
