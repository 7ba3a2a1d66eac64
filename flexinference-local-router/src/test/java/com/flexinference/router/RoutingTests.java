package com.flexinference.router;

import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import com.flexinference.router.internal.Json;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for who serves a request, on which tier and at what cost.
 */
class RoutingTests {

	@AutoClose
	private final LocalRouter router = LocalRouter.builder().capacity(1).build().start();

	private final RouterClient client = new RouterClient(this.router);

	@ParameterizedTest
	@CsvSource({ "gpt-5, default, openai, default", "gpt-5, priority, openai, priority", "gpt-5, auto, openai, default",
			"gemini-2.5-pro, default, google, default", "gemini-2.5-pro, priority, google, priority",
			"claude-opus-4-8, default, anthropic, standard", "claude-opus-4-8, priority, anthropic, priority",
			"claude-opus-4-8, auto, anthropic, standard", "my-model, default, openai, default" })
	void tierIsServed(String model, String startWithin, String provider, String tier) {
		JsonNode routing = create(model, startWithin, "").at("/usage/routing");
		assertThat(routing.path("provider").asString()).isEqualTo(provider);
		assertThat(routing.path("tier").asString()).isEqualTo(tier);
		assertThat(routing.path("reason").asString()).isEqualTo("tier_direct");
	}

	@Test
	void openAiFormatsNameStandardTierDefault() {
		assertThat(create("claude-opus-4-8", "default", "").path("service_tier").asString()).isEqualTo("default");
	}

	@Test
	void firstRouteOfChainServes() {
		JsonNode routing = create("claude-opus-4-8", "default", ",'provider':['bedrock','anthropic']")
			.at("/usage/routing");
		assertThat(routing.path("provider").asString()).isEqualTo("bedrock");
		assertThat(routing.path("tier").asString()).isEqualTo("standard");
	}

	@Test
	void wonRaceIsServedOnFlex() {
		JsonNode response = create("gpt-5.5", "00h-00m-30s", "");
		assertThat(response.path("service_tier").asString()).isEqualTo("flex");
		assertThat(response.at("/usage/routing/reason").asString()).isEqualTo("flex_won");
	}

	@Test
	void racesEndAsSeedSays() {
		List<String> reasons = reasons(42);
		assertThat(reasons).contains("flex_won", "flex_deadline", "flex_capacity").isEqualTo(reasons(42));
		assertThat(reasons).isNotEqualTo(reasons(43));
	}

	@Test
	void flexCostsHalfRoundedUp() {
		assertThat(cost("default")).isEqualTo(2 * cost("00h-00m-30s") - 1);
	}

	@Test
	void unpricedModelHasNoCost() {
		HttpResponse<String> response = post("my-model", "default", "");
		assertThat(response.headers().firstValue("x-flexinference-cost")).isEmpty();
		assertThat(response.body()).contains("\"routing\"").doesNotContain("\"cost\"");
	}

	@Test
	void headersTellRouting() {
		HttpHeaders headers = post("gpt-5.5", "00h-00m-30s", "").headers();
		assertThat(headers.firstValue("content-type")).hasValue("application/json");
		assertThat(headers.firstValue("x-flexinference-served-provider")).hasValue("openai");
		assertThat(headers.firstValue("x-flexinference-routing-reason")).hasValue("flex_won");
		assertThat(headers.firstValue("x-flexinference-pricing")).hasValue("byok");
		assertThat(headers.firstValue("x-flexinference-spend-remaining")).hasValue("unlimited");
		assertThat(headers.firstValue("x-flexinference-retries")).isEmpty();
	}

	@Test
	void headerTellsCost() {
		HttpResponse<String> response = post("gpt-5.5", "default", "");
		String cost = Json.read(response.body()).at("/usage/cost/total_micro_usd").toString();
		assertThat(response.headers().firstValue("x-flexinference-cost")).hasValue(cost);
	}

	@Test
	void headerTellsRetriesWhenRetryIsGiven() {
		HttpHeaders headers = post("gpt-5.5", "default", ",'retry':{'count':2,'backoff':'linear','jitter':false}")
			.headers();
		assertThat(headers.firstValue("x-flexinference-retries")).hasValue("0");
	}

	@Test
	void streamHasRoutingHeadersButNoCost() {
		HttpHeaders headers = post("gpt-5.5", "default", ",'stream':true,'include_cost':true").headers();
		assertThat(headers.firstValue("content-type").orElse("")).startsWith("text/event-stream");
		assertThat(headers.firstValue("x-flexinference-routing-reason")).hasValue("tier_direct");
		assertThat(headers.firstValue("x-flexinference-cost")).isEmpty();
	}

	private List<String> reasons(long seed) {
		try (LocalRouter seeded = LocalRouter.builder().seed(seed).capacity(0.5).build().start()) {
			RouterClient seededClient = new RouterClient(seeded);
			return IntStream.range(0, 20)
				.mapToObj((i) -> seededClient.create("/responses",
						"{'model':'gpt-5','start_within':'00h-00m-05s','input':'Hi'}"))
				.map((response) -> response.at("/usage/routing/reason").asString())
				.toList();
		}
	}

	private long cost(String startWithin) {
		return create("gpt-5.5", startWithin, "").at("/usage/cost/total_micro_usd").asLong();
	}

	private JsonNode create(String model, String startWithin, String more) {
		return Json.read(post(model, startWithin, more).body());
	}

	private HttpResponse<String> post(String model, String startWithin, String more) {
		return this.client.post("/responses",
				"{'model':'" + model + "','start_within':'" + startWithin + "','input':'Count to 4'" + more + "}");
	}

}
