package com.flexinference.autoconfigure.template;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationUnit;

import com.flexinference.client.format.CallerFormat;

/**
 * Configuration properties for the FlexInference template.
 *
 * @param format Caller format of calls that do not set one.
 * @param generationAllowance Time reserved for generating an answer when a deadline
 * limits the time that a request can wait to start.
 * @param deadlineHeader Name of the header of web requests that contains the remaining
 * time in milliseconds. Only used in servlet applications.
 * @param transactionDeadline Whether the timeout of a transaction is a deadline for the
 * calls within the transaction.
 */
@ConfigurationProperties("flexinference.template")
public record FlexInferenceTemplateProperties(@Nullable CallerFormat format,
		@DurationUnit(ChronoUnit.SECONDS) @Nullable Duration generationAllowance, @Nullable String deadlineHeader,
		@DefaultValue("true") boolean transactionDeadline) {

}
