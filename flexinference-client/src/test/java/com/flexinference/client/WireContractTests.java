package com.flexinference.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the sections of {@code docs/wire-contract.md} that Javadoc cites exist.
 */
class WireContractTests {

	private static final Pattern CITATION = Pattern
		.compile("contract(?:\\.md,)? sections? (\\d+(?:\\.\\d+)*(?:(?:,| and|, and| to) \\d+(?:\\.\\d+)*)*)");

	private static final Pattern NUMBER = Pattern.compile("\\d+(?:\\.\\d+)*");

	private static final Pattern HEADING = Pattern.compile("(?m)^#{2,3} (\\d+(?:\\.\\d+)?)\\.? ");

	@Test
	void citedSectionExists() throws IOException {
		List<String> cited = Stream.of("../flexinference-client/src", "../flexinference-local-router/src")
			.flatMap((folder) -> comments(Path.of(folder)))
			.flatMap((source) -> matches(CITATION, source))
			.flatMap((citation) -> NUMBER.matcher(citation.group(1)).results())
			.map(MatchResult::group)
			.distinct()
			.toList();
		assertThat(cited).hasSizeGreaterThan(20);
		String document = Files.readString(Path.of("../docs/wire-contract.md"));
		assertThat(matches(HEADING, document).map((heading) -> heading.group(1))).doesNotHaveDuplicates()
			.containsAll(cited);
	}

	private static Stream<MatchResult> matches(Pattern pattern, String text) {
		return pattern.matcher(text).results();
	}

	private static Stream<String> comments(Path folder) {
		try (Stream<Path> files = Files.walk(folder)) {
			return files.filter((file) -> file.toString().endsWith(".java"))
				.map(WireContractTests::withoutLineBreaks)
				.toList()
				.stream();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String withoutLineBreaks(Path file) {
		try {
			return Files.readString(file).replaceAll("\\s+\\* ", " ");
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
