package com.flexinference.autoconfigure.template;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.convert.DurationUnit;

import com.flexinference.client.format.CallerFormat;

/**
 * Configuration properties for the FlexInference template.
 */
@ConfigurationProperties("flexinference.template")
public class FlexInferenceTemplateProperties {

	/**
	 * Caller format of calls that name none.
	 */
	private @Nullable CallerFormat format;

	/**
	 * Time kept for generating an answer when a deadline shortens the time that a request
	 * can wait to start.
	 */
	@DurationUnit(ChronoUnit.SECONDS)
	private @Nullable Duration generationAllowance;

	/**
	 * Name of a header of web requests that contains the time left in milliseconds for
	 * the request. Only servlet applications.
	 */
	private @Nullable String deadlineHeader;

	/**
	 * Whether the timeout of a transaction is the deadline of the calls made in it.
	 */
	private boolean transactionDeadline = true;

	public @Nullable CallerFormat getFormat() {
		return this.format;
	}

	public void setFormat(@Nullable CallerFormat format) {
		this.format = format;
	}

	public @Nullable Duration getGenerationAllowance() {
		return this.generationAllowance;
	}

	public void setGenerationAllowance(@Nullable Duration generationAllowance) {
		this.generationAllowance = generationAllowance;
	}

	public @Nullable String getDeadlineHeader() {
		return this.deadlineHeader;
	}

	public void setDeadlineHeader(@Nullable String deadlineHeader) {
		this.deadlineHeader = deadlineHeader;
	}

	public boolean isTransactionDeadline() {
		return this.transactionDeadline;
	}

	public void setTransactionDeadline(boolean transactionDeadline) {
		this.transactionDeadline = transactionDeadline;
	}

}
