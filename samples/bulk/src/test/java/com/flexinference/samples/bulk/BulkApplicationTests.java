package com.flexinference.samples.bulk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import com.flexinference.client.format.CallerFormat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link BulkApplication}.
 */
@ExtendWith(OutputCaptureExtension.class)
class BulkApplicationTests {

	private static final JsonMapper mapper = new JsonMapper();

	@TempDir
	Path directory;

	@Test
	void classifiesReviewsWithinABudgetAndGoesOnWithALargerOne(CapturedOutput output) {
		try (ConfigurableApplicationContext context = run("--bulk.reviews=300", "--bulk.budget=0.0010 USD")) {
			assertThat(SpringApplication.exit(context)).isOne();
			assertThat(output).contains("The budget of 0.0010 USD does not cover another request");
		}
		try (ConfigurableApplicationContext context = run("--bulk.reviews=300")) {
			assertThat(
					context.getBean(JdbcClient.class).sql("select count(*) from sentiment").query(Long.class).single())
				.isEqualTo(300);
			assertThat(SpringApplication.exit(context)).isZero();
			assertThat(output).containsPattern("Answered \\d+, failed 0, answered before \\d+");
		}
		try (ConfigurableApplicationContext context = run("--bulk.reviews=300")) {
			assertThat(output).contains("Everything is answered.");
			assertThat(SpringApplication.exit(context)).isZero();
		}
	}

	@ParameterizedTest
	@EnumSource
	void answersAFileOfRequests(CallerFormat format) throws IOException {
		Path requests = this.directory.resolve("requests.jsonl");
		Files.write(requests,
				IntStream.range(0, 20)
					.mapToObj((number) -> line(format, "id-" + number, "What is " + number).replace("{}",
							(number == 7) ? ",\"service_tier\":\"flex\"" : ""))
					.toList());
		try (ConfigurableApplicationContext context = run("--bulk.input=" + requests)) {
			assertThat(SpringApplication.exit(context)).isZero();
		}
		List<JsonNode> answers = read(this.directory.resolve("requests.jsonl.answers.jsonl"));
		assertThat(answers).hasSize(19)
			.extracting((answer) -> answer.path("custom_id").asString())
			.doesNotHaveDuplicates()
			.doesNotContain("id-7");
		assertThat(answers).allMatch((answer) -> answer.path("response").path("status_code").asInt() == 200
				&& answer.path("response").path("body").path("usage").isObject());
		List<JsonNode> errors = read(this.directory.resolve("requests.jsonl.answers.jsonl.errors.jsonl"));
		assertThat(errors).hasSize(1);
		assertThat(errors.get(0).path("custom_id").asString()).isEqualTo("id-7");
		assertThat(errors.get(0).path("error").path("code").asString()).isEqualTo("invalid_request");
	}

	@Test
	void keepsTheAnswersOfAnotherNight(CapturedOutput output) throws IOException {
		Path requests = Files.writeString(this.directory.resolve("requests.jsonl"),
				line(CallerFormat.RESPONSES, "id", "What").replace("{}", ""));
		Path answers = this.directory.resolve("requests.jsonl.answers.jsonl");
		run("--bulk.input=" + requests).close();
		String first = Files.readString(answers);
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
			.isThrownBy(() -> run("--bulk.input=" + requests, "--bulk.night=2"));
		assertThat(output).contains("APPLICATION FAILED TO START", "is of another run. Choose another file");
		assertThat(answers).hasContent(first);
		Path second = this.directory.resolve("second.jsonl");
		run("--bulk.input=" + requests, "--bulk.night=2", "--bulk.output=" + second).close();
		assertThat(read(second)).hasSize(1);
	}

	@Test
	void writesARequestWithAWindowThatCannotBeReadToTheErrors() throws IOException {
		Path requests = Files.writeString(this.directory.resolve("requests.jsonl"),
				line(CallerFormat.RESPONSES, "id", "What").replace("{}", ",\"start_within\":\"soon\""));
		run("--bulk.input=" + requests).close();
		List<JsonNode> errors = read(this.directory.resolve("requests.jsonl.answers.jsonl.errors.jsonl"));
		assertThat(errors).singleElement()
			.satisfies((error) -> assertThat(error.path("error").path("message").asString()).contains("start_within"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			bulk.concurrency=0     | The concurrency must be 1 or more
			bulk.concurrency=many  | bulk.concurrency
			bulk.budget=25 EUR     | Write it as '25 USD'
			bulk.budget=           | Write it as '25 USD'
			bulk.finish-by=25:00   | bulk.finish-by
			bulk.reviews=-1        | It must be 0 or more
			bulk.latency=-1s       | It must not be negative
			bulk.latency=fast      | bulk.latency
			bulk.night=            | It must have a text
			bulk.input=/           | bulk.input
			""")
	void saysWhichSettingIsWrong(String setting, String message, CapturedOutput output) {
		assertThatException().isThrownBy(() -> run("--" + setting));
		assertThat(output).contains("APPLICATION FAILED TO START", message).doesNotContain("\tat ");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			.             | is a directory
			none/out.json | Its directory must exist
			""")
	void saysWhyTheOutputCannotBeWritten(String file, String message, CapturedOutput output) throws IOException {
		Path requests = Files.writeString(this.directory.resolve("requests.jsonl"),
				line(CallerFormat.RESPONSES, "id", "What").replace("{}", ""));
		assertThatException()
			.isThrownBy(() -> run("--bulk.input=" + requests, "--bulk.output=" + this.directory.resolve(file)));
		assertThat(output).contains("APPLICATION FAILED TO START", message).doesNotContain("\tat ");
	}

	@Test
	void refusesToOverwriteTheFileOfRequests(CapturedOutput output) throws IOException {
		Path requests = this.directory.resolve("requests.jsonl");
		String line = line(CallerFormat.RESPONSES, "id", "What").replace("{}", "");
		Files.writeString(requests, line);
		assertThatExceptionOfType(BeanCreationException.class)
			.isThrownBy(() -> run("--bulk.input=" + requests, "--bulk.output=" + requests));
		assertThat(output).contains("It would overwrite the file of requests");
		assertThat(requests).hasContent(line);
	}

	@Test
	void saysWhichFileIsMissing(CapturedOutput output) {
		assertThatExceptionOfType(BeanCreationException.class)
			.isThrownBy(() -> run("--bulk.input=" + this.directory.resolve("none.jsonl")));
		assertThat(output).contains("APPLICATION FAILED TO START", "none.jsonl", "There is no such file");
	}

	private ConfigurableApplicationContext run(String... arguments) {
		List<String> all = new ArrayList<>(List.of(arguments));
		all.add("--spring.datasource.url=jdbc:h2:file:" + this.directory.resolve("bulk"));
		if (all.stream().noneMatch((argument) -> argument.startsWith("--bulk.latency"))) {
			all.add("--bulk.latency=1ms");
		}
		return SpringApplication.run(BulkApplication.class, all.toArray(String[]::new));
	}

	private static String line(CallerFormat format, String id, String prompt) {
		String input = switch (format) {
			case RESPONSES, INTERACTIONS -> "\"input\":\"" + prompt + "\"";
			case CHAT_COMPLETIONS -> "\"messages\":[{\"role\":\"user\",\"content\":\"" + prompt + "\"}]";
			case MESSAGES -> "\"max_tokens\":100,\"messages\":[{\"role\":\"user\",\"content\":\"" + prompt + "\"}]";
		};
		return "{\"custom_id\":\"" + id + "\",\"method\":\"POST\",\"url\":\"/v1" + format.path()
				+ "\",\"body\":{\"model\":\"gpt-5-mini\"," + input + "{}}}";
	}

	private static List<JsonNode> read(Path file) throws IOException {
		try (Stream<String> lines = Files.lines(file)) {
			return lines.map(mapper::readTree).toList();
		}
	}

}
