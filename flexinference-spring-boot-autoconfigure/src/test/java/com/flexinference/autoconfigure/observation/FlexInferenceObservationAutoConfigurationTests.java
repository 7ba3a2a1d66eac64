package com.flexinference.autoconfigure.observation;

import java.util.ArrayList;
import java.util.List;

import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import com.flexinference.autoconfigure.FlexInferenceAutoConfiguration;
import com.flexinference.autoconfigure.router.LocalRouterAutoConfiguration;
import com.flexinference.client.FlexInferenceClient;
import com.flexinference.client.observation.DefaultFlexInferenceObservationConvention;
import com.flexinference.client.observation.FlexInferenceObservationConvention;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link FlexInferenceObservationAutoConfiguration}.
 */
@ExtendWith(OutputCaptureExtension.class)
class FlexInferenceObservationAutoConfigurationTests {

	private static final String NAME = "flexinference.client.requests";

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(FlexInferenceAutoConfiguration.class,
				LocalRouterAutoConfiguration.class, FlexInferenceObservationAutoConfiguration.class))
		.withPropertyValues("flexinference.model=gpt-5-nano", "flexinference.start-within=30s");

	private final ApplicationContextRunner observed = this.contextRunner.withBean(TestObservationRegistry.class,
			TestObservationRegistry::create);

	@Test
	void callIsObserved() {
		this.observed.run((context) -> {
			ask(context);
			observations(context).hasObservationWithNameEqualTo(NAME)
				.that()
				.hasBeenStopped()
				.hasLowCardinalityKeyValue("flexinference.outcome", "success");
			observations(context).hasObservationWithNameEqualTo("http.client.requests")
				.that()
				.hasParentObservationContextMatching((parent) -> NAME.equals(parent.getName()));
		});
	}

	@Test
	void conventionCanBeReplaced() {
		this.observed.withBean(FlexInferenceObservationConvention.class, NamedConvention::new).run((context) -> {
			ask(context);
			observations(context).hasObservationWithNameEqualTo("ai");
		});
	}

	@Test
	void withoutRegistryNothingIsObserved() {
		this.contextRunner.run((context) -> {
			assertThat(context).hasNotFailed().doesNotHaveBean(FlexInferenceObservationAutoConfiguration.class);
			ask(context);
		});
	}

	@Test
	void withoutObservationAutoConfigurationNothingIsObserved() {
		this.contextRunner.withClassLoader(new FilteredClassLoader(ObservationAutoConfiguration.class))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(FlexInferenceClient.class)
				.doesNotHaveBean(FlexInferenceObservationAutoConfiguration.class));
	}

	@Test
	void observationCanBeTurnedOffByName() {
		this.contextRunner.withConfiguration(AutoConfigurations.of(ObservationAutoConfiguration.class))
			.withBean(TestHandler.class)
			.withPropertyValues("management.observations.enable." + NAME + "=false")
			.run((context) -> {
				ask(context);
				assertThat(context.getBean(ObservationRegistry.class).isNoop()).isFalse();
				assertThat(context.getBean(TestHandler.class).names).containsExactly("http.client.requests");
			});
	}

	@Test
	void contentIsNotRecordedByDefault(CapturedOutput output) {
		this.observed.run((context) -> {
			ask(context);
			observations(context).hasObservationWithNameEqualTo(NAME)
				.that()
				.doesNotHaveHighCardinalityKeyValueWithKey("flexinference.prompt")
				.doesNotHaveHighCardinalityKeyValueWithKey("flexinference.completion");
			assertThat(output).doesNotContain("Prompts and answers are recorded");
		});
	}

	@Test
	void contentIsRecordedWithAWarning(CapturedOutput output) {
		this.observed
			.withPropertyValues("flexinference.observations.include-content=true",
					"flexinference.observations.max-content-length=5")
			.run((context) -> {
				ask(context);
				observations(context).hasObservationWithNameEqualTo(NAME)
					.that()
					.hasHighCardinalityKeyValue(KeyValue.of("flexinference.prompt", "\"Hell"))
					.hasHighCardinalityKeyValueWithKey("flexinference.completion");
				assertThat(output).containsOnlyOnce("Prompts and answers are recorded")
					.contains("'flexinference.observations.include-content'");
			});
	}

	@Test
	void limitOfContentMustBePositive() {
		this.observed.withPropertyValues("flexinference.observations.max-content-length=0")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("flexinference.observations.max-content-length"));
	}

	private static void ask(AssertableApplicationContext context) {
		context.getBean(FlexInferenceClient.class).responses().create((request) -> request.user("Hello"));
	}

	private static TestObservationRegistryAssert observations(AssertableApplicationContext context) {
		return TestObservationRegistryAssert.assertThat(context.getBean(TestObservationRegistry.class));
	}

	static class NamedConvention extends DefaultFlexInferenceObservationConvention {

		@Override
		public String getName() {
			return "ai";
		}

	}

	static class TestHandler implements ObservationHandler<Observation.Context> {

		private final List<String> names = new ArrayList<>();

		@Override
		public void onStop(Observation.Context context) {
			this.names.add(context.getName());
		}

		@Override
		public boolean supportsContext(Observation.Context context) {
			return true;
		}

	}

}
