package com.flexinference.autoconfigure.template;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.interceptor.SimpleTraceInterceptor;
import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.util.Assert;

import com.flexinference.autoconfigure.FlexInferenceAutoConfiguration;
import com.flexinference.autoconfigure.router.LocalRouterAutoConfiguration;
import com.flexinference.client.FlexInferenceClient;
import com.flexinference.template.FlexInference;
import com.flexinference.template.FlexInferenceTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link InvalidFlexInferenceFailureAnalyzer}, by applications that fail to
 * start.
 */
class InvalidFlexInferenceTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(
				AutoConfigurations.of(FlexInferenceAutoConfiguration.class, LocalRouterAutoConfiguration.class,
						FlexInferenceAnnotationAutoConfiguration.class, FlexInferenceTemplateAutoConfiguration.class))
		.withPropertyValues("flexinference.local-router.preferred=true");

	private final ApplicationContextRunner twoClients = this.contextRunner
		.withBean("first", FlexInferenceClient.class, () -> FlexInferenceClient.create("flex_live_1"))
		.withBean("second", FlexInferenceClient.class, () -> FlexInferenceClient.create("flex_live_2"));

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
	@ValueSource(classes = { AnnotatedFinalMethod.class, Inheriting.class })
	void finalMethodOfAnnotatedType(Class<?> type) {
		assertThat(fail(type)).contains("bean 'subject'", type.getSimpleName() + ".run", "final method",
				"no proxy can advise");
	}

	@Test
	void finalMethodOfAnUnannotatedParentIsNotConcerned() {
		this.contextRunner.withBean("subject", Annotated.class).run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void finalClassWithInterfaceIsExplained() {
		assertThat(fail(FinalTask.class)).contains("bean 'subject'", "FinalTask", "final class");
	}

	@Test
	void finalClassWithInterfaceIsFineWithAnInterfaceProxy() {
		this.contextRunner.withBean("subject", FinalTask.class)
			.withPropertyValues("spring.aop.proxy-target-class=false")
			.run((context) -> assertThat(AopUtils.isJdkDynamicProxy(context.getBean("subject"))).isTrue());
	}

	@Test
	void methodThatIsInNoInterfaceOfAnInterfaceProxy() {
		assertThat(fail(Task.class, "spring.aop.proxy-target-class=false")).contains("bean 'subject'", "Task.stop",
				"in no interface");
		this.contextRunner.withBean("subject", Task.class).run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void existingInterfaceProxyCountsAsWhatItIs() {
		this.contextRunner.withBean("subject", Runnable.class, () -> {
			ProxyFactory factory = new ProxyFactory(new FinalTask());
			factory.addAdvisor(new DefaultPointcutAdvisor(new SimpleTraceInterceptor()));
			return (Runnable) factory.getProxy();
		}).run((context) -> assertThat(AopUtils.isJdkDynamicProxy(context.getBean("subject"))).isTrue());
	}

	@Test
	void thereIsNoTemplate() {
		assertThat(fail(this.twoClients, Annotated.class)).contains("bean 'subject'", "Annotated",
				"no FlexInferenceTemplate", "first, second", "@Primary");
	}

	@Test
	void thereIsNoTemplateForTheOnlyClient() {
		ApplicationContextRunner oneClient = new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(FlexInferenceAnnotationAutoConfiguration.class))
			.withBean("only", FlexInferenceClient.class, () -> FlexInferenceClient.create("flex_live_1"));
		assertThat(fail(oneClient, Annotated.class))
			.contains("no FlexInferenceTemplate bean. Define one that uses the FlexInferenceClient bean 'only'.");
	}

	@Test
	void thereIsNoClient() {
		ApplicationContextRunner noClient = new ApplicationContextRunner().withBean(FlexInferencePostProcessor.class);
		assertThat(fail(noClient, Annotated.class))
			.contains("no FlexInferenceTemplate bean, and no FlexInferenceClient")
			.doesNotContain("there are");
	}

	@Test
	void thereIsNoTemplateForALazyBean() {
		this.twoClients
			.withBean("subject", Annotated.class, Annotated::new, (definition) -> definition.setLazyInit(true))
			.run((context) -> assertThat(context).getFailure()
				.isInstanceOf(InvalidFlexInferenceException.class)
				.hasMessageContainingAll("bean 'subject'", "first, second"));
	}

	@Test
	void templateOfTheApplicationIsEnough() {
		this.twoClients.withBean("subject", Annotated.class)
			.withBean(FlexInferenceTemplate.class,
					() -> FlexInferenceTemplate.builder(FlexInferenceClient.create("flex_live_3")).build())
			.run((context) -> assertThat(AopUtils.isCglibProxy(context.getBean("subject"))).isTrue());
	}

	@Test
	void twoClientsWithoutAnnotationsNeedNoTemplate() {
		this.twoClients.run((context) -> assertThat(context).hasNotFailed());
	}

	private <T> String fail(Class<T> type, String... properties) {
		return fail(this.contextRunner.withPropertyValues(properties), type);
	}

	private static <T> String fail(ApplicationContextRunner contextRunner, Class<T> type) {
		String[] description = new String[1];
		contextRunner.withBean("subject", type).run((context) -> {
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

	@FlexInference(startWithin = "30s")
	static class AnnotatedFinalMethod {

		final void run() {
		}

	}

	static class Inheriting extends AnnotatedFinalMethod {

	}

	static class Unannotated {

		final void run() {
		}

	}

	@FlexInference(startWithin = "30s")
	static class Annotated extends Unannotated {

		void all() {
			count();
			add();
		}

		private void add() {
		}

		private static void count() {
		}

	}

	static final class FinalTask implements Runnable {

		@Override
		@FlexInference(startWithin = "30s")
		public void run() {
		}

	}

	static class Task implements Runnable {

		@Override
		public void run() {
		}

		@FlexInference(startWithin = "30s")
		void stop() {
		}

	}

}
