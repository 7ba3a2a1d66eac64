package com.flexinference.samples.quickstart;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

import com.flexinference.client.FlexInferenceClient;
import com.flexinference.client.FlexRequest;
import com.flexinference.router.LocalRouter;
import com.flexinference.template.FlexInferenceTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Compiles and runs the Java of documents: statements against a local router, tests on
 * JUnit.
 */
final class Snippets {

	private static final String PACKAGE = "com.flexinference.samples.quickstart.docs";

	private static final Pattern TYPE_NAME = Pattern.compile("(?:class|interface) (\\w+)");

	/** Marks a snippet that is not whole, which is compiled only. */
	private static final String ELLIPSIS = "// …";

	private static final String IMPORTS = Stream.of("java.math.BigDecimal", "java.net.URI", "java.nio.file.*",
			"java.time.*", "java.util.*", "java.util.concurrent.CompletableFuture",
			"java.util.concurrent.atomic.AtomicReference", "com.fasterxml.jackson.annotation.JsonPropertyDescription",
			"com.flexinference.client.*", "com.flexinference.client.format.*", "com.flexinference.client.message.*",
			"com.flexinference.client.observation.*",
			"com.flexinference.client.observation.FlexInferenceObservationDocumentation.LowCardinalityKeyNames",
			"com.flexinference.client.transport.*", "com.flexinference.reactive.*", "com.flexinference.router.*",
			"com.flexinference.router.test.*", "com.flexinference.template.*", "com.flexinference.template.declared.*",
			"com.flexinference.template.typed.*", "com.flexinference.test.*", "com.flexinference.web.*",
			"io.micrometer.common.KeyValue", "org.junit.jupiter.api.Test", "org.junit.jupiter.api.extension.ExtendWith",
			"org.springframework.beans.factory.annotation.Autowired",
			"org.springframework.beans.factory.annotation.Qualifier", "org.springframework.boot.SpringApplication",
			"org.springframework.boot.autoconfigure.SpringBootApplication",
			"org.springframework.boot.restclient.test.autoconfigure.RestClientTest",
			"org.springframework.boot.test.context.SpringBootTest", "org.springframework.context.annotation.*",
			"org.springframework.core.ParameterizedTypeReference", "org.springframework.core.io.*",
			"org.springframework.http.HttpHeaders", "org.springframework.http.HttpStatus",
			"org.springframework.http.MediaType", "org.springframework.http.codec.ServerSentEvent",
			"org.springframework.stereotype.Component", "org.springframework.stereotype.Service",
			"org.springframework.test.web.client.MockRestServiceServer", "org.springframework.util.MimeType",
			"org.springframework.web.ErrorResponse", "org.springframework.web.bind.annotation.*",
			"org.springframework.web.servlet.mvc.method.annotation.SseEmitter", "reactor.core.publisher.Flux",
			"reactor.core.publisher.Mono", "tools.jackson.databind.JsonNode",
			"static com.flexinference.router.test.LocalRouterAssertions.assertThat",
			"static org.assertj.core.api.Assertions.assertThat",
			"static org.assertj.core.api.Assertions.assertThatThrownBy",
			"static org.springframework.test.web.client.match.MockRestRequestMatchers.*",
			"static org.springframework.test.web.client.response.MockRestResponseCreators.*")
		.map((name) -> "import " + name + ";\n")
		.reduce("package " + PACKAGE + ";\n", String::concat);

	private static final String STATEMENTS = IMPORTS + """
					public class Snippet {
					public static LocalRouter router;
			public static void run(FlexInferenceClient client, FlexInferenceTemplate flex) throws Exception {
					%s
					}
					}""";

	private final Path classes;

	Snippets(Path classes) {
		this.classes = classes;
	}

	/**
	 * Compile a snippet and run it, if it is whole and can run.
	 * @param types all types of its page
	 * @param snippet the snippet, a type or statements
	 */
	void run(List<String> types, String snippet) throws Exception {
		List<JavaFileObject> sources = new ArrayList<>();
		types.forEach((type) -> sources.add(source(name(type), IMPORTS + type)));
		if (!isType(snippet)) {
			sources.add(source("Snippet", STATEMENTS.formatted(inPlace(snippet))));
		}
		compile(sources);
		ClassLoader before = Thread.currentThread().getContextClassLoader();
		try (URLClassLoader loader = new URLClassLoader(new URL[] { this.classes.toUri().toURL() }, before)) {
			Thread.currentThread().setContextClassLoader(loader);
			if (!isType(snippet) && !snippet.contains(ELLIPSIS)) {
				statements(loader.loadClass(PACKAGE + ".Snippet"));
			}
			else if (isType(snippet) && name(snippet).endsWith("Tests")) {
				tests(loader.loadClass(PACKAGE + "." + name(snippet)));
			}
		}
		finally {
			Thread.currentThread().setContextClassLoader(before);
		}
	}

	/**
	 * Compile sources.
	 * @param sources the sources
	 */
	void compile(List<JavaFileObject> sources) {
		DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
		String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
		ToolProvider.getSystemJavaCompiler()
			.getTask(null, null, diagnostics,
					List.of("-d", this.classes.toString(), "-proc:none", "-parameters", "-cp", classPath), null,
					sources)
			.call();
		assertThat(diagnostics.getDiagnostics())
			.filteredOn((diagnostic) -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
			.isEmpty();
	}

	static JavaFileObject source(String name, String code) {
		return new SimpleJavaFileObject(URI.create("string:///" + name + ".java"), JavaFileObject.Kind.SOURCE) {

			@Override
			public CharSequence getCharContent(boolean ignoreEncodingErrors) {
				return code;
			}

		};
	}

	static boolean isType(String snippet) {
		return snippet.startsWith("@");
	}

	private static String name(String type) {
		Matcher name = TYPE_NAME.matcher(type);
		assertThat(name.find()).isTrue();
		return name.group(1);
	}

	/**
	 * Let the snippet read files that exist, and call the router instead of the service.
	 */
	private String inPlace(String snippet) throws IOException {
		for (String file : List.of("photo.png", "contract.pdf", "scan")) {
			Files.writeString(this.classes.resolve(file), "content");
		}
		return snippet.replaceAll("(FileSystemResource|Path\\.of)\\(\"", "$1(\"" + this.classes + "/")
			.replace(".apiKey(\"flex_live_...\")", ".apiKey(\"any\").baseUrl(router.baseUrl().toString())");
	}

	private static void statements(Class<?> snippet) throws Exception {
		Method run = snippet.getMethod("run", FlexInferenceClient.class, FlexInferenceTemplate.class);
		try (LocalRouter router = LocalRouter.builder().capacity(1).build().start();
				FlexInferenceClient client = FlexInferenceClient.builder()
					.baseUrl(router.baseUrl().toString())
					.apiKey("any")
					.defaults(FlexRequest.of((r) -> r.model("gpt-5.5").startWithin(Duration.ofSeconds(30))))
					.build()) {
			snippet.getField("router").set(null, router);
			run.invoke(null, client, FlexInferenceTemplate.builder(client).build());
		}
		catch (InvocationTargetException ex) {
			throw (Exception) ex.getCause();
		}
	}

	private static void tests(Class<?> tests) {
		SummaryGeneratingListener listener = new SummaryGeneratingListener();
		LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
			.selectors(DiscoverySelectors.selectClass(tests))
			.build();
		LauncherFactory.create().execute(request, listener);
		assertThat(listener.getSummary().getFailures()).isEmpty();
		assertThat(listener.getSummary().getTestsSucceededCount()).isPositive();
	}

}
