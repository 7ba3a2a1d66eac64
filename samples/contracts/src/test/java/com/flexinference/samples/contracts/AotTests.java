package com.flexinference.samples.contracts;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.aop.support.AopUtils;
import org.springframework.aot.AotDetector;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.AnnotationConfigUtils;

import com.flexinference.router.LocalRouter;
import com.flexinference.router.RecordedRequest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the application as it was processed ahead of time.
 */
@Tag("aot")
class AotTests {

	@Test
	void annotationsTypedAnswersAndDeclaredClients() {
		assertThat(AotDetector.useGeneratedArtifacts()).isTrue();
		SpringApplication application = new SpringApplication(ContractsApplication.class);
		application.setMainApplicationClass(ContractsApplication.class);
		try (ConfigurableApplicationContext context = application.run("--flexinference.local-router.preferred=true")) {
			assertThat(context.containsBean(AnnotationConfigUtils.CONFIGURATION_ANNOTATION_PROCESSOR_BEAN_NAME))
				.isFalse();
			assertThat(AopUtils.isCglibProxy(context.getBean(ContractService.class))).isTrue();
			LocalRouter router = context.getBean(LocalRouter.class);
			assertThat(router.requests()).extracting(RecordedRequest::startWithin)
				.startsWith("00h-00m-30s", "00h-00m-30s")
				.hasSize(4)
				.doesNotContain("default");
		}
	}

}
