package com.flexinference.samples.quickstart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the commands for Maven in README and documents name modules, profiles, goals
 * and tests that exist, and that their dependencies have the versions of the build.
 */
class DocumentedCommandsTests {

	private static final Pattern COMMAND = Pattern.compile("(?:^|`)(mvn [^`#\n]*)", Pattern.MULTILINE);

	private static final Set<String> GOALS = Set.of("clean", "compile", "test", "package", "verify", "install",
			"deploy", "spring-boot:run", "spring-javaformat:apply", "javadoc:aggregate",
			"versions:display-dependency-updates", "versions:display-plugin-updates",
			"versions:display-property-updates", "versions:set");

	private static final Set<String> FLAGS = Set.of("mvn", "-q", "-am", "-B");

	private static final Pattern DEPENDENCY = Pattern.compile(
			"<groupId>com.flexinference</groupId>\\s*<artifactId>([^<]+)</artifactId>(?:\\s*<version>([^<]+)</version>)?");

	private static final Pattern PARENT = Pattern
		.compile("<artifactId>spring-boot-starter-parent</artifactId>\\s*<version>([^<]+)</version>");

	private final Map<String, String> pages = Documents.read();

	private String pom;

	@BeforeEach
	void read() throws IOException {
		this.pom = Files.readString(Documents.ROOT.resolve("pom.xml"));
	}

	@TestFactory
	Stream<DynamicTest> commandIsValid() {
		Set<String> commands = new TreeSet<>();
		for (String page : this.pages.values()) {
			COMMAND.matcher(page).results().forEach((command) -> commands.add(command.group(1).strip()));
		}
		assertThat(commands).hasSizeGreaterThan(8);
		return commands.stream().map((command) -> DynamicTest.dynamicTest(command, () -> assertValid(command)));
	}

	@Test
	void dependencyHasTheVersionOfTheBuild() {
		String version = find("<artifactId>flexinference-parent</artifactId>\\s*<version>([^<]+)<");
		String boot = find("<spring-boot.version>([^<]+)<");
		for (String page : this.pages.values()) {
			assertThat(DEPENDENCY.matcher(page).results()).allSatisfy((dependency) -> {
				assertThat(Documents.ROOT.resolve(dependency.group(1))).exists();
				assertThat(dependency.group(2)).isIn(null, version);
			});
			assertThat(PARENT.matcher(page).results()).allMatch((parent) -> parent.group(1).equals(boot));
		}
	}

	private void assertValid(String command) throws IOException {
		List<String> words = List.of(command.split(" +"));
		for (int i = 0; i < words.size(); i++) {
			String word = words.get(i);
			if (word.equals("-pl")) {
				i++;
				assertThat(words.get(i).split(",")).allMatch((module) -> this.pom.contains("<module>" + module + "<"));
			}
			else if (word.startsWith("-P")) {
				assertThat(this.pom).contains("<id>" + word.substring(2) + "</id>");
			}
			else if (word.startsWith("-Dtest=")) {
				assertThat(isTest(word.substring(7))).isTrue();
			}
			else if (!word.startsWith("-D")) {
				assertThat(word).matches((known) -> FLAGS.contains(known) || GOALS.contains(known));
			}
		}
	}

	private String find(String pattern) {
		Matcher matcher = Pattern.compile(pattern).matcher(this.pom);
		assertThat(matcher.find()).isTrue();
		return matcher.group(1);
	}

	private static boolean isTest(String name) throws IOException {
		try (Stream<Path> files = Files.walk(Documents.ROOT)) {
			return files.anyMatch((file) -> file.endsWith(name + ".java"));
		}
	}

}
