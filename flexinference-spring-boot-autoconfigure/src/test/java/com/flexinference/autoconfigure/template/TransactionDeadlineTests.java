package com.flexinference.autoconfigure.template;

import java.time.Duration;

import javax.sql.DataSource;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseBuilder;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseType;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

import com.flexinference.autoconfigure.FlexInferenceAutoConfiguration;
import com.flexinference.autoconfigure.router.LocalRouterAutoConfiguration;
import com.flexinference.client.FlexResponse;
import com.flexinference.router.LocalRouter;
import com.flexinference.template.DeadlineExceededException;
import com.flexinference.template.FlexInferenceTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link TransactionDeadline}, by transactions of a database.
 */
class TransactionDeadlineTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(
				AutoConfigurations.of(FlexInferenceAutoConfiguration.class, LocalRouterAutoConfiguration.class,
						FlexInferenceAnnotationAutoConfiguration.class, FlexInferenceTemplateAutoConfiguration.class))
		.withUserConfiguration(Database.class)
		.withBean(Reports.class)
		.withPropertyValues("flexinference.local-router.preferred=true", "flexinference.model=gpt-5",
				"flexinference.start-within=10m", "flexinference.template.generation-allowance=10s");

	@Test
	void timeoutOfTheTransactionIsTheDeadline() {
		this.contextRunner.run((context) -> {
			FlexResponse response = context.getBean(Reports.class).write();
			assertThat(window(context)).isBetween(Duration.ofSeconds(45), Duration.ofSeconds(50));
			assertThat(response.startWithinReason()).startsWith("the time until the deadline");
		});
	}

	@Test
	void callOnAnotherThreadHasTheDeadlineToo() {
		this.contextRunner.run((context) -> {
			context.getBean(Reports.class).writeAsync();
			assertThat(window(context)).isBetween(Duration.ofSeconds(45), Duration.ofSeconds(50));
		});
	}

	@Test
	void callsAfterTheTransactionHaveNone() {
		this.contextRunner.run((context) -> {
			context.getBean(Reports.class).write();
			context.getBean(FlexInferenceTemplate.class).ask("Hi").text();
			window(context);
			assertThat(window(context)).isEqualTo(Duration.ofMinutes(10));
		});
	}

	@Test
	void transactionWithoutTimeoutHasNone() {
		this.contextRunner.run((context) -> {
			ask(context, new TransactionTemplate(context.getBean(PlatformTransactionManager.class)));
			assertThat(window(context)).isEqualTo(Duration.ofMinutes(10));
		});
	}

	@Test
	void suspendedTransactionDoesNotCount() {
		this.contextRunner.run((context) -> {
			TransactionTemplate outer = transactions(context, 60);
			TransactionTemplate inner = transactions(context, 300);
			inner.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
			outer.executeWithoutResult((status) -> {
				ask(context, inner);
				context.getBean(FlexInferenceTemplate.class).ask("Hi").text();
			});
			assertThat(window(context)).isBetween(Duration.ofSeconds(285), Duration.ofSeconds(290));
			assertThat(window(context)).isBetween(Duration.ofSeconds(45), Duration.ofSeconds(50));
		});
	}

	@Test
	void callIsNotSentWhenTheTransactionHasTimedOut() {
		this.contextRunner.run((context) -> assertThatExceptionOfType(DeadlineExceededException.class)
			.isThrownBy(() -> ask(context, transactions(context, 0)))
			.withMessageContaining("The time of transaction 'report', from its first call on, was 0.0 s"));
	}

	@Test
	void transactionsDoNotCountWhenTheyAreNotTo() {
		this.contextRunner.withPropertyValues("flexinference.template.transaction-deadline=false").run((context) -> {
			context.getBean(Reports.class).write();
			assertThat(window(context)).isEqualTo(Duration.ofMinutes(10));
		});
	}

	@Test
	void worksWithoutTransactions() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(FlexInferenceAutoConfiguration.class,
					LocalRouterAutoConfiguration.class, FlexInferenceAnnotationAutoConfiguration.class,
					FlexInferenceTemplateAutoConfiguration.class))
			.withPropertyValues("flexinference.local-router.preferred=true", "flexinference.model=gpt-5",
					"flexinference.start-within=10m")
			.withClassLoader(new FilteredClassLoader("org.springframework.transaction"))
			.run((context) -> assertThat(context.getBean(FlexInferenceTemplate.class).ask("Hi").text()).isNotBlank());
	}

	private static TransactionTemplate transactions(ApplicationContext context, int seconds) {
		TransactionTemplate transactions = new TransactionTemplate(context.getBean(PlatformTransactionManager.class));
		transactions.setName("report");
		transactions.setTimeout(seconds);
		return transactions;
	}

	private static void ask(ApplicationContext context, TransactionTemplate transactions) {
		transactions.execute((status) -> context.getBean(FlexInferenceTemplate.class).ask("Hi").text());
	}

	private static Duration window(ApplicationContext context) {
		return context.getBean(LocalRouter.class).takeRequest().window();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableTransactionManagement
	static class Database {

		@Bean
		DataSource dataSource() {
			return new EmbeddedDatabaseBuilder().setType(EmbeddedDatabaseType.H2).generateUniqueName(true).build();
		}

		@Bean
		PlatformTransactionManager transactionManager(DataSource dataSource) {
			return new JdbcTransactionManager(dataSource);
		}

	}

	static class Reports {

		private final FlexInferenceTemplate flex;

		Reports(FlexInferenceTemplate flex) {
			this.flex = flex;
		}

		@Transactional(timeout = 60)
		FlexResponse write() {
			return this.flex.ask("Hi").response();
		}

		@Transactional(timeout = 60)
		FlexResponse writeAsync() {
			return this.flex.ask("Hi").async().join();
		}

	}

}
