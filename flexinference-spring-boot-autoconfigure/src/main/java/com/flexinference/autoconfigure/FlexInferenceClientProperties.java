package com.flexinference.autoconfigure;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationUnit;

import com.flexinference.client.StartWithin;

/**
 * Configuration properties of one FlexInference client.
 *
 * @param apiKey API key, created on https://www.flexinference.com/dashboard.
 * @param baseUrl Base URL of the service, with or without '/v1' at the end.
 * @param model Model of requests that do not set one.
 * @param startWithin Time that requests can wait to start, if they do not set it: a
 * duration from 5 seconds to 10 minutes, 'default', 'priority', 'auto', or 'key-default'
 * for the default of the API key.
 * @param maxTokens Maximum number of tokens to generate, for requests that do not set it.
 * @param temperature Sampling temperature of requests that do not set it.
 * @param timeout Timeouts.
 */
public record FlexInferenceClientProperties(@Nullable String apiKey, @Nullable String baseUrl, @Nullable String model,
		@Nullable StartWithin startWithin, @Nullable Integer maxTokens, @Nullable Double temperature,
		@DefaultValue Timeout timeout) {

	static final FlexInferenceClientProperties NONE = new FlexInferenceClientProperties(null, null, null, null, null,
			null, new Timeout(null, null, null, null));

	@Override
	public String toString() {
		return "FlexInferenceClientProperties[baseUrl=" + this.baseUrl + "]";
	}

	/**
	 * Timeouts.
	 *
	 * @param connect Maximum time to open a connection.
	 * @param start Maximum time until an answer starts. For a request that races for the
	 * flex tier it is at least the duration of the race plus 30 seconds.
	 * @param idle Maximum time without data in a streamed answer.
	 * @param total Maximum time from the start to the end of an answer that is not
	 * streamed.
	 */
	public record Timeout(@DurationUnit(ChronoUnit.SECONDS) @Nullable Duration connect,
			@DurationUnit(ChronoUnit.SECONDS) @Nullable Duration start,
			@DurationUnit(ChronoUnit.SECONDS) @Nullable Duration idle,
			@DurationUnit(ChronoUnit.SECONDS) @Nullable Duration total) {
	}

}
