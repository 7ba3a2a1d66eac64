package com.flexinference.test;

import org.junit.jupiter.api.Test;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.json.JsonTest;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;

import com.flexinference.autoconfigure.FlexInferenceConnectionDetails;
import com.flexinference.router.LocalRouter;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PreferLocalRouterContextCustomizerFactory}, with an application that
 * has an API key.
 */
class PreferLocalRouterTests {

	@Test
	void fullTestUsesLocalRouter() {
		run(Full.class);
	}

	@Test
	void testOfPartUsesLocalRouter() {
		run(Part.class);
	}

	@Test
	void testThatWantsServiceUsesIt() {
		run(OptedOut.class);
	}

	@Test
	void testWithBaseUrlUsesIt() {
		run(WithBaseUrl.class);
	}

	private static void run(Class<?> testClass) {
		EngineTestKit.engine("junit-jupiter")
			.selectors(DiscoverySelectors.selectClass(testClass))
			.execute()
			.testEvents()
			.assertStatistics((statistics) -> statistics.succeeded(1).failed(0));
	}

	static class LocallyAnswered {

		@Test
		void usesLocalRouter(@Autowired LocalRouter router, @Autowired FlexInferenceConnectionDetails details) {
			assertThat(details.getBaseUrl()).isEqualTo(router.baseUrl().toString());
			assertThat(details.getApiKey()).isEqualTo("flex_local");
		}

	}

	@SpringBootTest
	static class Full extends LocallyAnswered {

	}

	@JsonTest
	@AutoConfigureFlexInference
	static class Part extends LocallyAnswered {

	}

	static class AnsweredElsewhere {

		@Test
		void usesService(@Autowired ApplicationContext context, @Autowired FlexInferenceConnectionDetails details) {
			assertThat(context.getBeanNamesForType(LocalRouter.class)).isEmpty();
			assertThat(details.getApiKey()).isEqualTo("flex_live_of_the_application");
		}

	}

	@SpringBootTest(properties = "flexinference.local-router.preferred=false")
	static class OptedOut extends AnsweredElsewhere {

	}

	@SpringBootTest(properties = "flexinference.base-url=https://flex.example.com/v1")
	static class WithBaseUrl extends AnsweredElsewhere {

	}

}
