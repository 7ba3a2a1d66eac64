package com.flexinference.autoconfigure;

import java.util.List;

import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.annotation.Configurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import com.flexinference.autoconfigure.actuate.FlexInferenceEndpointAutoConfiguration;
import com.flexinference.autoconfigure.actuate.FlexInferenceHealthContributorAutoConfiguration;
import com.flexinference.autoconfigure.metrics.FlexInferenceMetricsAutoConfiguration;
import com.flexinference.autoconfigure.observation.FlexInferenceObservationAutoConfiguration;
import com.flexinference.autoconfigure.router.LocalRouterAutoConfiguration;
import com.flexinference.autoconfigure.template.FlexInferenceAnnotationAutoConfiguration;
import com.flexinference.autoconfigure.template.FlexInferenceTemplateAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for mistakes in each property that there is: the application starts, or prints a
 * failure analysis that names the property.
 */
@ExtendWith(OutputCaptureExtension.class)
class PropertyMistakesTests {

	// Sorted once, because the tests start hundreds of applications.
	private static final Class<?>[] APPLICATION = Configurations
		.getClasses(AutoConfigurations.of(SslAutoConfiguration.class, TaskExecutionAutoConfiguration.class,
				MetricsAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class,
				SimpleMetricsExportAutoConfiguration.class, ObservationAutoConfiguration.class,
				FlexInferenceAutoConfiguration.class, LocalRouterAutoConfiguration.class,
				FlexInferenceTemplateAutoConfiguration.class, FlexInferenceAnnotationAutoConfiguration.class,
				FlexInferenceMetricsAutoConfiguration.class, FlexInferenceObservationAutoConfiguration.class,
				FlexInferenceEndpointAutoConfiguration.class, FlexInferenceHealthContributorAutoConfiguration.class));

	private static final String STARTED = "started";

	// Bound by auto-configurations that have tests of their own
	private static final List<String> NOT_TRIED = List.of("flexinference.ai.", "flexinference.batch.",
			"flexinference.clients");

	// None of their values is out of range, and a wrong one is tried.
	private static final List<String> CHOICES = List.of("allow-insecure-http", "http.client", "http2", "enabled",
			"preferred", "include-cost", "include-content", "format", "transaction-deadline");

	private static final List<String> TEXTS = List.of("api-key", "base-url", "model", "bundle", "host", "username",
			"password", "deadline-header");

	private final CapturedOutput output;

	PropertyMistakesTests(CapturedOutput output) {
		this.output = output;
	}

	@ParameterizedTest
	@MethodSource("names")
	void placeholderThatNothingResolves(String name) {
		assertThat(run(name + "=${MISSING}")).contains(name, "${MISSING}");
	}

	@ParameterizedTest
	@MethodSource("names")
	void quotes(String name) {
		String printed = run(name + "=\"x\"");
		if (!name.endsWith("password")) {
			assertThat(printed).contains(name);
		}
		else {
			assertThat(printed).isEqualTo(STARTED);
		}
	}

	@ParameterizedTest
	@MethodSource("names")
	void empty(String name) {
		String printed = run(name + "=");
		if (!name.endsWith("api-key")) {
			assertThat(printed).containsAnyOf(name, STARTED);
		}
		else {
			assertThat(printed).contains("'flexinference.api-key' is set, but it is empty");
		}
	}

	@ParameterizedTest
	@MethodSource("namesOfNumbersAndTheLike")
	void wrongType(String name) {
		assertThat(run(name + "=nonsense")).contains(name, "nonsense");
	}

	@ParameterizedTest
	@MethodSource("namesOfNumbers")
	void outOfRange(String name) {
		for (String value : List.of("-1", "0", "-5s", "99999999999999999999", "300000000d", "NaN")) {
			assertThat(run(name + "=" + value)).as(value)
				.containsAnyOf(name.substring(0, name.lastIndexOf('.')), STARTED);
		}
	}

	@ParameterizedTest
	@CsvSource({ "flexinference.metrics.max-models, 0", "flexinference.template.generation-allowance, -1s",
			"flexinference.health.time-to-live, -1s", "flexinference.health.timeout, 0",
			"flexinference.timeout.total, -1s", "flexinference.retry.max-attempts, 0",
			"flexinference.observations.max-content-length, 0", "flexinference.max-tokens, 0",
			"flexinference.temperature, -1" })
	void outOfRangeIsRefused(String name, String value) {
		assertThat(run(name + "=" + value)).contains("for configuration property '" + name + "'",
				"for the following reason");
	}

	static List<String> names() {
		return UnknownProperties.KNOWN.stream()
			.filter((name) -> NOT_TRIED.stream().noneMatch(name::startsWith))
			.toList();
	}

	static List<String> namesOfNumbersAndTheLike() {
		return names().stream().filter((name) -> TEXTS.stream().noneMatch(name::endsWith)).toList();
	}

	static List<String> namesOfNumbers() {
		return namesOfNumbersAndTheLike().stream()
			.filter((name) -> CHOICES.stream().noneMatch(name::endsWith))
			.toList();
	}

	private String run(String property) {
		int before = this.output.toString().length();
		String apiKey = property.startsWith("flexinference.api-key") ? property : "flexinference.api-key=flex_live_one";
		String[] arguments = { "--" + apiKey, property.equals(apiKey) ? "" : "--" + property,
				"--spring.main.banner-mode=off", "--spring.config.location=optional:classpath:/none/",
				"--management.endpoints.web.exposure.include=*" };
		SpringApplication application = new SpringApplicationBuilder(APPLICATION).web(WebApplicationType.NONE).build();
		try {
			application.run(arguments).close();
			return STARTED;
		}
		catch (RuntimeException ex) {
			String printed = this.output.toString().substring(before);
			int start = printed.indexOf("APPLICATION FAILED TO START");
			return (start >= 0) ? printed.substring(start) : "a raw trace: " + ex.getClass();
		}
	}

}
