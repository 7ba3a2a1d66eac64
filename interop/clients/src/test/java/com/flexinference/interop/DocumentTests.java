package com.flexinference.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that {@code docs/interop.md} shows code that the tests run, and names the
 * versions they run it with.
 */
class DocumentTests {

	private static final Path ROOT = Path.of("../..");

	private static final Pattern CODE = Pattern.compile("```(?:java|js|properties)\n(.*?)```", Pattern.DOTALL);

	private static final Pattern MAVEN_VERSION = Pattern
		.compile("<(?:anthropic-java|google-genai|langchain4j|openai-java|spring-ai).version>([^<]+)<");

	private static final Pattern NPM_VERSION = Pattern.compile("\"(?:@?[a-z-]+/)?[a-z0-9-]+\": \"([0-9][^\"]+)\"");

	private final String document = read(ROOT.resolve("docs/interop.md"));

	@Test
	void codeIsThatOfTests() throws IOException {
		String tests = sources("clients/src/test") + sources("spring-ai/src/test") + sources("node/test");
		assertThat(CODE.matcher(this.document).results().map((code) -> squeezed(code.group(1)))).hasSizeGreaterThan(5)
			.allSatisfy((code) -> assertThat(tests).contains(code));
	}

	@Test
	void versionsAreThoseOfTests() {
		Stream<MatchResult> versions = Stream.concat(Stream.of("clients", "spring-ai")
			.flatMap((module) -> MAVEN_VERSION.matcher(read(ROOT.resolve("interop/" + module + "/pom.xml"))).results()),
				NPM_VERSION.matcher(read(ROOT.resolve("interop/node/package.json"))).results());
		assertThat(versions.map((version) -> version.group(1))).hasSizeGreaterThan(10)
			.allSatisfy((version) -> assertThat(this.document).contains(version));
	}

	private static String sources(String directory) throws IOException {
		try (Stream<Path> files = Files.walk(ROOT.resolve("interop").resolve(directory))) {
			return files.filter(Files::isRegularFile)
				.map(DocumentTests::read)
				.map(DocumentTests::squeezed)
				.collect(Collectors.joining());
		}
	}

	private static String squeezed(String code) {
		return code.replaceAll("\\s+", "");
	}

	private static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
