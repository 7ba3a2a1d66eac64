package com.flexinference.ai.starter;

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
 * Tests for what the starter adds to the class path, by the verbose dependency tree that
 * the build has written: of an artifact that occurs more than once, one occurrence has
 * the children.
 */
class StarterDependenciesTests {

	private static final String STARTER = "com.flexinference:flexinference-spring-ai-starter";

	private static final String BASE = "com.flexinference:flexinference-spring-boot-starter";

	private final Map<String, Set<String>> dependencies = new HashMap<>();

	StarterDependenciesTests() {
		collect(JsonMapper.shared().readTree(Path.of("target", "dependencies.json")));
	}

	@Test
	void starterAddsOurModelAndWhatSpringAiNeedsToOurStarter() {
		Set<String> added = reachable(STARTER);
		added.removeAll(reachable(BASE));
		// Only the Micrometer of Spring Boot 4.0 needs it.
		added.remove("org.latencyutils:LatencyUtils");
		assertThat(added).containsExactlyInAnyOrder(STARTER, "com.flexinference:flexinference-spring-ai",
				"org.springframework.ai:spring-ai-autoconfigure-model-chat-client",
				"org.springframework.ai:spring-ai-autoconfigure-model-chat-memory",
				"org.springframework.ai:spring-ai-autoconfigure-model-chat-observation",
				"org.springframework.ai:spring-ai-autoconfigure-model-tool",
				"org.springframework.ai:spring-ai-client-chat", "org.springframework.ai:spring-ai-commons",
				"org.springframework.ai:spring-ai-model", "org.springframework.ai:spring-ai-template-st",
				"org.springframework:spring-messaging", "io.micrometer:context-propagation",
				"io.micrometer:micrometer-core", "io.projectreactor:reactor-core",
				"org.reactivestreams:reactive-streams", "com.knuddels:jtokkit",
				"com.github.victools:jsonschema-generator", "com.github.victools:jsonschema-module-jackson",
				"com.github.victools:jsonschema-module-swagger-2", "com.fasterxml:classmate",
				"io.swagger.core.v3:swagger-annotations-jakarta", "com.networknt:json-schema-validator",
				"com.ethlo.time:itu", "org.antlr:ST4", "org.antlr:antlr-runtime", "org.antlr:antlr4-runtime",
				"org.hdrhistogram:HdrHistogram");
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
