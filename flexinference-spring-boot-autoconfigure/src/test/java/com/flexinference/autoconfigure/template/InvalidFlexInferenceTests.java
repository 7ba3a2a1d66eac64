package com.flexinference.autoconfigure.template;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.util.Assert;

import com.flexinference.autoconfigure.FlexInferenceAutoConfiguration;
import com.flexinference.autoconfigure.router.LocalRouterAutoConfiguration;
import com.flexinference.template.FlexInference;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link InvalidFlexInferenceFailureAnalyzer}, by applications that fail to
 * start.
 */
class InvalidFlexInferenceTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(FlexInferenceAutoConfiguration.class,
				LocalRouterAutoConfiguration.class, FlexInferenceTemplateAutoConfiguration.class))
		.withPropertyValues("flexinference.api-key=");

	@ParameterizedTest
	@ValueSource(strings = { "soon", "1s", "11m" })
	void badWindow(String value) {
		assertThat(fail(BadWindow.class, "app.value=" + value)).contains("bean 'subject'", "BadWindow.run",
				"'" + value + "'", "from 5 s to 10 min");
	}

	@Test
	void missingPlaceholder() {
		assertThat(fail(BadWindow.class)).contains("bean 'subject'", "BadWindow.run", "app.value");
	}

	@Test
	void badFormat() {
		assertThat(fail(BadFormat.class)).contains("bean 'subject'", "BadFormat.run", "'soap'", "chat-completions");
	}

	@ParameterizedTest
	@ValueSource(strings = { "soon", "0s", "-5s" })
	void badBudget(String value) {
		assertThat(fail(BadBudget.class, "app.value=" + value)).contains("BadBudget.run", "'within'", "'" + value + "'",
				"90s");
	}

	@Test
	void badRetry() {
		assertThat(fail(BadRetry.class)).contains("BadRetry.run", "'retry' must not be 9", "from 1 to 5");
	}

	@Test
	void badTypeLevelAnnotation() {
		assertThat(fail(BadType.class)).contains("BadType.run", "'soap'");
	}

	@Test
	void mistakeOfALazyBeanFailsAtStartToo() {
		this.contextRunner
			.withBean("subject", BadFormat.class, BadFormat::new, (definition) -> definition.setLazyInit(true))
			.run((context) -> assertThat(context).getFailure()
				.isInstanceOf(InvalidFlexInferenceException.class)
				.hasMessageContainingAll("bean 'subject'", "BadFormat.run", "'soap'"));
	}

	@Test
	void mistakeOfAPrototypeFailsAtStartToo() {
		this.contextRunner
			.withBean("subject", FinalMethod.class, FinalMethod::new,
					(definition) -> definition.setScope(ConfigurableBeanFactory.SCOPE_PROTOTYPE))
			.run((context) -> assertThat(context).getFailure()
				.isInstanceOf(InvalidFlexInferenceException.class)
				.hasMessageContainingAll("bean 'subject'", "FinalMethod.run", "no proxy can advise"));
	}

	@ParameterizedTest
	@ValueSource(classes = { FinalMethod.class, PrivateMethod.class, StaticMethod.class, FinalClass.class })
	void methodThatNoProxyCanAdvise(Class<?> type) {
		assertThat(fail(type)).contains("bean 'subject'", type.getSimpleName() + ".run", "no proxy can advise");
	}

	@Test
	void finalClass() {
		assertThat(fail(AnnotatedFinalClass.class)).contains("AnnotatedFinalClass", "final class");
	}

	@ParameterizedTest
	@ValueSource(classes = { SelfInvocation.class, SelfInvocationInLambda.class })
	void selfInvocation(Class<?> type) {
		assertThat(fail(type)).contains(type.getSimpleName() + ".run", "'all' of the same class",
				"does not go through the proxy");
	}

	@ParameterizedTest
	@ValueSource(classes = { AnnotatedCaller.class, InvocationOfProxy.class, Overload.class })
	void callsThatAreFine(Class<?> type) {
		this.contextRunner.withBean("subject", type).run((context) -> assertThat(context).hasNotFailed());
	}

	private <T> String fail(Class<T> type, String... properties) {
		String[] description = new String[1];
		this.contextRunner.withBean("subject", type).withPropertyValues(properties).run((context) -> {
			Throwable failure = context.getStartupFailure();
			Assert.state(failure != null, "It has started");
			FailureAnalysis analysis = new InvalidFlexInferenceFailureAnalyzer().analyze(failure);
			Assert.state(analysis != null, () -> "No analysis of " + failure);
			description[0] = analysis.getDescription();
		});
		return description[0];
	}

	static class BadWindow {

		@FlexInference(startWithin = "${app.value}")
		void run() {
		}

	}

	static class BadFormat {

		@FlexInference(format = "soap")
		void run() {
		}

	}

	static class BadBudget {

		@FlexInference(within = "${app.value}")
		void run() {
		}

	}

	static class BadRetry {

		@FlexInference(retry = 9)
		void run() {
		}

	}

	@FlexInference(format = "soap")
	static class BadType {

		void run() {
		}

	}

	static class FinalMethod {

		@FlexInference(startWithin = "30s")
		final void run() {
		}

	}

	static class PrivateMethod {

		@FlexInference(startWithin = "30s")
		private void run() {
		}

	}

	static class StaticMethod {

		@FlexInference(startWithin = "30s")
		static void run() {
		}

	}

	static final class FinalClass {

		@FlexInference(startWithin = "30s")
		void run() {
		}

	}

	@FlexInference(startWithin = "30s")
	static final class AnnotatedFinalClass {

		void run() {
		}

	}

	static class SelfInvocation {

		void all() {
			run();
		}

		@FlexInference(startWithin = "30s")
		void run() {
		}

	}

	static class SelfInvocationInLambda {

		Runnable all() {
			return () -> this.run();
		}

		@FlexInference(startWithin = "30s")
		void run() {
		}

	}

	static class AnnotatedCaller {

		@FlexInference(startWithin = "10m")
		Runnable all() {
			run();
			return () -> this.run();
		}

		@FlexInference(startWithin = "30s")
		void run() {
		}

	}

	static class Overload {

		void run(String text) {
		}

		void all() {
			run("");
		}

		@FlexInference(startWithin = "30s")
		void run() {
		}

	}

	static class InvocationOfProxy {

		private InvocationOfProxy self = this;

		void all() {
			this.self.run();
		}

		@FlexInference(startWithin = "30s")
		void run() {
		}

	}

}
