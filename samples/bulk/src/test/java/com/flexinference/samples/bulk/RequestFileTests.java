package com.flexinference.samples.bulk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.flexinference.client.format.CallerFormat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link RequestFile}.
 */
class RequestFileTests {

	private static final String RIGHT = "{\"custom_id\":\"a\",\"url\":\"/v1/responses\",\"body\":{}}";

	@TempDir
	Path directory;

	@Test
	void tellsTheFormatAndTheNumberOfLines() throws IOException {
		RequestFile file = RequestFile.check(file(RIGHT + "\n" + RIGHT.replace("\"a\"", "\"b\"") + "\n"));
		assertThat(file.format()).isEqualTo(CallerFormat.RESPONSES);
		assertThat(file.lines()).isEqualTo(2);
	}

	@Test
	void readsAFileWithAByteOrderMarkAndWithoutALastLineEnd() throws IOException {
		assertThat(RequestFile.check(file("\uFEFF" + RIGHT)).lines()).isOne();
	}

	@Test
	void keepsTheNumbersOfABody() {
		String body = "{\"large\":1E+400,\"exact\":0.12345678901234567890123456789,\"integer\":12345678901234567890123}";
		assertThat(RequestLine.parse(RIGHT.replace("{}", body), 1).body()).isEqualTo(body);
	}

	@Test
	void refusesAFileThatIsNotInUtf8() throws IOException {
		Path latin = Files.writeString(this.directory.resolve("latin.jsonl"), RIGHT + "\n\u00e9",
				StandardCharsets.ISO_8859_1);
		assertThatIllegalArgumentException().isThrownBy(() -> RequestFile.check(latin))
			.withMessageContaining("It is not in UTF-8");
	}

	@Test
	void saysWhichLineIsWrong() {
		refuses(RIGHT + "\n\n", "Line 2 is empty");
		refuses(RIGHT + "\n" + RIGHT, "Line 2 has the 'custom_id' 'a' of a line before it");
		refuses(RIGHT + "\nno JSON", "Line 2 is no JSON");
		refuses(RIGHT.replace("\"url\"", "\"custom_id\":\"b\",\"url\""),
				"Line 1 is no JSON: Duplicate Object property \"custom_id\"");
		refuses("{}", "Line 1 has no 'custom_id'");
		refuses("{\"custom_id\":\"a\",\"url\":\"/v1/embeddings\"}", "Line 1 needs a 'url' that ends in /responses");
		refuses("{\"custom_id\":\"a\",\"url\":\"/v1/responses\"}", "Line 1 needs an object 'body'");
		refuses(RIGHT + "\n" + RIGHT.replace("\"a\"", "\"b\"").replace("responses", "messages"),
				"Line 2 is for /messages, the lines before it");
		refuses("", "has no requests");
	}

	private void refuses(String content, String message) {
		assertThatIllegalArgumentException().isThrownBy(() -> RequestFile.check(file(content)))
			.withMessageContaining(message);
	}

	private Path file(String content) throws IOException {
		return Files.writeString(this.directory.resolve("requests.jsonl"), content);
	}

}
