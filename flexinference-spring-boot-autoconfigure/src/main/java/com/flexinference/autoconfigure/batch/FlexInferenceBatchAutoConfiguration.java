package com.flexinference.autoconfigure.batch;

import javax.sql.DataSource;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.batch.autoconfigure.BatchTransactionManager;
import org.springframework.boot.batch.autoconfigure.JobLauncherApplicationRunner;
import org.springframework.boot.batch.jdbc.autoconfigure.BatchDataSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.sql.init.dependency.DatabaseInitializationDependencyConfigurer;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.Order;
import org.springframework.transaction.PlatformTransactionManager;
import tools.jackson.databind.json.JsonMapper;

import com.flexinference.autoconfigure.FlexInferenceAutoConfiguration;
import com.flexinference.batch.FlexJobs;
import com.flexinference.client.FlexInferenceClient;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for {@link FlexJobs} on the database
 * of Spring Batch.
 */
@AutoConfiguration(after = FlexInferenceAutoConfiguration.class,
		afterName = { "org.springframework.boot.batch.jdbc.autoconfigure.BatchJdbcAutoConfiguration",
				"org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration" })
@ConditionalOnClass({ FlexJobs.class, BatchDataSource.class })
@ConditionalOnBean({ JobRepository.class, DataSource.class, PlatformTransactionManager.class })
@ConditionalOnSingleCandidate(FlexInferenceClient.class)
@EnableConfigurationProperties(FlexInferenceBatchProperties.class)
@Import(DatabaseInitializationDependencyConfigurer.class)
public final class FlexInferenceBatchAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	LedgerInitializer flexInferenceLedgerInitializer(DataSource dataSource,
			@BatchDataSource ObjectProvider<DataSource> batchDataSource, FlexInferenceBatchProperties properties) {
		return new LedgerInitializer(batchDataSource.getIfAvailable(() -> dataSource), properties);
	}

	@Bean
	@ConditionalOnMissingBean
	@DependsOnDatabaseInitialization
	FlexJobs flexJobs(FlexInferenceClient client, ObjectProvider<JsonMapper> mapper, JobRepository jobRepository,
			DataSource dataSource, @BatchDataSource ObjectProvider<DataSource> batchDataSource,
			PlatformTransactionManager transactionManager,
			@BatchTransactionManager ObjectProvider<PlatformTransactionManager> batchTransactionManager,
			FlexInferenceBatchProperties properties) {
		return new FlexJobs(client, mapper.getIfUnique(JsonMapper::new), jobRepository,
				batchDataSource.getIfAvailable(() -> dataSource),
				batchTransactionManager.getIfAvailable(() -> transactionManager), properties.getHeartbeatTimeout(),
				properties.getRole());
	}

	@Bean
	@ConditionalOnMissingBean(name = "flexInferenceJobRecovery")
	@Order(JobLauncherApplicationRunner.DEFAULT_ORDER - 1)
	ApplicationRunner flexInferenceJobRecovery(FlexJobs jobs) {
		return (arguments) -> jobs.recover();
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(MeterRegistry.class)
	static class MeterConfiguration {

		@Bean
		JobMeters flexInferenceJobMeters(FlexJobs jobs) {
			return new JobMeters(jobs);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ Endpoint.class, ConditionalOnAvailableEndpoint.class })
	@ConditionalOnAvailableEndpoint(FlexInferenceJobsEndpoint.class)
	static class EndpointConfiguration {

		@Bean
		@ConditionalOnMissingBean
		FlexInferenceJobsEndpoint flexInferenceJobsEndpoint(FlexJobs jobs) {
			return new FlexInferenceJobsEndpoint(jobs);
		}

	}

}
