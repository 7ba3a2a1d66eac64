package com.flexinference.autoconfigure;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
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

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
