package com.flexinference.autoconfigure.batch;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.batch.autoconfigure.JobLauncherApplicationRunner;
import org.springframework.core.Ordered;

import com.flexinference.batch.FlexJobs;

/**
 * Ends executions of an earlier process that died, before jobs are started.
 */
class JobRecovery implements ApplicationRunner, Ordered {

	private final FlexJobs jobs;

	JobRecovery(FlexJobs jobs) {
		this.jobs = jobs;
	}

	@Override
	public void run(ApplicationArguments args) throws InterruptedException {
		this.jobs.recover();
	}

	@Override
	public int getOrder() {
		return JobLauncherApplicationRunner.DEFAULT_ORDER - 1;
	}

}
