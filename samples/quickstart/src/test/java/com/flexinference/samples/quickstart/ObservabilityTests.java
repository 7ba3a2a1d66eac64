package com.flexinference.samples.quickstart;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what operators see of the quickstart: the endpoints, and that the dashboard
 * and the alert rules name only metrics and labels that a scrape has.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class ObservabilityTests {

	private static final Pattern METRIC = Pattern.compile("flexinference_(?:client|template)_\\w+");

	private static final Pattern SAMPLE = Pattern.compile("(\\w+)(?:\\{(.*)})? \\S+");

	private static final Pattern LABEL = Pattern.compile("(\\w+)\\s*(?:=~|!=|=)\\s*\"");

	private static final Pattern GROUPING = Pattern.compile("by \\(([^)]*)\\)");

	private static final Pattern TEMPLATE = Pattern.compile("\\{\\{\\s*(?:\\$labels\\.)?(\\w+)\\s*}}");

	private final HttpClient http = HttpClient.newHttpClient();

	@LocalServerPort
	private int port;

	@Test
	void dashboardNamesWhatAScrapeHas() throws Exception {
		JsonNode dashboard = JsonMapper.shared().readTree(Files.readString(file("grafana-dashboard.json")));
		List<String> expressions = new ArrayList<>();
		dashboard.path("panels")
			.forEach((panel) -> panel.path("targets")
				.forEach((target) -> expressions
					.add(target.path("expr").stringValue() + target.path("legendFormat").stringValue())));
		assertThat(expressions).hasSizeGreaterThan(12);
		assertThatScrapeHas(expressions);
	}

	@Test
	void alertsNameWhatAScrapeHas() throws Exception {
		List<String> rules = Stream.of(Files.readString(file("alerts.yaml")).split("- alert: ")).skip(1).toList();
		assertThat(rules).hasSize(5);
		assertThatScrapeHas(rules);
	}

	@Test
	void overrideIsSeenInHealthEndpointAndMetrics() throws Exception {
		assertThat(send("POST", "{\"startWithin\":\"priority\"}").statusCode()).isEqualTo(204);
		assertThat(get("/actuator/flexinference")).contains("\"override\":{\"startWithin\":\"priority\"}");
		assertThat(get("/actuator/health/flexinference")).contains("\"override\":\"priority\"", "\"status\":\"UP\"");
		assertThat(get("/actuator/prometheus")).contains("flexinference_template_override 1.0");
		assertThat(send("DELETE", "").statusCode()).isEqualTo(204);
		assertThat(get("/actuator/flexinference")).doesNotContain("override");
		assertThat(get("/actuator/prometheus")).contains("flexinference_template_override 0.0");
	}

	@Test
	void wrongOverrideIsRefused() throws Exception {
		assertThat(send("POST", "{\"startWithin\":\"1s\"}").statusCode()).isEqualTo(400);
		assertThat(send("POST", "{}").statusCode()).isEqualTo(400);
	}

	@Test
	void endpointTellsOfCallsModelsAndLimits() throws Exception {
		get("/answer?format=RESPONSES&model=gpt-5.5&startWithin=30s&prompt=Hi");
		JsonNode told = JsonMapper.shared().readTree(get("/actuator/flexinference"));
		assertThat(told.at("/clients/flexInferenceClient/keyFingerprint").stringValue()).matches("[0-9a-f]{8}");
		assertThat(told.at("/statistics/calls").valueStream().map((calls) -> calls.path("format").stringValue()))
			.contains("responses");
		assertThat(get("/actuator/flexinference/models")).contains("\"id\":\"gpt-5.5\"");
		assertThat(get("/actuator/flexinference/limits")).contains("\"object\":\"limits\"");
	}

	@Test
	void readinessDoesNotDependOnTheService() throws Exception {
		assertThat(get("/actuator/health/readiness")).doesNotContain("flexinference");
		assertThat(get("/actuator/health")).contains("\"flexinference\"");
	}

	private void assertThatScrapeHas(List<String> expressions) throws Exception {
		Map<String, Set<String>> scrape = scrape();
		assertThat(expressions).allSatisfy((expression) -> {
			Set<String> metrics = find(METRIC, 0, expression);
			assertThat(metrics).isNotEmpty();
			assertThat(scrape).containsKeys(metrics.toArray(String[]::new));
			Set<String> labels = labels(expression);
			assertThat(metrics).allSatisfy((metric) -> assertThat(scrape.get(metric)).containsAll(labels));
		});
	}

	private static Set<String> labels(String expression) {
		Set<String> labels = find(LABEL, 1, expression);
		labels.addAll(find(TEMPLATE, 1, expression));
		find(GROUPING, 1, expression).forEach((names) -> labels.addAll(List.of(names.split(",\\s*"))));
		return labels;
	}

	private static Set<String> find(Pattern pattern, int group, String text) {
		return pattern.matcher(text)
			.results()
			.map((MatchResult result) -> result.group(group))
			.collect(Collectors.toCollection(TreeSet::new));
	}

	/**
	 * Return the labels of each metric that has a sample.
	 */
	private Map<String, Set<String>> scrape() throws Exception {
		get("/answer?format=RESPONSES&model=gpt-5.5&startWithin=30s&prompt=Hi");
		get("/stream?format=RESPONSES&model=gpt-5.5&startWithin=30s&prompt=Hi");
		Map<String, Set<String>> scrape = new HashMap<>();
		get("/actuator/prometheus").lines().filter((line) -> !line.startsWith("#")).forEach((line) -> {
			var sample = SAMPLE.matcher(line);
			assertThat(sample.matches()).as(line).isTrue();
			String labels = (sample.group(2) != null) ? sample.group(2) : "";
			scrape.computeIfAbsent(sample.group(1), (name) -> new TreeSet<>()).addAll(find(LABEL, 1, labels));
		});
		return scrape;
	}

	private String get(String path) throws IOException, InterruptedException {
		HttpResponse<String> response = this.http.send(request(path).build(), BodyHandlers.ofString());
		assertThat(response.statusCode()).isEqualTo(200);
		return response.body();
	}

	private HttpResponse<String> send(String method, String body) throws IOException, InterruptedException {
		return this.http.send(request("/actuator/flexinference").method(method, BodyPublishers.ofString(body))
			.header("Content-Type", "application/json")
			.build(), BodyHandlers.ofString());
	}

	private HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(URI.create("http://localhost:" + this.port + path));
	}

	private static Path file(String name) {
		return Path.of("observability", name);
	}

}
