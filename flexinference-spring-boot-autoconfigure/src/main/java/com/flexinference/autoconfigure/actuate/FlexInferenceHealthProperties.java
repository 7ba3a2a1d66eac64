package com.flexinference.autoconfigure.actuate;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationUnit;

/**
 * Configuration properties for the health of FlexInference.
 *
 * @param timeToLive Time to cache the result of a health check.
 * @param timeout Timeout of a health check.
 */
@ConfigurationProperties("flexinference.health")
public record FlexInferenceHealthProperties(@DurationUnit(ChronoUnit.SECONDS) @DefaultValue("60s") Duration timeToLive,
		@DurationUnit(ChronoUnit.SECONDS) @DefaultValue("5s") Duration timeout) {

}
