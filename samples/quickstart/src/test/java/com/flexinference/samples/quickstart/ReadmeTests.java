package com.flexinference.samples.quickstart;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that what README and documents say is so: their Java compiles, their properties
 * exist.
 */
class ReadmeTests {

	private static final Path ROOT = Path.of("../..");

	private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

	private static final Pattern PROPERTY = Pattern
		.compile("`(flexinference\\.(?!client\\.)[a-z.-]+[a-z])`((?:, `\\.[a-z-]+`)*)");

	private static final Pattern SIBLING = Pattern.compile("`\\.([a-z-]+)`");

	private static final Pattern LINK = Pattern.compile("\\]\\((?!http|#)([^)#]+)(?:#[^)]*)?\\)");

	private static final Pattern TYPE = Pattern.compile("`@?([A-Z]\\w+)(?:\\.\\w+(?:\\(\\))?)?`");

	private static final Pattern COMPARED_LINE = Pattern.compile("^\\| `[^`]+` \\| `([^`]+)` \\|", Pattern.MULTILINE);

	private static final String TYPES_OF_COMPARISONS = "@SuppressWarnings({})\nclass Book { } interface Assistant { }";

	private static final Path SOURCES = ROOT.resolve("flexinference-client/src/main/java/com/flexinference");

	private static final List<String> MODULES = List.of("flexinference-client", "flexinference-local-router",
			"flexinference-spring-ai", "flexinference-spring-batch", "flexinference-spring-boot-autoconfigure");

	private static final String IMPORTS = Stream
		.of("java.math.BigDecimal", "java.net.URI", "java.nio.file.*", "java.time.*", "java.util.*",
				"java.util.concurrent.CompletableFuture", "com.flexinference.client.*",
				"com.flexinference.client.format.*", "org.springframework.boot.SpringApplication",
				"org.springframework.boot.autoconfigure.SpringBootApplication", "com.flexinference.client.transport.*",
				"com.flexinference.router.*", "com.flexinference.router.test.*", "com.flexinference.client.message.*",
				"com.flexinference.template.*", "com.flexinference.template.declared.*",
				"com.flexinference.template.typed.*", "com.flexinference.test.*", "org.junit.jupiter.api.Test",
				"org.junit.jupiter.api.extension.ExtendWith",
				"org.springframework.boot.restclient.test.autoconfigure.RestClientTest",
				"org.springframework.http.MediaType", "org.springframework.test.web.client.MockRestServiceServer",
				"org.springframework.beans.factory.annotation.Autowired",
				"org.springframework.beans.factory.annotation.Qualifier", "org.springframework.context.annotation.*",
				"com.fasterxml.jackson.annotation.JsonPropertyDescription", "com.flexinference.client.observation.*",
				"com.flexinference.client.observation.FlexInferenceObservationDocumentation.LowCardinalityKeyNames",
				"io.micrometer.common.KeyValue", "org.springframework.boot.test.context.SpringBootTest",
				"org.springframework.core.io.*", "org.springframework.util.MimeType",
				"org.springframework.http.HttpHeaders", "org.springframework.core.ParameterizedTypeReference",
				"org.springframework.http.codec.ServerSentEvent", "org.springframework.http.HttpStatus",
				"org.springframework.web.ErrorResponse", "org.springframework.web.bind.annotation.*",
				"org.springframework.web.servlet.mvc.method.annotation.SseEmitter", "com.flexinference.web.*",
				"reactor.core.publisher.Flux", "org.springframework.stereotype.Component",
				"org.springframework.stereotype.Service", "tools.jackson.databind.JsonNode",
				"static com.flexinference.router.test.LocalRouterAssertions.assertThat",
				"static org.assertj.core.api.Assertions.assertThat",
				"static org.assertj.core.api.Assertions.assertThatThrownBy",
				"static org.springframework.test.web.client.match.MockRestRequestMatchers.*",
				"static org.springframework.test.web.client.response.MockRestResponseCreators.*")
		.map((name) -> "import " + name + ";\n")
		.reduce("", String::concat);

	private final Map<String, String> documents = read(ROOT);

	@TempDir
	Path classes;

	@TestFactory
	Stream<DynamicContainer> snippetCompiles() {
		assertThat(snippets(String.join("\n", this.documents.values()))).hasSizeGreaterThan(30);
		return this.documents.entrySet()
			.stream()
			.map((document) -> DynamicContainer.dynamicContainer(document.getKey(),
					compilations(snippets(document.getValue()))));
	}

	@TestFactory
	Stream<DynamicTest> lineOfComparisonCompiles() {
		List<String> lines = COMPARED_LINE.matcher(this.documents.get("coming-from.md"))
			.results()
			.map((row) -> row.group(1))
			.filter((line) -> !line.startsWith("FlexFlux"))
			.toList();
		assertThat(lines).hasSizeGreaterThan(15);
		return lines.stream()
			.map((line) -> DynamicTest.dynamicTest(line,
					() -> assertThat(compile(List.of(TYPES_OF_COMPARISONS), "Object value = " + line + ";"))
						.isEmpty()));
	}

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
		List<Path> pages = new ArrayList<>(List.of(ROOT.resolve("README.md")));
		try (Stream<Path> files = Files.walk(ROOT.resolve("docs"))) {
			files.filter((file) -> file.toString().endsWith(".md")).forEach(pages::add);
		}
		assertThat(pages).hasSizeGreaterThan(20);
		return pages.stream()
			.map((page) -> DynamicTest.dynamicTest(page.toString(), () -> assertThat(brokenLinks(page)).isEmpty()));
	}

	private static List<Path> brokenLinks(Path page) throws IOException {
		return LINK.matcher(Files.readString(page))
			.results()
			.map((link) -> page.resolveSibling(link.group(1)))
			.filter(Files::notExists)
			.toList();
	}

	private static List<String> snippets(String document) {
		return JAVA.matcher(document).results().map((snippet) -> snippet.group(1)).toList();
	}

	private Stream<DynamicTest> compilations(List<String> snippets) {
		return snippets.stream()
			.map((snippet) -> DynamicTest.dynamicTest(snippet.lines().findFirst().orElseThrow(),
					() -> assertThat(compile(snippets, snippet)).isEmpty()));
	}

	private List<String> compile(List<String> all, String snippet) {
		List<JavaFileObject> sources = new ArrayList<>();
		for (String type : all.stream().filter(ReadmeTests::isType).toList()) {
			Matcher name = Pattern.compile("(?:class|interface) (\\w+)").matcher(type);
			assertThat(name.find()).isTrue();
			sources.add(new Source(name.group(1), IMPORTS + type));
		}
		if (!isType(snippet)) {
			sources.add(new Source("Snippet", IMPORTS
					+ "class Snippet { LocalRouter router; void run(FlexInferenceClient client, FlexInferenceTemplate flex) throws Exception {\n"
					+ snippet + "\n} }"));
		}
		DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
		JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
		String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
		compiler
			.getTask(null, null, diagnostics, List.of("-d", this.classes.toString(), "-proc:none", "-cp", classPath),
					null, sources)
			.call();
		return diagnostics.getDiagnostics()
			.stream()
			.filter((diagnostic) -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
			.map(Object::toString)
			.toList();
	}

	private static boolean isType(String snippet) {
		return snippet.startsWith("@");
	}

	@Test
	void propertyExists() throws IOException {
		Set<String> mentioned = new HashSet<>();
		Matcher matcher = PROPERTY.matcher(Stream
			.of("README.md", "calls.md", "configuration.md", "errors.md", "reliability.md", "template.md", "testing.md")
			.map(this.documents::get)
			.collect(Collectors.joining()));
		while (matcher.find()) {
			String name = matcher.group(1);
			mentioned.add(name);
			Matcher sibling = SIBLING.matcher(matcher.group(2));
			while (sibling.find()) {
				mentioned.add(name.substring(0, name.lastIndexOf('.') + 1) + sibling.group(1));
			}
		}
		assertThat(mentioned).hasSizeGreaterThan(10);
		assertThat(propertiesInMetadata()).containsAll(mentioned);
	}

	@Test
	void typeInArchitectureExists() throws IOException {
		List<String> named = TYPE.matcher(this.documents.get("architecture.md"))
			.results()
			.map((type) -> type.group(1))
			.distinct()
			.toList();
		assertThat(named).hasSizeGreaterThan(40);
		Set<String> types = new HashSet<>();
		for (String module : MODULES) {
			try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src"))) {
				files.forEach((file) -> types.add(file.getFileName().toString().replace(".java", "")));
			}
		}
		assertThat(types).containsAll(named);
	}

	private static Set<String> propertiesInMetadata() throws IOException {
		Set<String> names = new HashSet<>();
		var resources = ReadmeTests.class.getClassLoader().getResources("META-INF/spring-configuration-metadata.json");
		while (resources.hasMoreElements()) {
			try (InputStream in = resources.nextElement().openStream()) {
				JsonNode metadata = JsonMapper.shared().readTree(in);
				metadata.path("properties").forEach((property) -> names.add(property.path("name").stringValue()));
			}
		}
		return names;
	}

	private static Map<String, String> read(Path root) {
		Map<String, String> documents = new LinkedHashMap<>();
		try (Stream<Path> files = Files.list(root.resolve("docs"))) {
			documents.put("README.md", Files.readString(root.resolve("README.md")));
			for (Path file : files.filter(ReadmeTests::isDocument).sorted().toList()) {
				documents.putIfAbsent(file.getFileName().toString(), Files.readString(file));
			}
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		return documents;
	}

	// Their snippets need clients of others, WebFlux or Spring AI, which this sample
	// lacks.
	private static boolean isDocument(Path file) {
		return file.toString().endsWith(".md")
				&& Stream.of("bulk.md", "interop.md", "reactive.md", "spring-ai.md").noneMatch(file::endsWith);
	}

	private static final class Source extends SimpleJavaFileObject {

		private final String code;

		Source(String name, String code) {
			super(URI.create("string:///" + name + ".java"), Kind.SOURCE);
			this.code = code;
		}

		@Override
		public CharSequence getCharContent(boolean ignoreEncodingErrors) {
			return this.code;
		}

	}

}
