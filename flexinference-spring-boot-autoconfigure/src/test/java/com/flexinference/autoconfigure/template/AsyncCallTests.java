package com.flexinference.autoconfigure.template;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadPoolExecutor;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.core.task.TaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

import com.flexinference.autoconfigure.FlexInferenceAutoConfiguration;
import com.flexinference.autoconfigure.FlexInferenceClientCustomizer;
import com.flexinference.autoconfigure.router.LocalRouterAutoConfiguration;
import com.flexinference.client.FlexInferenceClient;
import com.flexinference.client.FlexResponse;
import com.flexinference.router.LocalRouter;
import com.flexinference.template.FlexInference;
import com.flexinference.template.FlexInferenceTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for calls that are sent on another thread, and for scopes on threads of pools.
 */
@Timeout(30)
class AsyncCallTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(TaskExecutionAutoConfiguration.class,
				FlexInferenceAutoConfiguration.class, LocalRouterAutoConfiguration.class,
				FlexInferenceAnnotationAutoConfiguration.class, FlexInferenceTemplateAutoConfiguration.class))
		.withBean(ThreadRecorder.class)
		.withPropertyValues("flexinference.local-router.preferred=true", "flexinference.model=gpt-5",
				"flexinference.start-within=default");

	@Test
	void executorOfTheApplicationStaysFree() {
		this.contextRunner.withPropertyValues("spring.task.execution.pool.core-size=1").run((context) -> {
			List<CompletableFuture<FlexResponse>> answers = new ArrayList<>();
			FlexInferenceTemplate template = context.getBean(FlexInferenceTemplate.class);
			for (int i = 0; i < 20; i++) {
				answers.add(template.ask("Hi").async());
			}
			answers.forEach(CompletableFuture::join);
			ThreadPoolExecutor pool = context.getBean("applicationTaskExecutor", ThreadPoolTaskExecutor.class)
				.getThreadPoolExecutor();
			assertThat(pool.getTaskCount()).isZero();
		});
	}

	@Test
	void callHasADaemonThread() {
		this.contextRunner.run((context) -> {
			Thread thread = thread(context);
			assertThat(thread.getName()).startsWith("flexinference-");
			assertThat(thread.isDaemon()).isTrue();
		});
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void callHasAVirtualThreadWhereThoseAreOn() {
		this.contextRunner.withPropertyValues("spring.threads.virtual.enabled=true")
			.run((context) -> assertThat(thread(context)).extracting("virtual").isEqualTo(true));
	}

	@Test
	void executorIsNoCandidateForOthers() {
		this.contextRunner.withBean(NeedsExecutor.class)
			.run((context) -> assertThat(context.getBean(NeedsExecutor.class).executor)
				.isSameAs(context.getBean("applicationTaskExecutor")));
	}

	@Test
	void executorOfTheApplicationByName() {
		this.contextRunner.withUserConfiguration(OwnExecutor.class)
			.run((context) -> assertThat(thread(context).getName()).startsWith("own-"));
	}

	@Test
	void worksWithoutTaskExecution() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(FlexInferenceAutoConfiguration.class,
					LocalRouterAutoConfiguration.class, FlexInferenceAnnotationAutoConfiguration.class,
					FlexInferenceTemplateAutoConfiguration.class))
			.withBean(ThreadRecorder.class)
			.withPropertyValues("flexinference.local-router.preferred=true", "flexinference.model=gpt-5",
					"flexinference.start-within=default")
			.run((context) -> assertThat(thread(context).getName()).startsWith("flexinference-"));
	}

	@Test
	void scopeOfOneRequestDoesNotReachTheNextOnTheSameThread() {
		this.contextRunner.withBean(Annotated.class).run((context) -> {
			Annotated annotated = context.getBean(Annotated.class);
			FlexInferenceTemplate template = context.getBean(FlexInferenceTemplate.class);
			ExecutorService pool = Executors.newFixedThreadPool(1);
			try {
				for (int i = 0; i < 3; i++) {
					pool.submit(() -> annotated.ask("Hi")).get();
					pool.submit(
							() -> assertThatExceptionOfType(IllegalStateException.class).isThrownBy(annotated::fail))
						.get();
					pool.submit(() -> template.ask("Hi").text()).get();
				}
			}
			finally {
				pool.shutdown();
			}
			LocalRouter router = context.getBean(LocalRouter.class);
			for (int i = 0; i < 3; i++) {
				assertThat(router.takeRequest().startWithin()).isEqualTo("00h-00m-30s");
				assertThat(router.takeRequest().startWithin()).isEqualTo("default");
			}
		});
	}

	private static Thread thread(ApplicationContext context) {
		context.getBean(FlexInferenceTemplate.class).ask("Hi").async().join();
		return context.getBean(ThreadRecorder.class).thread;
	}

	static class ThreadRecorder implements FlexInferenceClientCustomizer {

		private volatile Thread thread;

		@Override
		public void customize(FlexInferenceClient.Builder builder) {
			builder.restClient((rest) -> rest.requestInterceptor((request, body, execution) -> {
				this.thread = Thread.currentThread();
				return execution.execute(request, body);
			}));
		}

	}

	static class NeedsExecutor {

		private final TaskExecutor executor;

		NeedsExecutor(TaskExecutor executor) {
			this.executor = executor;
		}

	}

	static class Annotated {

		private final FlexInferenceTemplate flex;

		Annotated(FlexInferenceTemplate flex) {
			this.flex = flex;
		}

		@FlexInference(startWithin = "30s")
		String ask(String prompt) {
			return this.flex.ask(prompt).text();
		}

		@FlexInference(startWithin = "30s")
		void fail() {
			throw new IllegalStateException();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnExecutor {

		@Bean(defaultCandidate = false)
		AsyncTaskExecutor flexInferenceTaskExecutor() {
			ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
			executor.setThreadNamePrefix("own-");
			return executor;
		}

	}

}
