package com.flexinference.autoconfigure.router;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.util.ClassUtils;

import com.flexinference.autoconfigure.FlexInferenceAutoConfiguration;
import com.flexinference.client.FlexInferenceClient;
import com.flexinference.client.InvalidConfigurationException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link StandIn} and {@link MissingApiKeyFailureAnalyzer}, some by
 * applications in processes of their own, which know of no test.
 */
@Timeout(120)
class StandInTests {

	private final MockEnvironment environment = new MockEnvironment();

	@Test
	void standsInInTests() {
		this.environment.setProperty("spring.main.cloud-platform", "kubernetes");
		assertThat(new StandIn(this.environment, true, true, null).obstacle()).isNull();
		assertThat(StandIn.of(this.environment).test()).isTrue();
	}

	@Test
	void standsInInApplicationOfTheBuild() {
		assertThat(new StandIn(this.environment, false, false, Application.class).obstacle()).isNull();
	}

	@Test
	void doesNotStandInOnCloudPlatform() {
		this.environment.setProperty("spring.main.cloud-platform", "kubernetes");
		assertThat(new StandIn(this.environment, false, false, Application.class).obstacle())
			.contains("cloud platform KUBERNETES");
	}

	@Test
	void doesNotStandInAheadOfTime() {
		assertThat(new StandIn(this.environment, false, true, Application.class).obstacle())
			.contains("processed ahead of time");
	}

	@Test
	void doesNotStandInWithoutMainMethod() {
		assertThat(new StandIn(this.environment, false, false, null).obstacle())
			.contains("not started by a main method");
	}

	@Test
	void doesNotStandInInClassesOfAJar() {
		assertThat(new StandIn(this.environment, false, false, SpringApplication.class).obstacle()).contains("packaged",
				SpringApplication.class.getName(), ".jar");
	}

	@Test
	void standsInAnywhereIfAskedFor() {
		this.environment.setProperty("flexinference.local-router.enabled", "true");
		assertThat(new StandIn(this.environment, false, true, null).obstacle()).isNull();
	}

	@Test
	void preferredReplacesAnApiKeyInApplicationOfTheBuild() {
		this.environment.setProperty("flexinference.local-router.preferred", "true");
		this.environment.setProperty("flexinference.api-key", "flex_live_one");
		assertThat(new StandIn(this.environment, false, false, Application.class).obstacle()).isNull();
	}

	@Test
	void preferredDoesNotStandInElsewhere() {
		this.environment.setProperty("flexinference.local-router.preferred", "true");
		StandIn packaged = new StandIn(this.environment, false, true, null);
		assertThat(packaged.obstacle()).contains("processed ahead of time");
		this.environment.setProperty("flexinference.api-key", "flex_live_one");
		assertThatExceptionOfType(InvalidConfigurationException.class).isThrownBy(packaged::obstacle)
			.satisfies((ex) -> assertThat(ex.property()).isEqualTo("flexinference.local-router.preferred"))
			.withMessageContaining("because the application was processed ahead of time")
			.withMessageContaining("set 'flexinference.local-router.enabled' to true");
		this.environment.setProperty("flexinference.local-router.enabled", "true");
		assertThat(packaged.obstacle()).isNull();
	}

	@Test
	void doesNotStandInIfForbidden() {
		this.environment.setProperty("flexinference.local-router.enabled", "false");
		assertThat(new StandIn(this.environment, true, false, null).obstacle())
			.contains("'flexinference.local-router.enabled' is false");
	}

	@Test
	void enabledDoesNotReplaceAnApiKey() {
		this.environment.setProperty("flexinference.local-router.enabled", "true");
		this.environment.setProperty("flexinference.api-key", "flex_live_one");
		assertThat(new StandIn(this.environment, false, false, null).obstacle())
			.contains("'flexinference.api-key' is set");
	}

	@Test
	void applicationOfTheBuildIsSimulated() throws Exception {
		assertThat(run(List.of())).contains("simulated", "started with http://127.0.0.1:");
	}

	@Test
	void packagedApplicationDoesNotStart(@TempDir Path directory) throws Exception {
		assertThat(run(List.of(packaged(directory))))
			.contains("APPLICATION FAILED TO START", "No FlexInference API key is set",
					"the application is packaged: its main class " + Application.class.getName() + " is in ", "app.jar",
					"FLEXINFERENCE_API_KEY", "'flexinference.local-router.enabled' to true")
			.doesNotContain("started with", "\tat ");
	}

	@ParameterizedTest
	@ValueSource(strings = { "BOOT-INF", "WEB-INF" })
	void doesNotStandInInAnExtractedPackageInTheDirectoryOfItsBuild(String name, @TempDir Path directory)
			throws Exception {
		Files.createFile(directory.resolve("pom.xml"));
		Path classes = directory.resolve("extracted").resolve(name).resolve("classes");
		Path file = classes.resolve(ClassUtils.convertClassNameToResourcePath(Application.class.getName()) + ".class");
		Files.createDirectories(file.getParent());
		try (InputStream in = StandInTests.class.getResourceAsStream("/" + classes.relativize(file))) {
			Files.copy(in, file);
		}
		try (URLClassLoader loader = new URLClassLoader(new URL[] { classes.toUri().toURL() }, null)) {
			Class<?> mainClass = loader.loadClass(Application.class.getName());
			assertThat(new StandIn(this.environment, false, false, mainClass).obstacle())
				.contains("the application is packaged");
		}
	}

	@Test
	void packagedApplicationIsSimulatedIfAskedFor(@TempDir Path directory) throws Exception {
		assertThat(run(List.of(packaged(directory)), "--flexinference.local-router.enabled=true")).contains("simulated",
				"started with http://127.0.0.1:");
	}

	private static String packaged(Path directory) throws IOException {
		Path jar = directory.resolve("app.jar");
		try (OutputStream file = Files.newOutputStream(jar); JarOutputStream out = new JarOutputStream(file)) {
			String name = ClassUtils.convertClassNameToResourcePath(Application.class.getName()) + ".class";
			out.putNextEntry(new JarEntry(name));
			StandInTests.class.getClassLoader().getResourceAsStream(name).transferTo(out);
		}
		return jar.toString();
	}

	private static String run(List<String> first, String... arguments) throws IOException, InterruptedException {
		List<String> classPath = new ArrayList<>(first);
		classPath.add(System.getProperty("java.class.path"));
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
						"-XX:+UseSerialGC", "-cp", String.join(System.getProperty("path.separator"), classPath),
						Application.class.getName()));
		command.addAll(List.of(arguments));
		ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
		builder.environment().keySet().removeIf((name) -> name.startsWith("FLEXINFERENCE_"));
		builder.environment().put("SPRING_MAIN_CLOUD_PLATFORM", "none");
		builder.environment().put("SPRING_MAIN_WEB_APPLICATION_TYPE", "none");
		Process process = builder.start();
		String output = new String(process.getInputStream().readAllBytes());
		assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
		return output;
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ LocalRouterAutoConfiguration.class, FlexInferenceAutoConfiguration.class })
	public static class Application {

		public static void main(String[] args) {
			try (ConfigurableApplicationContext context = SpringApplication.run(Application.class, args)) {
				System.out.println("started with " + context.getBean(FlexInferenceClient.class).settings().baseUrl());
			}
		}

	}

}
