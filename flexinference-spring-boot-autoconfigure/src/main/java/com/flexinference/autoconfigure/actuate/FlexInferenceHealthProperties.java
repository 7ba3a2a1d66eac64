package com.flexinference.autoconfigure.actuate;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.convert.DurationUnit;

/**
 * Configuration properties for the health of FlexInference.
 */
@ConfigurationProperties("flexinference.health")
public class FlexInferenceHealthProperties {

	/**
	 * Time that the result of a health check is kept.
	 */
	@DurationUnit(ChronoUnit.SECONDS)
	private Duration timeToLive = Duration.ofSeconds(60);

	/**
	 * Maximum time of a health check.
	 */
	@DurationUnit(ChronoUnit.SECONDS)
	private Duration timeout = Duration.ofSeconds(5);

	public Duration getTimeToLive() {
		return this.timeToLive;
	}

	public void setTimeToLive(Duration timeToLive) {
		this.timeToLive = timeToLive;
	}

	public Duration getTimeout() {
		return this.timeout;
	}

	public void setTimeout(Duration timeout) {
		this.timeout = timeout;
	}

}
