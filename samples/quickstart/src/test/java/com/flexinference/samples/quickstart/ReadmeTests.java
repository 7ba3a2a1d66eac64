package com.flexinference.samples.quickstart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that what README and documents name exists: links and their sections, exceptions,
 * properties and types.
 */
class ReadmeTests {

	private static final Pattern PROPERTY = Pattern
		.compile("`(flexinference\\.(?!client\\.)[a-z.-]+[a-z])`((?:, `\\.[a-z-]+`)*)");

	private static final Pattern SIBLING = Pattern.compile("`\\.([a-z-]+)`");

	private static final Pattern LINK = Pattern.compile("(?:]\\(|src(?:set)?=\")(?!http)([^)#\"]*)(?:#([^)]+))?");

	private static final Pattern HEADING = Pattern.compile("^#+ (.+)$", Pattern.MULTILINE);

	private static final Pattern TYPE = Pattern.compile("`@?([A-Z]\\w+)(?:\\.\\w+(?:\\(\\))?)?`");

	private static final Pattern DIAGRAM = Pattern.compile("```\\n(.*?)```", Pattern.DOTALL);

	private static final Pattern TYPE_IN_DIAGRAM = Pattern.compile("\\b(?:[A-Z][a-z]+){2,}\\b");

	private static final Path SOURCES = Documents.ROOT.resolve("flexinference-client/src/main/java/com/flexinference");

	private static final List<String> MODULES = List.of("flexinference-client", "flexinference-local-router",
			"flexinference-spring-ai", "flexinference-spring-batch", "flexinference-spring-boot-autoconfigure");

	private final Map<String, String> documents = Documents.read();

	@Test
	void exceptionIsListed() throws IOException {
		List<String> exceptions = new ArrayList<>();
		for (String location : List.of("client", "client/message", "template", "template/typed")) {
			try (Stream<Path> files = Files.list(SOURCES.resolve(location))) {
				files.map((file) -> file.getFileName().toString())
					.filter((name) -> name.endsWith("Exception.java"))
					.forEach((name) -> exceptions.add("| `" + name.replace(".java", "") + "` |"));
			}
		}
		assertThat(exceptions).hasSizeGreaterThan(15);
		assertThat(this.documents.get("errors.md")).contains(exceptions);
	}

	@TestFactory
	Stream<DynamicTest> linkIsThere() throws IOException {
		List<Path> pages = new ArrayList<>();
		for (String folder : List.of(".", "docs", "docs/decisions", "benchmarks")) {
			try (Stream<Path> files = Files.list(Documents.ROOT.resolve(folder))) {
				files.filter((file) -> file.toString().endsWith(".md")).forEach(pages::add);
			}
		}
		assertThat(pages).hasSizeGreaterThan(35);
		return pages.stream()
			.map((page) -> DynamicTest.dynamicTest(page.toString(), () -> assertThat(brokenLinks(page)).isEmpty()));
	}

	private static List<String> brokenLinks(Path page) throws IOException {
		return LINK.matcher(Files.readString(page))
			.results()
			.filter((link) -> !exists(link.group(1).isEmpty() ? page : page.resolveSibling(link.group(1)),
					link.group(2)))
			.map(MatchResult::group)
			.toList();
	}

	private static boolean exists(Path page, @Nullable String section) {
		try {
			return Files.exists(page) && (section == null || sections(page).contains(section));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Return the anchors of a page as GitHub derives them from its headings.
	 */
	private static Set<String> sections(Path page) throws IOException {
		return HEADING.matcher(Files.readString(page))
			.results()
			.map((heading) -> heading.group(1).toLowerCase(Locale.ROOT).replaceAll("[^\\w -]", "").replace(' ', '-'))
			.collect(Collectors.toSet());
	}

	@Test
	void propertyExists() {
		Set<String> mentioned = new HashSet<>();
		Matcher matcher = PROPERTY.matcher(String.join("\n", this.documents.values()));
		while (matcher.find()) {
			String name = matcher.group(1);
			mentioned.add(name);
			Matcher sibling = SIBLING.matcher(matcher.group(2));
			while (sibling.find()) {
				mentioned.add(name.substring(0, name.lastIndexOf('.') + 1) + sibling.group(1));
			}
		}
		assertThat(mentioned).hasSizeGreaterThan(10);
		Set<String> known = Metadata.properties().keySet();
		mentioned.removeIf((name) -> known.stream().anyMatch((one) -> (one + ".").startsWith(name + ".")));
		mentioned.removeIf((name) -> this.documents.get("meters.md").contains("`" + name + "`"));
		assertThat(mentioned).isEmpty();
	}

	@Test
	void typeInArchitectureExists() throws IOException {
		String page = this.documents.get("architecture.md");
		Set<String> named = TYPE.matcher(page).results().map((type) -> type.group(1)).collect(Collectors.toSet());
		assertThat(named).hasSizeGreaterThan(40);
		Set<String> drawn = DIAGRAM.matcher(page)
			.results()
			.flatMap((diagram) -> TYPE_IN_DIAGRAM.matcher(diagram.group()).results())
			.map(MatchResult::group)
			.filter((type) -> !type.equals("RestClient"))
			.collect(Collectors.toSet());
		assertThat(drawn).contains("SseReader").hasSizeGreaterThan(8);
		named.addAll(drawn);
		Set<String> types = new HashSet<>();
		for (String module : MODULES) {
			try (Stream<Path> files = Files.walk(Documents.ROOT.resolve(module).resolve("src"))) {
				files.forEach((file) -> types.add(file.getFileName().toString().replace(".java", "")));
			}
		}
		assertThat(types).containsAll(named);
	}

}
