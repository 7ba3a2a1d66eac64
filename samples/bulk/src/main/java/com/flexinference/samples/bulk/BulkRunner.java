package com.flexinference.samples.bulk;

import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobInstanceAlreadyCompleteException;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.ExitCodeGenerator;
import org.springframework.stereotype.Component;

/**
 * Starts the job, or goes on with it.
 */
@Component
class BulkRunner implements ApplicationRunner, ExitCodeGenerator {

	private final JobOperator operator;

	private final Job job;

	private final BulkProperties properties;

	private boolean completed;

	BulkRunner(JobOperator operator, Job job, BulkProperties properties) {
		this.operator = operator;
		this.job = job;
		this.properties = properties;
	}

	@Override
	public void run(ApplicationArguments arguments) throws Exception {
		JobParametersBuilder parameters = new JobParametersBuilder().addString("night", this.properties.night());
		if (this.properties.input() != null) {
			parameters.addString("input", this.properties.input().toAbsolutePath().toString());
		}
		try {
			JobExecution execution = this.operator.start(this.job, parameters.toJobParameters());
			this.completed = execution.getStatus() == BatchStatus.COMPLETED;
			if (!this.completed) {
				System.out.println("The job ended as " + execution.getStatus() + ". Run it again to go on.");
			}
		}
		catch (JobInstanceAlreadyCompleteException ex) {
			this.completed = true;
			System.out.println("Everything is answered. Run it with --bulk.night=<another name> to ask again.");
		}
	}

	@Override
	public int getExitCode() {
		return this.completed ? 0 : 1;
	}

}
