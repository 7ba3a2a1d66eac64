package com.flexinference.autoconfigure.batch;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.jdbc.init.DatabaseInitializationProperties;

import com.flexinference.batch.BatchRole;
import com.flexinference.batch.FlexJobs;

/**
 * Properties of bulk requests on Spring Batch.
 */
@ConfigurationProperties("flexinference.batch")
public class FlexInferenceBatchProperties extends DatabaseInitializationProperties {

	/**
	 * Time without a heartbeat after which a job is considered dead and can be started
	 * again, and after which another worker takes over a block, from 1 second to 1 hour.
	 */
	private Duration heartbeatTimeout = FlexJobs.DEFAULT_HEARTBEAT_TIMEOUT;

	/**
	 * Role of this application in jobs that run on several machines.
	 */
	private BatchRole role = BatchRole.STANDALONE;

	public Duration getHeartbeatTimeout() {
		return this.heartbeatTimeout;
	}

	public void setHeartbeatTimeout(Duration heartbeatTimeout) {
		this.heartbeatTimeout = heartbeatTimeout;
	}

	public BatchRole getRole() {
		return this.role;
	}

	public void setRole(BatchRole role) {
		this.role = role;
	}

	@Override
	public String getDefaultSchemaLocation() {
		return "classpath:com/flexinference/batch/schema-@@platform@@.sql";
	}

}
