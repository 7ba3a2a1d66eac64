package com.flexinference.samples.bulk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

import org.springframework.batch.core.job.Job;
import org.springframework.batch.infrastructure.item.file.FlatFileItemReader;
import org.springframework.batch.infrastructure.item.file.FlatFileItemWriter;
import org.springframework.batch.infrastructure.item.file.builder.FlatFileItemReaderBuilder;
import org.springframework.batch.infrastructure.item.file.builder.FlatFileItemWriterBuilder;
import org.springframework.batch.infrastructure.item.file.transform.LineAggregator;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.core.io.FileSystemResource;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import com.flexinference.batch.FlexJobs;
import com.flexinference.batch.item.Answered;
import com.flexinference.batch.item.Failed;
import com.flexinference.client.FlexInferenceResponseException;
import com.flexinference.client.FlexRequest;
import com.flexinference.client.FlexResponse;

/**
 * The job that answers a file of requests with a file of answers and one of errors, as
 * the batch files of providers look.
 */
@Component
class FileJob {

	private static final JsonMapper mapper = new JsonMapper();

	Job create(FlexJobs jobs, BulkProperties properties, Path input, ProgressLine line) {
		RequestFile requests = check(input);
		Path answers = properties.answers(input);
		Path errors = properties.errors(input);
		List.of(answers, errors).forEach((output) -> checkOutput(output, input));
		return properties.build(jobs.job("file", reader(input))
			.key(RequestLine::customId)
			.format(requests.format())
			.ask((request) -> FlexRequest.ofJson(request.body()))
			.write(writer("answers", answers, FileJob::answer))
			.writeFailures(writer("errors", errors, FileJob::error))
			.items(requests.lines()), line);
	}

	private static void checkOutput(Path output, Path input) {
		String reason = null;
		Path file = output.toAbsolutePath().normalize();
		if (file.equals(input.toAbsolutePath().normalize())) {
			reason = "It would overwrite the file of requests, '" + output + "'";
		}
		else if (Files.isDirectory(file)) {
			reason = "'" + output + "' is a directory";
		}
		else if (!Files.isWritable(Files.exists(file) ? file : file.getParent())) {
			reason = "'" + output + "' cannot be written. Its directory must exist and allow it.";
		}
		if (reason != null) {
			throw new InvalidConfigurationPropertyValueException("bulk.output", output, reason);
		}
	}

	private static RequestFile check(Path input) {
		try {
			return RequestFile.check(input);
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidConfigurationPropertyValueException("bulk.input", input,
					Objects.requireNonNull(ex.getMessage()));
		}
		catch (NoSuchFileException ex) {
			throw new InvalidConfigurationPropertyValueException("bulk.input", input, "There is no such file");
		}
		catch (IOException ex) {
			throw new InvalidConfigurationPropertyValueException("bulk.input", input, "It cannot be read: " + ex);
		}
	}

	private FlatFileItemReader<RequestLine> reader(Path path) {
		return new FlatFileItemReaderBuilder<RequestLine>().name("requests")
			.resource(new FileSystemResource(path))
			.comments(new String[0])
			.saveState(false)
			.lineMapper(RequestLine::parse)
			.build();
	}

	private <T> FlatFileItemWriter<T> writer(String name, Path path, LineAggregator<T> lines) {
		return new FlatFileItemWriterBuilder<T>().name(name)
			.resource(new FileSystemResource(path))
			.lineAggregator(lines)
			.lineSeparator("\n")
			.forceSync(true)
			.build();
	}

	static String answer(Answered<RequestLine, FlexResponse> answered) {
		ObjectNode line = line(answered.key());
		ObjectNode response = line.putObject("response");
		response.put("status_code", answered.response().status().value());
		response.set("body", answered.response().json());
		line.putNull("error");
		return line.toString();
	}

	static String error(Failed<RequestLine> failed) {
		ObjectNode line = line(failed.key());
		if (failed.failure() instanceof FlexInferenceResponseException response) {
			line.putObject("response").put("status_code", response.status().value());
		}
		else {
			line.putNull("response");
		}
		line.putObject("error").put("code", failed.code()).put("message", failed.failure().getMessage());
		return line.toString();
	}

	private static ObjectNode line(String customId) {
		return mapper.createObjectNode().put("custom_id", customId);
	}

}
