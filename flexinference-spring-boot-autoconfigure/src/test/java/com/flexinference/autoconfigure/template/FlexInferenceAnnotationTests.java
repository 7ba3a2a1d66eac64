package com.flexinference.autoconfigure.template;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;
import org.springframework.aop.support.AopUtils;
import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.SpringBootVersion;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.annotation.AliasFor;
import org.springframework.javapoet.ClassName;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import com.flexinference.autoconfigure.FlexInferenceAutoConfiguration;
import com.flexinference.autoconfigure.router.LocalRouterAutoConfiguration;
import com.flexinference.client.FlexResponse;
import com.flexinference.reactive.FlexFlux;
import com.flexinference.router.LocalRouter;
import com.flexinference.router.RecordedRequest;
import com.flexinference.template.FlexInference;
import com.flexinference.template.FlexInferenceTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * Tests for {@link FlexInference} on beans, by what arrives at the local router.
 */
class FlexInferenceAnnotationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(FlexInferenceAutoConfiguration.class,
				LocalRouterAutoConfiguration.class, FlexInferenceAnnotationAutoConfiguration.class,
				FlexInferenceTemplateAutoConfiguration.class, TaskExecutionAutoConfiguration.class))
		.withBean(Typed.class)
		.withPropertyValues("flexinference.local-router.preferred=true", "flexinference.model=gpt-5",
				"flexinference.start-within=default");

	@Test
	void typeLevel() {
		this.contextRunner
			.run((context) -> assertThat(sent(context, Typed::plain).startWithin()).isEqualTo("00h-00m-30s"));
	}

	@Test
	void methodWinsAttributeByAttribute() {
		this.contextRunner.run((context) -> {
			RecordedRequest request = sent(context, Typed::own);
			assertThat(request.startWithin()).isEqualTo("00h-00m-30s");
			assertThat(request.path()).isEqualTo("/v1/messages");
			assertThat(request.json().path("model").asString()).isEqualTo("gemini-3.5-flash");
			assertThat(request.json().path("max_tokens").asInt()).isEqualTo(64);
			assertThat(request.json().path("temperature").asDouble()).isEqualTo(0.2);
			assertThat(request.json().path("system").asString()).isEqualTo("Be brief.");
			assertThat(request.json().path("retry").path("count").asInt()).isEqualTo(2);
			assertThat(request.json().path("provider").toString()).isEqualTo("[\"google\"]");
		});
	}

	@Test
	void typeLevelIsInherited() {
		this.contextRunner.withBean(Inheriting.class)
			.run((context) -> assertThat(sent(context, context.getBean(Inheriting.class)::more).startWithin())
				.isEqualTo("00h-00m-30s"));
	}

	@Test
	void methodLevelIsInherited() {
		this.contextRunner.withBean(Inheriting.class)
			.run((context) -> assertThat(
					sent(context, context.getBean(Inheriting.class)::own).json().path("model").asString())
				.isEqualTo("gemini-3.5-flash"));
	}

	@Test
	void metaAnnotation() {
		this.contextRunner.withBean(Reports.class)
			.run((context) -> assertThat(sent(context, context.getBean(Reports.class)::nightly).startWithin())
				.isEqualTo("00h-10m-00s"));
	}

	@Test
	void metaAnnotationWithAttribute() {
		this.contextRunner.withBean(Reports.class).run((context) -> {
			RecordedRequest request = sent(context, context.getBean(Reports.class)::nightlyByMini);
			assertThat(request.startWithin()).isEqualTo("00h-10m-00s");
			assertThat(request.json().path("model").asString()).isEqualTo("gpt-5-mini");
		});
	}

	@Test
	void publishersKeepTheScope() {
		this.contextRunner.withBean(Lazy.class).run((context) -> {
			assertThat(sent(context, (typed) -> context.getBean(Lazy.class).flux().blockLast()).startWithin())
				.isEqualTo("00h-00m-20s");
			assertThat(sent(context, (typed) -> context.getBean(Lazy.class).mono().block()).startWithin())
				.isEqualTo("00h-00m-25s");
		});
	}

	@Test
	void placeholder() {
		this.contextRunner.withBean(Reports.class)
			.withPropertyValues("app.window=45s")
			.run((context) -> assertThat(sent(context, context.getBean(Reports.class)::configured).startWithin())
				.isEqualTo("00h-00m-45s"));
	}

	@Test
	void placeholderWithDefault() {
		this.contextRunner.withBean(Reports.class)
			.run((context) -> assertThat(sent(context, context.getBean(Reports.class)::configured).startWithin())
				.isEqualTo("00h-00m-20s"));
	}

	@Test
	void nestedBeansInnerWins() {
		this.contextRunner.withBean(Outer.class).run((context) -> {
			RecordedRequest request = sent(context, context.getBean(Outer.class)::run);
			assertThat(request.json().path("model").asString()).isEqualTo("gemini-3.5-flash");
			assertThat(request.json().path("trace_storage").isMissingNode()).isTrue();
			assertThat(request.json().path("provider").toString()).isEqualTo("[\"google\"]");
		});
	}

	@Test
	void within() {
		this.contextRunner.withBean(Outer.class)
			.run((context) -> assertThat(sent(context, context.getBean(Outer.class)::hurried).window()).hasSeconds(29));
	}

	@Test
	void interfaceProxy() {
		this.contextRunner.withPropertyValues("spring.aop.proxy-target-class=false")
			.withBean(DefaultGreeter.class)
			.run((context) -> {
				Greeter greeter = context.getBean(Greeter.class);
				assertThat(AopUtils.isJdkDynamicProxy(greeter)).isTrue();
				assertThat(sent(context, greeter::greet).startWithin()).isEqualTo("00h-00m-15s");
			});
	}

	@Test
	void classProxyEvenIfThereIsAnInterface() {
		this.contextRunner.withBean(DefaultGreeter.class).run((context) -> {
			DefaultGreeter greeter = context.getBean(DefaultGreeter.class);
			assertThat(AopUtils.isCglibProxy(greeter)).isTrue();
			assertThat(sent(context, greeter::greet).startWithin()).isEqualTo("00h-00m-15s");
		});
	}

	@Test
	void annotationOfAnInterface() {
		this.contextRunner.withBean(PoliteGreeter.class)
			.run((context) -> assertThat(sent(context, context.getBean(PoliteGreeter.class)::greet).startWithin())
				.isEqualTo("00h-00m-25s"));
	}

	@Test
	void asyncMethodHasItsScopeWithoutPropagation() {
		this.contextRunner.withUserConfiguration(AsyncConfiguration.class)
			.withBean(AsyncReports.class)
			.run((context) -> assertThat(
					sent(context, () -> context.getBean(AsyncReports.class).annotated().join()).startWithin())
				.isEqualTo("00h-00m-12s"));
	}

	@Test
	void asyncMethodHasTheScopeOfItsCallerByPropagation() {
		assumeThat(SpringBootVersion.getVersion()).as("has spring.task.execution.propagate-context")
			.doesNotStartWith("4.0.");
		this.contextRunner.withUserConfiguration(AsyncConfiguration.class)
			.withBean(AsyncReports.class)
			.withBean(AsyncCaller.class)
			.withPropertyValues("spring.task.execution.propagate-context=true")
			.run((context) -> assertThat(sent(context, context.getBean(AsyncCaller.class)::call).startWithin())
				.isEqualTo("00h-00m-18s"));
	}

	@Test
	void asyncMethodHasNoScopeOfItsCallerWithoutPropagation() {
		this.contextRunner.withUserConfiguration(AsyncConfiguration.class)
			.withBean(AsyncReports.class)
			.withBean(AsyncCaller.class)
			.run((context) -> assertThat(sent(context, context.getBean(AsyncCaller.class)::call).startWithin())
				.isEqualTo("default"));
	}

	@Test
	void formatOfTheTemplateByProperty() {
		this.contextRunner.withPropertyValues("flexinference.template.format=chat-completions")
			.run((context) -> assertThat(sent(context, Typed::plain).path()).isEqualTo("/v1/chat/completions"));
	}

	@Test
	void annotatedMethodCanBeReadInANativeImage() {
		GenericApplicationContext context = new GenericApplicationContext();
		context.registerBean(Typed.class);
		DefaultGenerationContext generation = new DefaultGenerationContext(
				new ClassNameGenerator(ClassName.get("com.example", "Test")), new InMemoryGeneratedFiles());
		new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(Typed.class, "own"))
			.accepts(generation.getRuntimeHints());
	}

	private static RecordedRequest sent(ApplicationContext context, Consumer<Typed> call) {
		return sent(context, () -> call.accept(context.getBean(Typed.class)));
	}

	private static RecordedRequest sent(ApplicationContext context, Runnable call) {
		call.run();
		return context.getBean(LocalRouter.class).takeRequest();
	}

	@FlexInference(startWithin = "30s")
	static class Typed {

		final FlexInferenceTemplate flex;

		Typed(FlexInferenceTemplate flex) {
			this.flex = flex;
		}

		void plain() {
			this.flex.ask("Hi").text();
		}

		@FlexInference(model = "gemini-3.5-flash", format = "messages", maxTokens = 64, temperature = 0.2,
				system = "Be brief.", retry = 2, provider = "google")
		void own() {
			this.flex.ask("Hi").text();
		}

	}

	static class Inheriting extends Typed {

		Inheriting(FlexInferenceTemplate flex) {
			super(flex);
		}

		void more() {
			this.flex.ask("Hi").text();
		}

	}

	static class Outer {

		private final Typed inner;

		private final FlexInferenceTemplate flex;

		Outer(Typed inner, FlexInferenceTemplate flex) {
			this.inner = inner;
			this.flex = flex;
		}

		@FlexInference(startWithin = "10m", model = "gpt-5-nano", provider = "openai")
		void run() {
			this.inner.own();
		}

		@FlexInference(startWithin = "10m", within = "60s")
		void hurried() {
			this.flex.ask("Hi").text();
		}

	}

	@FlexInference(startWithin = "10m")
	@Target(ElementType.METHOD)
	@Retention(RetentionPolicy.RUNTIME)
	@interface Nightly {

		@AliasFor(annotation = FlexInference.class)
		String model() default "";

	}

	static class Reports {

		private final FlexInferenceTemplate flex;

		Reports(FlexInferenceTemplate flex) {
			this.flex = flex;
		}

		@Nightly
		void nightly() {
			this.flex.ask("Hi").text();
		}

		@Nightly(model = "gpt-5-mini")
		void nightlyByMini() {
			this.flex.ask("Hi").text();
		}

		@FlexInference(startWithin = "${app.window:20s}")
		void configured() {
			this.flex.ask("Hi").text();
		}

	}

	interface Greeter {

		void greet();

	}

	static class DefaultGreeter implements Greeter {

		private final FlexInferenceTemplate flex;

		DefaultGreeter(FlexInferenceTemplate flex) {
			this.flex = flex;
		}

		@Override
		@FlexInference(startWithin = "15s")
		public void greet() {
			this.flex.ask("Hi").text();
		}

	}

	interface AnnotatedGreeter {

		@FlexInference(startWithin = "25s")
		void greet();

	}

	static class PoliteGreeter implements AnnotatedGreeter {

		private final FlexInferenceTemplate flex;

		PoliteGreeter(FlexInferenceTemplate flex) {
			this.flex = flex;
		}

		@Override
		public void greet() {
			this.flex.ask("Hi").text();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAsync
	static class AsyncConfiguration {

	}

	static class AsyncReports {

		private final FlexInferenceTemplate flex;

		AsyncReports(FlexInferenceTemplate flex) {
			this.flex = flex;
		}

		@Async
		@FlexInference(startWithin = "12s")
		CompletableFuture<String> annotated() {
			return CompletableFuture.completedFuture(this.flex.ask("Hi").text());
		}

		@Async
		CompletableFuture<String> plain() {
			return CompletableFuture.completedFuture(this.flex.ask("Hi").text());
		}

	}

	static class AsyncCaller {

		private final AsyncReports reports;

		AsyncCaller(AsyncReports reports) {
			this.reports = reports;
		}

		@FlexInference(startWithin = "18s")
		void call() {
			this.reports.plain().join();
		}

	}

	static class Lazy {

		private final FlexInferenceTemplate flex;

		Lazy(FlexInferenceTemplate flex) {
			this.flex = flex;
		}

		@FlexInference(startWithin = "20s")
		Flux<String> flux() {
			return Flux.defer(() -> FlexFlux.text(this.flex.ask("q")::stream));
		}

		@FlexInference(startWithin = "25s")
		Mono<FlexResponse> mono() {
			return Mono.defer(() -> FlexFlux.call(this.flex.ask("q")::response));
		}

	}

}
