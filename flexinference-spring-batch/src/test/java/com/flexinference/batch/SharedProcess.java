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
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import tools.jackson.databind.json.JsonMapper;

import com.flexinference.client.FlexInferenceClient;
import com.flexinference.client.FlexRequest;
import com.flexinference.client.StartWithin;

/**
 * A process that is manager or worker of a job and may be killed: role, database, router
 * and number of items are its arguments.
 */
public final class SharedProcess {

	static final int CONCURRENCY = 32;

	static final Duration HEARTBEAT_TIMEOUT = Duration.ofSeconds(2);

	private static String[] arguments = {};

	private SharedProcess() {
	}

	public static void main(String[] args) throws Exception {
		arguments = args;
		AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(Beans.class);
		context.registerShutdownHook();
		if (BatchRole.valueOf(args[0]) == BatchRole.MANAGER) {
			context.getBean(FlexJobs.class).recover();
			JobExecution execution = context.getBean(JobOperator.class)
				.start(context.getBean(Job.class), Fixture.NIGHT);
			System.out.println(execution + " " + execution.getAllFailureExceptions());
			System.exit((execution.getStatus() == BatchStatus.COMPLETED) ? 0 : 1);
		}
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
					BatchRole.valueOf(arguments[0]));
		}

		@Bean
		Job job(FlexJobs jobs, DataSource dataSource) {
			JdbcTemplate jdbc = new JdbcTemplate(dataSource);
			return jobs.<Long>job("numbers", new Numbers(Long.parseLong(arguments[3])))
				.key((number) -> number)
				.ask((number) -> FlexRequest.of((r) -> r.user("What is " + number + "?")))
				.write((chunk) -> chunk
					.forEach((answered) -> jdbc.update("insert into written values (?)", answered.item())))
				.concurrency(CONCURRENCY)
				.build();
		}

	}

}
