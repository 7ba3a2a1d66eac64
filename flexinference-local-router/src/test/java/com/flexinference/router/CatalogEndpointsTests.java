package com.flexinference.router;

import java.net.http.HttpResponse;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import com.flexinference.router.internal.Json;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the models and the limits.
 */
class CatalogEndpointsTests {

	@AutoClose
	private final LocalRouter router = LocalRouter.builder().build().start();

	private final RouterClient client = new RouterClient(this.router);

	@Test
	void modelsAreListed() {
		JsonNode list = get("/models");
		assertThat(list.path("object").asString()).isEqualTo("list");
		assertThat(list.path("data")).extracting((model) -> model.path("id").asString())
			.contains("gpt-5.5", "gemini-3.5-flash", "claude-opus-4-8");
	}

	@Test
	void modelIsRetrieved() {
		JsonNode model = get("/models/gpt-5.5");
		assertThat(model.path("object").asString()).isEqualTo("model");
		assertThat(model.path("owned_by").asString()).isEqualTo("openai");
		assertThat(model.at("/flexinference/flex_race").asBoolean()).isTrue();
		assertThat(model.at("/flexinference/providers").toString()).isEqualTo("[\"openai\"]");
		assertThat(model.at("/flexinference/tiers").toString()).isEqualTo("[\"default\",\"priority\",\"auto\"]");
	}

	@Test
	void geminiHasNoAutoTier() {
		assertThat(get("/models/gemini-2.5-pro").at("/flexinference/tiers").toString())
			.isEqualTo("[\"default\",\"priority\"]");
	}

	@Test
	void claudeDoesNotRace() {
		assertThat(get("/models/claude-opus-4-8").at("/flexinference/flex_race").asBoolean()).isFalse();
	}

	@Test
	void unknownModelIsNotFound() {
		HttpResponse<String> response = this.client.get("/models/%40cf/llama");
		assertThat(response.statusCode()).isEqualTo(404);
		assertThat(response.body()).contains("\"code\":\"model_not_found\"", "'@cf/llama'");
	}

	@Test
	void limitsAreThoseOfOwnKeys() {
		JsonNode limits = get("/limits");
		assertThat(limits.path("object").asString()).isEqualTo("limits");
		assertThat(limits.path("as_of").asLong()).isGreaterThan(1_700_000_000_000L);
		assertThat(limits.at("/own_keys/unlimited").asBoolean()).isTrue();
		assertThat(limits.path("managed").isNull()).isTrue();
		assertThat(limits.at("/abuse_limits/request_body_bytes").asInt()).isEqualTo(1_000_000);
		assertThat(limits.path("simulated").asBoolean()).isTrue();
	}

	private JsonNode get(String path) {
		return Json.read(this.client.get(path).body());
	}

}
