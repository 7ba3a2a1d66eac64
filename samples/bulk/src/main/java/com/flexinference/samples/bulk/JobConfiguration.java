package com.flexinference.samples.bulk;

import org.springframework.batch.core.job.Job;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

import com.flexinference.batch.FlexJobs;

/**
 * The job that runs: a file of requests if there is one, else the reviews.
 */
@Configuration(proxyBeanMethods = false)
class JobConfiguration {

	@Bean
	Job job(FlexJobs jobs, BulkProperties properties, FileJob file, ReviewsJob reviews, JdbcClient jdbc,
			ProgressLine line) {
		return (properties.input() != null) ? file.create(jobs, properties, properties.input(), line)
				: reviews.create(jobs, properties, jdbc, line);
	}

}
