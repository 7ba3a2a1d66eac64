package com.flexinference.samples.assistant;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.boot.test.context.SpringBootTest;

import com.flexinference.router.LocalRouter;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the Java of the page on Spring AI compiles and runs.
 */
@SpringBootTest
class SpringAiPageTests {

	private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

	private static final String IMPORTS = Stream
		.of("java.math.BigDecimal", "java.time.*", "java.util.*", "com.flexinference.ai.*",
				"com.flexinference.client.format.*", "com.flexinference.client.message.*",
				"com.flexinference.template.*", "io.micrometer.observation.ObservationRegistry",
				"org.springframework.ai.chat.client.*", "org.springframework.ai.chat.client.advisor.*",
				"org.springframework.ai.chat.client.advisor.vectorstore.*", "org.springframework.ai.chat.memory.*",
				"org.springframework.ai.chat.metadata.*", "org.springframework.ai.chat.model.*",
				"org.springframework.ai.tool.annotation.*", "org.springframework.ai.vectorstore.*",
				"org.springframework.context.annotation.*", "reactor.core.publisher.Flux")
		.map((name) -> "import " + name + ";\n")
		.reduce("package docs;\n", String::concat);

	private static final String TYPE = """
			class Snippet implements Runnable {
			private final ChatClient.Builder builder;
			private final ChatClient chat;
			private final ChatMemory memory;
			private final VectorStore documents;
			Snippet(ChatClient.Builder builder, ChatMemory memory, VectorStore documents) {
			this.builder = builder;
			this.chat = builder.clone().build();
			this.memory = memory;
			this.documents = documents;
			}
			public void run() {
			%s
			}
			static class Weather { @Tool String weather(String city) { return "7 degrees"; } }
			}
			""";

	@TempDir
	private Path classes;

	@Autowired
	private AutowireCapableBeanFactory beans;

	@Autowired
	private LocalRouter router;

	@ParameterizedTest
	@MethodSource("snippets")
	void snippetCompilesAndRuns(String snippet) throws Exception {
		boolean type = snippet.startsWith("@");
		assertThat(compile(type ? snippet : TYPE.formatted(snippet))).isEmpty();
		if (!type) {
			run();
		}
	}

	@SuppressWarnings("unchecked")
	private void run() throws Exception {
		try (URLClassLoader loader = new URLClassLoader(new URL[] { this.classes.toUri().toURL() })) {
			Class<Runnable> type = (Class<Runnable>) loader.loadClass("docs.Snippet");
			this.beans.createBean(type).run();
		}
		assertThat(this.router.requests())
			.allSatisfy((request) -> assertThat(request.answer().join().status()).isEqualTo(200));
	}

	private List<String> compile(String code) throws IOException {
		JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
		DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
		compiler
			.getTask(null, null, diagnostics, List.of("-proc:none", "-d", this.classes.toString()), null,
					List.of(new Source(IMPORTS + code)))
			.call();
		return diagnostics.getDiagnostics()
			.stream()
			.filter((diagnostic) -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
			.map(Object::toString)
			.toList();
	}

	static List<String> snippets() throws IOException {
		return JAVA.matcher(Files.readString(Path.of("../../docs/spring-ai.md")))
			.results()
			.map((snippet) -> snippet.group(1))
			.toList();
	}

	private static final class Source extends SimpleJavaFileObject {

		private final String code;

		Source(String code) {
			super(URI.create("string:///docs/Snippet.java"), Kind.SOURCE);
			this.code = code;
		}

		@Override
		public CharSequence getCharContent(boolean ignoreEncodingErrors) {
			return this.code;
		}

	}

}
