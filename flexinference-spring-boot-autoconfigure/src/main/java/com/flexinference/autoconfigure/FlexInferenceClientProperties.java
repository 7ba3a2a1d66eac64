package com.flexinference.autoconfigure;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationUnit;

import com.flexinference.client.StartWithin;

/**
 * Configuration properties of one FlexInference client.
 */
public class FlexInferenceClientProperties {

	/**
	 * API key, created on https://www.flexinference.com/dashboard.
	 */
	private @Nullable String apiKey;

	/**
	 * Base URL of the service, with or without '/v1' at the end.
	 */
	private @Nullable String baseUrl;

	/**
	 * Model of requests that do not set one.
	 */
	private @Nullable String model;

	/**
	 * Time that requests can wait to start, if they do not set it: a duration from 5
	 * seconds to 10 minutes, 'default', 'priority', 'auto', or 'key-default' for the
	 * default of the API key.
	 */
	private @Nullable StartWithin startWithin;

	/**
	 * Maximum number of tokens to generate, for requests that do not set it.
	 */
	private @Nullable Integer maxTokens;

	/**
	 * Sampling temperature of requests that do not set it.
	 */
	private @Nullable Double temperature;

	private Timeout timeout = new Timeout(null, null, null, null);

	public @Nullable String getApiKey() {
		return this.apiKey;
	}

	public void setApiKey(@Nullable String apiKey) {
		this.apiKey = apiKey;
	}

	public @Nullable String getBaseUrl() {
		return this.baseUrl;
	}

	public void setBaseUrl(@Nullable String baseUrl) {
		this.baseUrl = baseUrl;
	}

	public @Nullable String getModel() {
		return this.model;
	}

	public void setModel(@Nullable String model) {
		this.model = model;
	}

	public @Nullable StartWithin getStartWithin() {
		return this.startWithin;
	}

	public void setStartWithin(@Nullable StartWithin startWithin) {
		this.startWithin = startWithin;
	}

	public @Nullable Integer getMaxTokens() {
		return this.maxTokens;
	}

	public void setMaxTokens(@Nullable Integer maxTokens) {
		this.maxTokens = maxTokens;
	}

	public @Nullable Double getTemperature() {
		return this.temperature;
	}

	public void setTemperature(@Nullable Double temperature) {
		this.temperature = temperature;
	}

	public Timeout getTimeout() {
		return this.timeout;
	}

	public void setTimeout(Timeout timeout) {
		this.timeout = timeout;
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
