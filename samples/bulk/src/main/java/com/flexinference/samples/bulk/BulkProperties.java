package com.flexinference.samples.bulk;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.format.annotation.DateTimeFormat;

/**
 * Options of the sample.
 *
 * @param concurrency the most requests in flight
 * @param finishBy when the job is to be finished
 * @param budget the most that it may cost, such as {@code 25 USD}
 * @param reviews the number of reviews that are generated
 * @param latency the median latency of the local router
 * @param night the name of the job instance; another one asks everything again
 * @param input a file with a request in each line, in place of the reviews, or
 * {@code null}
 * @param output the file for the answers to {@code input}, by default beside it
 */
@ConfigurationProperties("bulk")
record BulkProperties(int concurrency, @DateTimeFormat(pattern = "HH:mm") LocalTime finishBy, String budget,
		int reviews, Duration latency, @DefaultValue("1") String night, @Nullable Path input, @Nullable Path output) {

	Path answers(Path requests) {
		return (this.output != null) ? this.output : requests.resolveSibling(requests.getFileName() + ".answers.jsonl");
	}

	Path errors(Path requests) {
		Path answers = answers(requests);
		return answers.resolveSibling(answers.getFileName() + ".errors.jsonl");
	}

}
