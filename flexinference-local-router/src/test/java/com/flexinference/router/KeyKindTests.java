package com.flexinference.router;

import java.net.http.HttpHeaders;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import com.flexinference.router.internal.Json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

/**
 * Tests for the kinds of API keys: what they may do, spend and see.
 */
class KeyKindTests {

	private static final String ASK = "{'model':'gpt-5.5','start_within':'default','input':'Hi'}";

	@AutoClose
	private final LocalRouter router = LocalRouter.builder().capacity(1).build().start();

	@AutoClose
	private final LocalRouter custom = LocalRouter.builder()
		.key("poor", LocalKey.managed(1_000))
		.key("careful", LocalKey.managed(1_000_000).dailyCeiling(100))
		.key("limited", LocalKey.own().requestsPerMinute(1))
		.build()
		.start();

	@ParameterizedTest
	@CsvSource({ "flex_live_revoked, 401, revoked_api_key", "flex_live_unknown, 401, invalid_api_key",
			"flex_live_no_openai, 400, no_byok_key", "flex_live_managed_empty, 402, insufficient_balance",
			"flex_live_managed_ceiling, 429, spend_velocity_exceeded",
			"flex_live_managed_review, 403, account_under_review",
			"flex_live_managed_disputed, 403, payment_disputed" })
	void knownKeyIsRefused(String key, int status, String code) {
		HttpResponse<String> response = post(this.router, key, ASK);
		assertThat(response.statusCode()).isEqualTo(status);
		assertThat(Json.read(response.body()).at("/error/code").asString()).isEqualTo(code);
	}

	@ParameterizedTest
	@CsvSource({ "flex_live_no_gemini, gemini-2.5-pro, no_gemini_key",
			"flex_live_no_anthropic, claude-opus-4-8, no_anthropic_key" })
	void missingProviderKeyIsTold(String key, String model, String code) {
		assertThat(post(this.router, key, ASK.replace("gpt-5.5", model)).body()).contains(code);
		assertThat(post(this.router, key, ASK).statusCode()).isEqualTo(200);
	}

	@Test
	void ownKeyIsUnlimited() {
		HttpHeaders headers = post(this.router, "any", ASK).headers();
		assertThat(headers.firstValue("x-flexinference-pricing")).hasValue("byok");
		assertThat(headers.firstValue("x-flexinference-spend-remaining")).hasValue("unlimited");
		assertThat(headers.firstValue("x-flexinference-spend-as-of")).isEmpty();
	}

	@Test
	void managedKeyPaysInAdvance() {
		HttpResponse<String> first = post(this.custom, "poor", ASK);
		long cost = Json.read(first.body()).at("/usage/cost/total_micro_usd").asLong();
		HttpResponse<String> second = post(this.custom, "poor", ASK);
		assertThat(Json.read(first.body()).at("/usage/routing/mode").asString()).isEqualTo("managed");
		assertThat(first.headers().firstValue("x-flexinference-pricing")).hasValue("managed");
		assertThat(first.headers().firstValue("x-flexinference-spend-remaining")).hasValue("1000");
		assertThat(second.headers().firstValue("x-flexinference-spend-remaining"))
			.hasValue(String.valueOf(1_000 - cost));
		assertThat(second.headers().firstValue("x-flexinference-spend-as-of").map(Long::parseLong)).get()
			.satisfies((asOf) -> assertThat(asOf).isCloseTo(System.currentTimeMillis(), within(60_000L)));
	}

	@Test
	void balanceRunsOutAndResetFillsItUp() {
		HttpResponse<String> response = post(this.custom, "poor", ASK);
		for (int i = 0; i < 100 && response.statusCode() == 200; i++) {
			response = post(this.custom, "poor", ASK);
		}
		assertThat(response.statusCode()).isEqualTo(402);
		assertThat(response.body()).contains("insufficient_balance");
		this.custom.reset();
		assertThat(post(this.custom, "poor", ASK).statusCode()).isEqualTo(200);
	}

	@Test
	void ceilingIsForADay() {
		this.custom.freezeTime();
		post(this.custom, "careful", ASK);
		assertThat(post(this.custom, "careful", ASK).statusCode()).isEqualTo(429);
		JsonNode managed = Json.read(get(this.custom, "careful", "/limits").body()).path("managed");
		assertThat(managed.path("serving").asString()).isEqualTo("paused");
		assertThat(managed.path("paused_reason").asString()).isEqualTo("spend_velocity_exceeded");
		this.custom.advanceTime(Duration.ofDays(1));
		assertThat(post(this.custom, "careful", ASK).statusCode()).isEqualTo(200);
	}

	@Test
	void limitsAgreeWithKey() {
		HttpResponse<String> response = get(this.router, "flex_live_managed", "/limits");
		JsonNode managed = Json.read(response.body()).path("managed");
		assertThat(managed.path("serving").asString()).isEqualTo("ok");
		assertThat(managed.path("binding").asString()).isEqualTo("daily_spend");
		assertThat(managed.path("spend_remaining_micro_usd").asLong()).isEqualTo(5_000_000);
		assertThat(managed.at("/balance/remaining_micro_usd").asLong()).isEqualTo(10_000_000);
		assertThat(managed.at("/daily_spend/limit_micro_usd").asLong()).isEqualTo(5_000_000);
		assertThat(managed.at("/daily_spend/resets_at").asLong() % 86_400).isZero();
		assertThat(response.headers().firstValue("x-flexinference-spend-remaining")).hasValue("5000000");
	}

	@Test
	void managedKeySeesDefaultTierAndOpenModels() {
		JsonNode models = Json.read(get(this.router, "flex_live_managed", "/models").body()).path("data");
		assertThat(models).allMatch((model) -> "[\"default\"]".equals(model.at("/flexinference/tiers").toString()));
		assertThat(models).anyMatch((model) -> model.at("/flexinference/open_source").asBoolean());
		JsonNode own = Json.read(get(this.router, "any", "/models").body()).path("data");
		assertThat(own).noneMatch((model) -> model.at("/flexinference/open_source").asBoolean());
	}

	@Test
	void openModelIsServedToManagedKeysOnly() {
		String path = "/models/@cf%2Fmeta%2Fllama-3.3-70b-instruct";
		String ask = ASK.replace("gpt-5.5", "@cf/meta/llama-3.3-70b-instruct");
		assertThat(get(this.router, "flex_live_managed", path).body()).contains("cloudflare");
		assertThat(get(this.router, "any", path).statusCode()).isEqualTo(404);
		assertThat(post(this.router, "flex_live_managed", ask).headers().firstValue("x-flexinference-served-provider"))
			.hasValue("cloudflare");
		assertThat(post(this.router, "any", ask).body()).contains("provider_model_mismatch");
	}

	@ParameterizedTest
	@ValueSource(strings = { "priority", "auto" })
	void managedKeyHasDefaultTierOnly(String tier) {
		assertThat(post(this.router, "flex_live_managed", ASK.replace("default", tier)).body())
			.contains("tier_not_available");
	}

	@Test
	void keyDefaultAppliesWhereNothingIsSaid() {
		String silent = ASK.replace("'start_within':'default',", "");
		assertThat(post(this.router, "flex_live_default_30s", silent).body()).contains("\"reason\":\"flex_won\"");
		assertThat(post(this.router, "flex_live_default_30s", ASK).body()).contains("\"reason\":\"tier_direct\"");
		assertThat(post(this.router, "any", silent).body()).contains("missing_start_within");
	}

	@Test
	void keyDefaultMayNotApply() {
		assertThat(post(this.router, "flex_live_default_30s", "{'model':'claude-opus-4-8','input':'Hi'}").body())
			.contains("key_default_not_applicable", "Anthropic has no flex tier");
	}

	@Test
	void requestsAreLimitedPerMinute() {
		this.custom.freezeTime();
		assertThat(get(this.custom, "limited", "/models").statusCode()).isEqualTo(200);
		HttpResponse<String> refused = post(this.custom, "limited", ASK);
		assertThat(refused.statusCode()).isEqualTo(429);
		assertThat(refused.headers().firstValue("Retry-After")).hasValue("5");
		assertThat(refused.body()).contains("rate_limit_exceeded", "\"retryable\":true");
		this.custom.advanceTime(Duration.ofMinutes(1));
		assertThat(post(this.custom, "limited", ASK).statusCode()).isEqualTo(200);
	}

	@ParameterizedTest
	@CsvSource({ "moderation_blocked, 403, moderate", "pii_masking_failed, 500, pii_mask" })
	void managedPromptsAreChecked(String code, int status, String field) {
		String ask = ASK.replace("Hi", "[" + code + "]");
		HttpResponse<String> checked = post(this.router, "flex_live_managed", ask);
		assertThat(checked.statusCode()).isEqualTo(status);
		assertThat(checked.body()).contains(code);
		String unchecked = ask.replace("'input'", "'" + field + "':false,'input'");
		assertThat(post(this.router, "flex_live_managed", unchecked).statusCode()).isEqualTo(200);
		assertThat(post(this.router, "any", ask).statusCode()).isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "moderate", "pii_mask", "cache", "trace_storage" })
	void switchesAreBooleans(String field) {
		HttpResponse<String> response = post(this.router, "any", ASK.replace("'input'", "'" + field + "':1,'input'"));
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(response.body()).contains("\"code\":\"invalid_" + field + "\"", "must be a boolean");
	}

	@Test
	void mistakesAreTold() {
		assertThatIllegalArgumentException().isThrownBy(() -> LocalKey.own().refusedWith("nonsense"))
			.withMessageContaining("account_under_review");
		assertThatIllegalArgumentException().isThrownBy(() -> LocalKey.own().defaultStartWithin("30s"))
			.withMessageContaining("00h-00m-05s");
		assertThatIllegalArgumentException().isThrownBy(() -> LocalKey.own().without("azure"));
	}

	private HttpResponse<String> post(LocalRouter router, String key, String body) {
		RouterClient client = new RouterClient(router);
		return client.send(client.request("/responses")
			.setHeader("Authorization", "Bearer " + key)
			.POST(BodyPublishers.ofString(RouterClient.json(body))), BodyHandlers.ofString());
	}

	private HttpResponse<String> get(LocalRouter router, String key, String path) {
		RouterClient client = new RouterClient(router);
		return client.send(client.request(path).setHeader("Authorization", "Bearer " + key), BodyHandlers.ofString());
	}

}
