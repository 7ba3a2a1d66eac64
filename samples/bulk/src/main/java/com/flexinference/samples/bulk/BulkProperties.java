package com.flexinference.samples.bulk;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.Job;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.util.StringUtils;

import com.flexinference.batch.FlexJobBuilder;

/**
 * Options of the sample.
 *
 * @param concurrency the most requests in flight
 * @param finishBy when the job is to be finished
 * @param budget the most that it may cost, such as {@code 25 USD}
 * @param reviews the number of reviews that are generated
 * @param latency the median latency of the local router
 * @param night the name of the job instance; another one asks everything again, and needs
 * another {@code output}
 * @param input a file with a request in each line, in place of the reviews, or
 * {@code null}
 * @param output the file for the answers to {@code input}, by default beside it
 */
@ConfigurationProperties("bulk")
record BulkProperties(int concurrency, @DateTimeFormat(pattern = "HH:mm") LocalTime finishBy, String budget,
		int reviews, Duration latency, @DefaultValue("1") String night, @Nullable Path input, @Nullable Path output) {

	BulkProperties {
		check("bulk.reviews", reviews, reviews >= 0, "It must be 0 or more");
		check("bulk.latency", latency, !latency.isNegative(), "It must not be negative");
		check("bulk.night", night, StringUtils.hasText(night), "It must have a text");
	}

	private static void check(String name, Object value, boolean valid, String reason) {
		if (!valid) {
			throw new InvalidConfigurationPropertyValueException(name, value, reason);
		}
	}

	Job build(FlexJobBuilder<?, ?> job, ProgressLine line) {
		set("bulk.concurrency", this.concurrency, job::concurrency);
		set("bulk.budget", this.budget, job::budget);
		return job.finishBy(this.finishBy).listener(line).build();
	}

	private static <T> void set(String name, T value, Consumer<T> setter) {
		try {
			setter.accept(value);
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidConfigurationPropertyValueException(name, value, String.valueOf(ex.getMessage()));
		}
	}

	Path answers(Path requests) {
		return (this.output != null) ? this.output : requests.resolveSibling(requests.getFileName() + ".answers.jsonl");
	}

	Path errors(Path requests) {
		Path answers = answers(requests);
		return answers.resolveSibling(answers.getFileName() + ".errors.jsonl");
	}

}
