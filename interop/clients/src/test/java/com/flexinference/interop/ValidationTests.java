package com.flexinference.interop;

import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import com.flexinference.client.FlexInferenceClient;
import com.flexinference.client.FlexInferenceResponseException;
import com.flexinference.client.FlexRequest;
import com.flexinference.client.InvalidRequestException;
import com.flexinference.router.LocalRouter;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that our client refuses before it sends what the official TypeScript SDK refuses,
 * whose verdicts {@code validation.test.js} checks, and that each difference has its
 * reason.
 */
class ValidationTests {

	@AutoClose
	private final LocalRouter router = LocalRouter.builder().build().start();

	@AutoClose
	private final FlexInferenceClient client = FlexInferenceClient.builder()
		.apiKey("flex_live_interop")
		.baseUrl(this.router.baseUrl().toString())
		.build();

	@TestFactory
	Stream<DynamicTest> verdict() {
		JsonNode cases = JsonMapper.shared().readTree(Path.of("../validation.json").toFile());
		assertThat(cases).hasSizeGreaterThan(90);
		return cases.valueStream()
			.map((entry) -> DynamicTest.dynamicTest(entry.path("name").stringValue(), () -> check(entry)));
	}

	private void check(JsonNode entry) {
		Set<String> refusedBy = entry.path("refusedBy")
			.valueStream()
			.map(JsonNode::stringValue)
			.collect(Collectors.toSet());
		assertThat(entry.has("why")).isEqualTo(refusedBy.size() == 1);
		int before = this.router.requests().size();
		assertThat(isRefused(entry)).isEqualTo(refusedBy.contains("client"));
		assertThat(this.router.requests()).hasSize(refusedBy.contains("client") ? before : before + 1);
	}

	private boolean isRefused(JsonNode entry) {
		FlexRequest request = FlexRequest.ofJson(entry.path("request").toString());
		FlexInferenceClient.Calls format = switch (entry.path("format").stringValue()) {
			case "responses" -> this.client.responses();
			case "chat" -> this.client.chatCompletions();
			case "interactions" -> this.client.interactions();
			default -> this.client.messages();
		};
		try {
			format.create(request);
			return false;
		}
		catch (FlexInferenceResponseException ex) {
			return false;
		}
		catch (InvalidRequestException ex) {
			return true;
		}
	}

}
