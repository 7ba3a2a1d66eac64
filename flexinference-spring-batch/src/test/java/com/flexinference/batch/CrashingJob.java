package com.flexinference.batch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import javax.sql.DataSource;

import org.h2.jdbcx.JdbcConnectionPool;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.configuration.annotation.EnableBatchProcessing;
import org.springframework.batch.core.configuration.annotation.EnableJdbcJobRepository;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.jdbc.support.JdbcTransactionManager;
import tools.jackson.databind.json.JsonMapper;

import com.flexinference.client.FlexInferenceClient;
import com.flexinference.client.FlexRequest;
import com.flexinference.client.StartWithin;

/**
 * A process that runs a job and may be killed: database, router, number of items and, if
 * it is to run in chunks, the name of the job are its arguments.
 */
public final class CrashingJob {

	static final int CONCURRENCY = 32;

	private static String[] arguments = {};

	private CrashingJob() {
	}

	public static void main(String[] args) throws Exception {
		arguments = args;
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(Beans.class)) {
			context.registerShutdownHook();
			context.getBean(FlexJobs.class).recover();
			JobOperator operator = context.getBean(JobOperator.class);
			for (JobExecution dead : context.getBean(JobRepository.class).findRunningJobExecutions("chunks")) {
				operator.recover(dead);
			}
			JobExecution execution = operator.start(context.getBean(Job.class), Fixture.NIGHT);
			if (execution.getStatus() != BatchStatus.COMPLETED) {
				throw new IllegalStateException(execution.toString());
			}
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableBatchProcessing
	@EnableJdbcJobRepository
	static class Beans {

		@Bean(destroyMethod = "dispose")
		JdbcConnectionPool dataSource() {
			JdbcConnectionPool pool = JdbcConnectionPool.create(arguments[0], "sa", "");
			JdbcTemplate jdbc = new JdbcTemplate(pool);
			ResourceDatabasePopulator tables = new ResourceDatabasePopulator();
			jdbc.execute("create table if not exists written (number bigint)");
			if (jdbc.queryForList("select 1 from information_schema.tables where table_name = 'BATCH_JOB_INSTANCE'")
				.isEmpty()) {
				tables.addScript(new ClassPathResource("org/springframework/batch/core/schema-h2.sql"));
			}
			tables.addScript(new ClassPathResource("com/flexinference/batch/schema-h2.sql"));
			tables.execute(pool);
			return pool;
		}

		@Bean
		JdbcTransactionManager transactionManager(DataSource dataSource) {
			return new JdbcTransactionManager(dataSource);
		}

		@Bean
		FlexInferenceClient client() {
			return FlexInferenceClient.builder()
				.apiKey("test-key")
				.baseUrl(arguments[1])
				.defaults(FlexRequest.of((r) -> r.model("gpt-5.5").startWithin(StartWithin.DEFAULT)))
				.build();
		}

		@Bean
		FlexJobs jobs(FlexInferenceClient client, JobRepository repository, DataSource dataSource,
				JdbcTransactionManager transactionManager) {
			return new FlexJobs(client, new JsonMapper(), repository, dataSource, transactionManager,
					Duration.ofSeconds(1), BatchRole.STANDALONE);
		}

		@Bean
		Job job(FlexJobs jobs, JobRepository repository, JdbcTransactionManager transactions, DataSource dataSource) {
			JdbcTemplate jdbc = new JdbcTemplate(dataSource);
			if (arguments.length > 3 && arguments[3].equals("chunks")) {
				return ChunkJob.create(repository, transactions, jdbc, arguments[1], Integer.parseInt(arguments[2]));
			}
			AtomicLong next = new AtomicLong();
			long count = Long.parseLong(arguments[2]);
			AtomicLong chunks = new AtomicLong();
			return jobs.<Long>job("numbers", () -> (next.get() < count) ? next.getAndIncrement() : null)
				.key((number) -> number)
				.ask((number) -> FlexRequest.of((r) -> r.user("What is " + number + "?")))
				.write((chunk) -> {
					chunk.forEach((answered) -> jdbc.update("insert into written values (?)", answered.item()));
					if (chunks.incrementAndGet() == 2) {
						Path mark = Path.of(arguments[0].replaceAll("^jdbc:h2:file:|;.*", ""))
							.resolveSibling("mark-" + ProcessHandle.current().pid());
						Files.createFile(mark);
					}
				})
				.concurrency(CONCURRENCY)
				.build();
		}

	}

}
