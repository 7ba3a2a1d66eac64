package com.flexinference.batch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the Java of the page on bulk requests compiles.
 */
class BulkPageTests {

	@Test
	void snippetIsInAClassThatCompiles() throws IOException {
		String source = Files.readString(Path.of("src/test/java/com/flexinference/batch/BulkPage.java"))
			.replace("\n\t", "\n");
		assertThat(Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
			.matcher(Files.readString(Path.of("../docs/bulk.md")))
			.results()
			.map((snippet) -> snippet.group(1))).isNotEmpty().allSatisfy((code) -> assertThat(source).contains(code));
	}

}
