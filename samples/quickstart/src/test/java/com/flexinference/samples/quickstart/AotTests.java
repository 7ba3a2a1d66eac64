package com.flexinference.samples.quickstart;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.aot.AotDetector;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.AnnotationConfigUtils;
import org.springframework.web.client.RestClient;

import com.flexinference.client.FlexInferenceClient;
import com.flexinference.router.LocalRouter;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the application as it was processed ahead of time.
 */
@Tag("aot")
class AotTests {

	@Test
	void answersOverHttp() {
		assertThat(AotDetector.useGeneratedArtifacts()).isTrue();
		SpringApplication application = new SpringApplication(QuickstartApplication.class);
		application.setMainApplicationClass(QuickstartApplication.class);
		try (ConfigurableApplicationContext context = application.run("--flexinference.local-router.preferred=true",
				"--flexinference.clients.search.api-key=flex_live_two", "--server.port=0")) {
			assertThat(context.containsBean(AnnotationConfigUtils.CONFIGURATION_ANNOTATION_PROCESSOR_BEAN_NAME))
				.isFalse();
			context.getBean(LocalRouter.class).reset();
			String port = context.getEnvironment().getRequiredProperty("local.server.port");
			Reply reply = RestClient.create("http://localhost:" + port)
				.get()
				.uri("/answer?format=MESSAGES&model=claude-opus-4-8&startWithin=default&prompt=Hello")
				.retrieve()
				.body(Reply.class);
			assertThat(reply).isNotNull();
			assertThat(reply.text()).isNotBlank();
			assertThat(context.getBean(LocalRouter.class).requests()).hasSize(1);
			assertThat(context.getBean("search", FlexInferenceClient.class).limits().json().has("simulated")).isTrue();
		}
	}

}
