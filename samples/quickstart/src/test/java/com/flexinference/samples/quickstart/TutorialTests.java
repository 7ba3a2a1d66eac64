package com.flexinference.samples.quickstart;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.DefaultResourceLoader;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the application of the tutorial starts, and that it answers all requests
 * that documents make with curl.
 */
class TutorialTests {

	private static final Pattern CURL = Pattern.compile("^curl .*", Pattern.MULTILINE);

	private static final Pattern URL = Pattern.compile("'?localhost:8080(/[^' ]*)'?");

	private static final Pattern METHOD = Pattern.compile("-X (\\w+)");

	private static final Pattern BODY = Pattern.compile("-d '([^']*)'");

	private final Map<String, String> pages = Documents.read();

	private final HttpClient http = HttpClient.newHttpClient();

	@TempDir
	private Path classes;

	@Test
	void applicationAnswersTheRequestsOfDocuments() throws Exception {
		String tutorial = this.pages.get("tutorial.md");
		List<String> commands = new ArrayList<>();
		this.pages.values()
			.forEach((page) -> Documents.blocks(page, "shell")
				.forEach((block) -> CURL.matcher(block).results().forEach((command) -> commands.add(command.group()))));
		assertThat(commands).hasSizeGreaterThan(5);
		new Snippets(this.classes).compile(List.of(Snippets.source("DemoApplication",
				Documents.blocks(tutorial, "text").get(0) + Documents.blocks(tutorial, "java").get(0))));
		Files.writeString(this.classes.resolve("tutorial.properties"), Documents.blocks(tutorial, "properties").get(0));
		try (URLClassLoader loader = new URLClassLoader(new URL[] { this.classes.toUri().toURL() });
				ConfigurableApplicationContext context = start(loader)) {
			String port = context.getEnvironment().getRequiredProperty("local.server.port");
			for (String command : commands) {
				assertThat(status(command, port)).as(command).isBetween(200, 299);
			}
		}
	}

	private static ConfigurableApplicationContext start(ClassLoader loader) throws ClassNotFoundException {
		SpringApplication application = new SpringApplication(new DefaultResourceLoader(loader),
				loader.loadClass("com.example.demo.DemoApplication"));
		return application.run("--spring.config.name=tutorial", "--server.port=0", "--spring.jmx.enabled=false");
	}

	private int status(String command, String port) throws IOException, InterruptedException {
		String url = find(URL, command, "");
		assertThat(url).as(command).isNotEmpty();
		return this.http
			.send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + url))
				.header("Content-Type", "application/json")
				.method(find(METHOD, command, "GET"), BodyPublishers.ofString(find(BODY, command, "")))
				.build(), BodyHandlers.ofString())
			.statusCode();
	}

	private static String find(Pattern pattern, String command, String absent) {
		Matcher matcher = pattern.matcher(command);
		return matcher.find() ? matcher.group(1) : absent;
	}

}
