package com.flexinference.autoconfigure;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import com.flexinference.client.InvalidConfigurationException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link UnknownProperties}, as {@link PropertyChecks} find them.
 */
@ExtendWith(OutputCaptureExtension.class)
class UnknownPropertiesTests {

	private final StandardEnvironment environment = new StandardEnvironment();

	@ParameterizedTest
	@CsvSource({ "flexinference.timeout.totals, flexinference.timeout.total",
			"flexinference.api-kye, flexinference.api-key", "flexinference.timeouts.start, flexinference.timeout.start",
			"flexinference.timeout.read, flexinference.timeout.",
			"flexinference.clients.search.apikeys, flexinference.clients.search.api-key",
			"flexinference.clients.search.apikey2, flexinference.clients.search.api-key",
			"flexinference.clients.search.modle, flexinference.clients.search.model",
			"flexinference.clients.search.timeouts.idle, flexinference.clients.search.timeout.idle",
			"flexinference.local-router.enable, router.enabled", "flexinference.api.key, flexinference.api-key",
			"flexinference.base.url, flexinference.base-url",
			"flexinference.timeout-total, flexinference.timeout.total",
			"flexinference.clients.search.api.key, flexinference.clients.search.api-key" })
	void nearestIsNamed(String name, String nearest, CapturedOutput output) {
		warn(Map.of(name, "1"));
		assertThat(output).contains("There is no property '" + name + "'", "The nearest is '", nearest);
	}

	@ParameterizedTest
	@CsvSource({ "flexinference.clients.search.retry.max-attempts", "flexinference.search", "flexinference.x",
			"flexinference.cache.size" })
	void distantPropertiesAreNotProposed(String name, CapturedOutput output) {
		warn(Map.of(name, "1"));
		assertThat(output).contains("There is no property '" + name + "', it is ignored.")
			.doesNotContain("The nearest is");
	}

	@ParameterizedTest
	@CsvSource({ "flexinference.api-key", "flexinference.apiKey", "flexinference.http.pool.max-connections",
			"flexinference.template.format", "flexinference.clients.search.api-key",
			"flexinference.clients.my-search.startWithin", "flexinference.clients.search.timeout.total", "flex.other",
			"flexinferences.api-key" })
	void knownPropertiesAndThoseOfOthersAreFine(String name, CapturedOutput output) {
		warn(Map.of(name, "1"));
		assertThat(output).doesNotContain("There is no property");
	}

	@Test
	void variablesCountIfTheyAreNear(CapturedOutput output) {
		this.environment.getPropertySources()
			.addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment", Map.of("FLEXINFERENCE_API_KEY", "1",
					"FLEXINFERENCE_SERVICE_HOST", "10.0.0.1", "FLEXINFERENCE_APIKEYS", "1")));
		new PropertyChecks(this.environment).run();
		assertThat(output.toString().lines().filter((line) -> line.contains("There is no property"))).singleElement()
			.asString()
			.contains("'flexinference.apikeys'", "'flexinference.api-key'");
	}

	@Test
	void variableWithAMistakeIsNamedAsAProperty() {
		this.environment.getPropertySources()
			.addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment",
					Map.of("FLEXINFERENCE_API_KEY", "'x'")));
		assertThatExceptionOfType(InvalidConfigurationException.class)
			.isThrownBy(() -> new PropertyChecks(this.environment).run())
			.withMessageContaining("'flexinference.api-key' has quotes around it");
	}

	@Test
	void clientThatIsAnEmptyMapIsAGroup() {
		assertThatExceptionOfType(InvalidConfigurationException.class)
			.isThrownBy(() -> warn(Map.of("flexinference.clients.search", Map.of())))
			.withMessageContaining("'flexinference.clients.search' has a value, or is empty");
	}

	@Test
	void variableWithTheNameOfAGroupIsNoBundle() {
		this.environment.getPropertySources()
			.addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment",
					Map.of("FLEXINFERENCE_HTTP_SSL", "flex")));
		assertThatExceptionOfType(InvalidConfigurationException.class)
			.isThrownBy(() -> new PropertyChecks(this.environment).run())
			.withMessageContaining("'flexinference.http.ssl' has a value")
			.withMessageContaining("such as 'flexinference.http.ssl.bundle'");
	}

	private void warn(Map<String, Object> properties) {
		this.environment.getPropertySources().addFirst(new MapPropertySource("test", properties));
		new PropertyChecks(this.environment).run();
	}

}
