package com.flexinference.autoconfigure;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringBootVersion;

import com.flexinference.client.InvalidConfigurationException;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests for {@link SpringBootVersionInitializer}.
 */
class SpringBootVersionInitializerTests {

	@Test
	void refusesSpringBoot3() {
		assertThatExceptionOfType(InvalidConfigurationException.class)
			.isThrownBy(() -> SpringBootVersionInitializer.check("3.5.6"))
			.withMessageStartingWith("FlexInference needs Spring Boot 4.0 or later, but this application runs on "
					+ "Spring Boot 3.5.6. Upgrade");
	}

	@ParameterizedTest
	@ValueSource(strings = { "4.0.0", "4.1.2", "5.0.0-M1" })
	void acceptsLaterVersions(String version) {
		assertThatNoException().isThrownBy(() -> SpringBootVersionInitializer.check(version));
	}

	@Test
	void acceptsThisVersion() {
		assertThatNoException().isThrownBy(() -> SpringBootVersionInitializer.check(SpringBootVersion.getVersion()));
	}

}
