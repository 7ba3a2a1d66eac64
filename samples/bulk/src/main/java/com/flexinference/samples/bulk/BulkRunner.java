package com.flexinference.samples.bulk;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobInstanceAlreadyCompleteException;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.ExitCodeGenerator;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * Starts the job, or continues it.
 */
@Component
@Profile("!worker")
class BulkRunner implements ApplicationRunner, ExitCodeGenerator {

	private final JobOperator operator;

	private final JobRepository repository;

	private final Job job;

	private final BulkProperties properties;

	private boolean completed;

	BulkRunner(JobOperator operator, JobRepository repository, Job job, BulkProperties properties) {
		this.operator = operator;
		this.repository = repository;
		this.job = job;
		this.properties = properties;
	}

	@Override
	public void run(ApplicationArguments arguments) throws Exception {
		JobParametersBuilder builder = new JobParametersBuilder().addString("night", this.properties.night());
		if (this.properties.input() != null) {
			builder.addString("input", this.properties.input().toAbsolutePath().toString());
		}
		JobParameters parameters = builder.toJobParameters();
		checkAnswers(parameters);
		try {
			JobExecution execution = this.operator.start(this.job, parameters);
			this.completed = execution.getStatus() == BatchStatus.COMPLETED;
			if (!this.completed) {
				execution.getAllFailureExceptions().forEach((failure) -> System.out.println(failure.getMessage()));
				System.out.println("The job ended as " + execution.getStatus() + ". Run it again to go on.");
			}
		}
		catch (JobInstanceAlreadyCompleteException ex) {
			this.completed = true;
			System.out.println("Everything is answered. Run it with --bulk.night=<another name> to ask again.");
		}
	}

	private void checkAnswers(JobParameters parameters) {
		if (this.properties.input() == null
				|| this.repository.getLastJobExecution(this.job.getName(), parameters) != null) {
			return;
		}
		Path input = this.properties.input();
		for (Path output : List.of(this.properties.answers(input), this.properties.errors(input))) {
			if (Files.exists(output)) {
				throw new InvalidConfigurationPropertyValueException("bulk.output", this.properties.output(),
						"'" + output + "' is of another run. Choose another file, or remove it.");
			}
		}
	}

	@Override
	public int getExitCode() {
		return this.completed ? 0 : 1;
	}

}
