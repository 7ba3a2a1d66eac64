package com.flexinference.autoconfigure.batch;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import javax.sql.DataSource;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.support.ListItemReader;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.batch.autoconfigure.BatchAutoConfiguration;
import org.springframework.boot.batch.autoconfigure.BatchJobLauncherAutoConfiguration;
import org.springframework.boot.batch.jdbc.autoconfigure.BatchDataSource;
import org.springframework.boot.batch.jdbc.autoconfigure.BatchJdbcAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseBuilder;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseType;
import org.springframework.mock.env.MockEnvironment;

import com.flexinference.autoconfigure.FlexInferenceAutoConfiguration;
import com.flexinference.autoconfigure.router.LocalRouterAutoConfiguration;
import com.flexinference.batch.FlexJobs;
import com.flexinference.client.FlexRequest;
import com.flexinference.client.InvalidConfigurationException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link FlexInferenceBatchAutoConfiguration}.
 */
class FlexInferenceBatchAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(
				AutoConfigurations.of(LocalRouterAutoConfiguration.class, FlexInferenceAutoConfiguration.class,
						DataSourceAutoConfiguration.class, DataSourceTransactionManagerAutoConfiguration.class,
						TransactionAutoConfiguration.class, BatchAutoConfiguration.class,
						BatchJdbcAutoConfiguration.class, FlexInferenceBatchAutoConfiguration.class))
		.withPropertyValues("spring.datasource.generate-unique-name=true", "flexinference.model=gpt-5.5",
				"flexinference.start-within=default");

	@Test
	void showsRunningJobsInMetersAndAnEndpoint() {
		this.contextRunner.withPropertyValues("management.endpoints.web.exposure.include=flexinferencejobs")
			.run((context) -> {
				assertThat(context.getBean(FlexInferenceJobsEndpoint.class).progress()).isEmpty();
				SimpleMeterRegistry registry = new SimpleMeterRegistry();
				context.getBean(JobMeters.class).bindTo(registry);
				assertThat(registry.getMeters()).extracting((meter) -> meter.getId().getName())
					.containsOnly("flexinference.batch.items", "flexinference.batch.requests.active",
							"flexinference.batch.late", "flexinference.batch.cost");
				assertThat(registry.get("flexinference.batch.items").tag("state", "failed").gauge().value()).isZero();
			});
	}

	@Test
	void jobAsksAndFillsTheLedger() {
		this.contextRunner.withUserConfiguration(Greetings.class).run((context) -> {
			Job job = context.getBean(Job.class);
			assertThat(context.getBean(JobOperator.class).start(job, new JobParameters()).getStatus())
				.isEqualTo(BatchStatus.COMPLETED);
			assertThat(context.getBean(Greetings.class).written).containsExactlyInAnyOrder("a", "b");
			assertThat(rows(context.getBean(DataSource.class))).isEqualTo(2);
		});
	}

	@Test
	void workerStartsNoJobByItself() {
		MockEnvironment worker = new MockEnvironment().withProperty("flexinference.batch.role", "worker");
		new WorkerEnvironmentPostProcessor().postProcessEnvironment(worker, new SpringApplication());
		assertThat(worker.getProperty("spring.batch.job.enabled")).isEqualTo("false");
		MockEnvironment manager = new MockEnvironment().withProperty("flexinference.batch.role", "manager");
		new WorkerEnvironmentPostProcessor().postProcessEnvironment(manager, new SpringApplication());
		assertThat(manager.getProperty("spring.batch.job.enabled")).isNull();
	}

	@Test
	void workerRefusesAJobThatCannotBeShared() {
		this.contextRunner.withUserConfiguration(Greetings.class)
			.withPropertyValues("flexinference.batch.role=worker")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("must be an ItemStream"));
	}

	@Test
	void noTablesWhereTheyAreNotToBeCreated() {
		this.contextRunner.withPropertyValues("flexinference.batch.initialize-schema=never")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidConfigurationException.class)
				.hasMessageContaining("Set 'flexinference.batch.initialize-schema=always'"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "-1s", "0s", "999ms", "2h" })
	void heartbeatTimeoutIsChecked(String timeout) {
		this.contextRunner.withPropertyValues("flexinference.batch.heartbeat-timeout=" + timeout)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidConfigurationException.class)
				.hasMessageContaining("from 1s to 1h"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "schema=", "schema=classpath:nope.sql", "platform=nope" })
	void missingScriptIsAMistakeInTheConfiguration(String property) {
		this.contextRunner.withPropertyValues("flexinference.batch." + property)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidConfigurationException.class)
				.hasMessageStartingWith("There is no script for the tables of bulk jobs")
				.hasMessageContaining("Remove 'flexinference.batch.schema' and 'flexinference.batch.platform'"));
	}

	@Test
	void ledgerIsInTheDatabaseOfSpringBatch() {
		this.contextRunner.withUserConfiguration(TwoDataSources.class).run((context) -> {
			assertThat(context).hasSingleBean(FlexJobs.class);
			assertThat(rows(context.getBean("batch", DataSource.class))).isZero();
		});
	}

	@Test
	void deadExecutionsAreEndedBeforeJobsStart() {
		this.contextRunner.withUserConfiguration(Greetings.class)
			.withConfiguration(AutoConfigurations.of(BatchJobLauncherAutoConfiguration.class))
			.withPropertyValues("flexinference.batch.heartbeat-timeout=1s")
			.run((context) -> {
				JobRepository repository = context.getBean(JobRepository.class);
				long instance = repository.createJobInstance("greetings", new JobParameters()).getId();
				long execution = repository
					.createJobExecution(repository.getJobInstance(instance), new JobParameters(),
							new ExecutionContext())
					.getId();
				new JdbcTemplate(context.getBean(DataSource.class)).update(
						"insert into flex_heartbeat values (?, 'greetings', ?, 1, 0, 1, 0, 0, current_timestamp, null)",
						instance, execution);
				ApplicationRunner recovery = context.getBean("flexInferenceJobRecovery", ApplicationRunner.class);
				recovery.run(new DefaultApplicationArguments());
				assertThat(context.getBeanProvider(ApplicationRunner.class).orderedStream()).hasSize(2)
					.first()
					.isSameAs(recovery);
				assertThat(repository.getJobExecution(execution).getStatus()).isEqualTo(BatchStatus.STOPPED);
				assertThat(context.getBean(JobOperator.class)
					.start(context.getBean(Job.class), new JobParameters())
					.getStatus()).isEqualTo(BatchStatus.COMPLETED);
			});
	}

	@Test
	void backsOffWithoutTheLibrary() {
		this.contextRunner.withClassLoader(new FilteredClassLoader(FlexJobs.class))
			.run((context) -> assertThat(context).doesNotHaveBean("flexJobs").hasNotFailed());
	}

	private static long rows(DataSource dataSource) {
		return new JdbcTemplate(dataSource).queryForObject("select count(*) from flex_answer", Long.class);
	}

	@Configuration(proxyBeanMethods = false)
	static class Greetings {

		private final List<String> written = new CopyOnWriteArrayList<>();

		@Bean
		Job greetings(FlexJobs jobs) {
			return jobs.job("greetings", new ListItemReader<>(List.of("a", "b")))
				.key((name) -> name)
				.ask((name) -> FlexRequest.of((r) -> r.user("Greet " + name)))
				.write((chunk) -> chunk.forEach((answered) -> this.written.add(answered.key())))
				.build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class TwoDataSources {

		@Bean
		DataSource main() {
			return new EmbeddedDatabaseBuilder().setType(EmbeddedDatabaseType.H2).generateUniqueName(true).build();
		}

		@Bean(defaultCandidate = false)
		@BatchDataSource
		DataSource batch() {
			return new EmbeddedDatabaseBuilder().setType(EmbeddedDatabaseType.H2).generateUniqueName(true).build();
		}

	}

}
