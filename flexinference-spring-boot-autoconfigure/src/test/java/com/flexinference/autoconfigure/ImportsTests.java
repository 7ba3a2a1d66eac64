package com.flexinference.autoconfigure;

import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

import com.flexinference.client.FlexInferenceClient;
import com.flexinference.router.LocalRouter;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the registration of the auto-configurations. Names none of their classes.
 */
class ImportsTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withUserConfiguration(Application.class);

	@Test
	void applicationWithoutSettingsHasClientOfLocalRouter() {
		this.contextRunner.run((context) -> {
			context.getBean(FlexInferenceClient.class).limits();
			assertThat(context.getBean(LocalRouter.class).requests()).hasSize(1);
		});
	}

	@Test
	void applicationWithApiKeyHasClientOfService() {
		this.contextRunner.withPropertyValues("flexinference.api-key=flex_live_one")
			.run((context) -> assertThat(context).hasSingleBean(FlexInferenceClient.class)
				.doesNotHaveBean(LocalRouter.class));
	}

	@ParameterizedTest
	@ValueSource(strings = { "org.springframework.boot.actuate", "org.springframework.boot.health",
			"io.micrometer.core", "org.springframework.boot.micrometer", "com.flexinference.ai" })
	void applicationWithoutOptionalLibraryHasClient(String packageName) {
		this.contextRunner.withClassLoader(new FilteredClassLoader(packageName))
			.withPropertyValues("spring.autoconfigure.exclude=" + autoConfigurationsOfSpringBoot())
			.run((context) -> assertThat(context.getBean(FlexInferenceClient.class).limits()).isNotNull());
	}

	/**
	 * Return those that are not there either where a library of Spring Boot is not.
	 */
	private static String autoConfigurationsOfSpringBoot() {
		return ImportCandidates.load(AutoConfiguration.class, ImportsTests.class.getClassLoader())
			.getCandidates()
			.stream()
			.filter((name) -> name
				.matches("org\\.springframework\\.boot\\.(actuate|batch|health|jdbc|micrometer)\\..*"))
			.collect(Collectors.joining(","));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
