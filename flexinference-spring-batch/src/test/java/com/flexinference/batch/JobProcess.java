package com.flexinference.batch;

import java.time.Duration;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.configuration.annotation.EnableBatchProcessing;
import org.springframework.batch.core.configuration.annotation.EnableJdbcJobRepository;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import tools.jackson.databind.json.JsonMapper;

import com.flexinference.batch.item.Answered;
import com.flexinference.client.FlexInferenceClient;
import com.flexinference.client.FlexRequest;
import com.flexinference.client.FlexResponse;
import com.flexinference.client.StartWithin;

/**
 * A process that runs a job or has a part in it, and may be killed. Its arguments are
 * role, database, router and number of items; {@value #CHUNKS} in place of a role runs
 * the job in chunks of Spring Batch. The answer {@value #HALT} ends the process.
 */
public final class JobProcess {

	static final String CHUNKS = "CHUNKS";

	static final String HALT = "halt";

	static final int CONCURRENCY = 32;

	static final Duration HEARTBEAT_TIMEOUT = Duration.ofSeconds(2);

	private static String[] arguments = {};

	private JobProcess() {
	}

	public static void main(String[] args) throws Exception {
		AnnotationConfigApplicationContext context = start(args);
		context.registerShutdownHook();
		if (role() == BatchRole.WORKER) {
			return;
		}
		JobExecution execution = run(context);
		System.out.println(execution + " " + execution.getAllFailureExceptions());
		System.exit((execution.getStatus() == BatchStatus.COMPLETED) ? 0 : 1);
	}

	static AnnotationConfigApplicationContext start(String... args) {
		arguments = args;
		return new AnnotationConfigApplicationContext(Beans.class);
	}

	static JobExecution run(ApplicationContext context) throws Exception {
		context.getBean(FlexJobs.class).recover();
		JobOperator operator = context.getBean(JobOperator.class);
		for (JobExecution dead : context.getBean(JobRepository.class).findRunningJobExecutions("chunks")) {
			operator.recover(dead);
		}
		return operator.start(context.getBean(Job.class), Fixture.NIGHT);
	}

	private static BatchRole role() {
		return arguments[0].equals(CHUNKS) ? BatchRole.STANDALONE : BatchRole.valueOf(arguments[0]);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableBatchProcessing
	@EnableJdbcJobRepository
	static class Beans {

		@Bean
		HikariDataSource dataSource() {
			HikariDataSource dataSource = new HikariDataSource();
			dataSource.setJdbcUrl(arguments[1]);
			return dataSource;
		}

		@Bean
		JdbcTransactionManager transactionManager(DataSource dataSource) {
			return new JdbcTransactionManager(dataSource);
		}

		@Bean
		FlexInferenceClient client() {
			return FlexInferenceClient.builder()
				.apiKey("test-key")
				.baseUrl(arguments[2])
				.defaults(FlexRequest.of((r) -> r.model("gpt-5.5").startWithin(StartWithin.DEFAULT)))
				.build();
		}

		@Bean
		FlexJobs jobs(FlexInferenceClient client, JobRepository repository, DataSource dataSource,
				JdbcTransactionManager transactionManager) {
			return new FlexJobs(client, new JsonMapper(), repository, dataSource, transactionManager, HEARTBEAT_TIMEOUT,
					role());
		}

		@Bean
		Job job(FlexJobs jobs, JobRepository repository, JdbcTransactionManager transactions, DataSource dataSource) {
			JdbcTemplate jdbc = new JdbcTemplate(dataSource);
			int count = Integer.parseInt(arguments[3]);
			if (arguments[0].equals(CHUNKS)) {
				return ChunkJob.create(repository, transactions, jdbc, arguments[2], count);
			}
			return jobs.<Long>job("numbers", new Numbers(count))
				.key((number) -> number)
				.ask((number) -> FlexRequest.of((r) -> r.user("What is " + number + "?")))
				.write((chunk) -> chunk.forEach((answered) -> write(answered, jdbc)))
				.concurrency(CONCURRENCY)
				.build();
		}

		private void write(Answered<Long, FlexResponse> answered, JdbcTemplate jdbc) {
			if (answered.value().text().equals(HALT)) {
				Runtime.getRuntime().halt(3);
			}
			jdbc.update("insert into written values (?)", answered.item());
		}

	}

}
