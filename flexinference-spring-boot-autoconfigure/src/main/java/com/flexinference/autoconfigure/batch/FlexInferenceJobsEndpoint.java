package com.flexinference.autoconfigure.batch;

import java.util.Map;

import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

import com.flexinference.batch.FlexJobs;
import com.flexinference.batch.progress.JobProgress;

/**
 * {@link Endpoint @Endpoint} that shows the progress of bulk jobs, and why their requests
 * wait as long as they do.
 */
@Endpoint(id = "flexinferencejobs")
class FlexInferenceJobsEndpoint {

	private final FlexJobs jobs;

	FlexInferenceJobsEndpoint(FlexJobs jobs) {
		this.jobs = jobs;
	}

	/**
	 * Return the progress of the steps that run in this process.
	 * @return the progress by name of the step
	 */
	@ReadOperation
	Map<String, JobProgress> progress() {
		return this.jobs.progress();
	}

}
