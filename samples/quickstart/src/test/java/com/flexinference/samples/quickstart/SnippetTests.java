package com.flexinference.samples.quickstart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the Java of README and documents compiles and runs. The pages on bulk jobs,
 * Spring AI and other clients are tested where those are on the class path.
 */
class SnippetTests {

	private static final List<String> ELSEWHERE = List.of("bulk.md", "interop.md", "spring-ai.md");

	private static final Pattern COMPARED_LINE = Pattern.compile("^\\| `[^`]+` \\| `([^`]+)` \\|", Pattern.MULTILINE);

	private static final String TYPES_OF_COMPARISONS = "@SuppressWarnings({})\nclass Types { } record Book(String title) { } interface Assistant { @Prompt(\"Hi\") String greet(); }";

	private final Map<String, String> pages = Documents.read();

	@TempDir
	private Path directory;

	@TestFactory
	Stream<DynamicContainer> snippetCompilesAndRuns() {
		this.pages.keySet().removeAll(ELSEWHERE);
		assertThat(this.pages.values().stream().flatMap((page) -> Documents.blocks(page, "java").stream()))
			.hasSizeGreaterThan(40);
		return this.pages.entrySet()
			.stream()
			.map((page) -> DynamicContainer.dynamicContainer(page.getKey(),
					tests(Documents.blocks(page.getValue(), "java"))));
	}

	@TestFactory
	Stream<DynamicTest> lineOfComparisonCompilesAndRuns() {
		List<String> lines = COMPARED_LINE.matcher(this.pages.get("coming-from.md"))
			.results()
			.map((row) -> row.group(1))
			.toList();
		assertThat(lines).hasSizeGreaterThan(15);
		return lines.stream().map((line) -> test(line, List.of(TYPES_OF_COMPARISONS), "Object value = " + line + ";"));
	}

	@Test
	void adviceIsThatOfTheSample() throws IOException {
		String sample = Files
			.readString(Path.of("src/main/java/com/flexinference/samples/quickstart/FlexInferenceProblems.java"));
		String advice = sample.substring(sample.indexOf("@RestControllerAdvice\n"));
		assertThat(Documents.blocks(this.pages.get("web-applications.md"), "java"))
			.anySatisfy((block) -> assertThat(block).isEqualToIgnoringWhitespace(advice));
	}

	private Stream<DynamicTest> tests(List<String> snippets) {
		List<String> types = snippets.stream().filter(Snippets::isType).toList();
		return snippets.stream().map((snippet) -> test(snippet.lines().findFirst().orElseThrow(), types, snippet));
	}

	private DynamicTest test(String name, List<String> types, String snippet) {
		return DynamicTest.dynamicTest(name,
				() -> new Snippets(Files.createTempDirectory(this.directory, "snippet")).run(types, snippet));
	}

}
