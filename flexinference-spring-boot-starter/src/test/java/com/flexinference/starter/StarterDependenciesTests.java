package com.flexinference.starter;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what the starter brings along, by the verbose dependency tree that the build
 * has written: of an artifact that occurs more than once, one occurrence has the
 * children.
 */
class StarterDependenciesTests {

	private static final String STARTER = "com.flexinference:flexinference-spring-boot-starter";

	private static final String BASE = "org.springframework.boot:spring-boot-starter-restclient";

	private final Map<String, Set<String>> dependencies = new HashMap<>();

	StarterDependenciesTests() {
		collect(JsonMapper.shared().readTree(Path.of("target", "dependencies.json")));
	}

	@Test
	void starterAddsNothingButOurJarsToTheRestClientStarter() {
		Set<String> expected = reachable(BASE);
		expected.add("com.flexinference:flexinference-client");
		expected.add("com.flexinference:flexinference-spring-boot-autoconfigure");
		expected.add(STARTER);
		assertThat(reachable(STARTER)).containsExactlyElementsOf(expected);
	}

	@Test
	void restClientStarterIsComplete() {
		assertThat(reachable(BASE)).contains("org.springframework.boot:spring-boot-restclient",
				"org.springframework:spring-web", "tools.jackson.core:jackson-databind",
				"ch.qos.logback:logback-classic");
	}

	private void collect(JsonNode artifact) {
		Set<String> names = this.dependencies.computeIfAbsent(name(artifact), (name) -> new TreeSet<>());
		for (JsonNode dependency : artifact.path("children")) {
			names.add(name(dependency));
			collect(dependency);
		}
	}

	private static String name(JsonNode artifact) {
		return artifact.path("groupId").asString() + ":" + artifact.path("artifactId").asString();
	}

	private Set<String> reachable(String name) {
		Set<String> reached = new TreeSet<>();
		reach(name, reached);
		return reached;
	}

	private void reach(String name, Set<String> reached) {
		if (reached.add(name)) {
			this.dependencies.get(name).forEach((dependency) -> reach(dependency, reached));
		}
	}

}
