package com.flexinference.router;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import com.flexinference.router.internal.Json;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for providers that fail: retries, chains and errors passed through.
 */
class UpstreamTests {

	@AutoClose
	private final LocalRouter router = LocalRouter.builder().capacity(1).build().start();

	private final RouterClient client = new RouterClient(this.router);

	@Test
	void failureIsPassedThrough() {
		HttpResponse<String> response = post("[upstream_503]", "");
		JsonNode block = Json.read(response.body()).at("/error/flexinference");
		assertThat(response.statusCode()).isEqualTo(503);
		assertThat(block.path("code").isNull()).isTrue();
		assertThat(block.path("doc_url").isNull()).isTrue();
		assertThat(block.path("class").asString()).isEqualTo("upstream");
		assertThat(block.path("origin").asString()).isEqualTo("provider");
		assertThat(block.path("provider").asString()).isEqualTo("openai");
		assertThat(block.path("provider_code").asString()).isEqualTo("server_error");
		assertThat(block.path("retryable").asBoolean()).isTrue();
	}

	@Test
	void rejectedCredentialHasCodeOfItsOwn() {
		HttpResponse<String> response = post("[upstream_401]", "");
		JsonNode block = Json.read(response.body()).at("/error/flexinference");
		assertThat(response.statusCode()).isEqualTo(403);
		assertThat(block.path("code").asString()).isEqualTo("upstream_auth_failed");
		assertThat(block.path("origin").asString()).isEqualTo("provider");
		assertThat(block.path("retryable").asBoolean()).isFalse();
	}

	@ParameterizedTest
	@CsvSource({ "[upstream_503:2], 2, 200, 2", "[upstream_429:1], 2, 200, 1", "[upstream_503:3], 2, 503, 2",
			"[upstream_504:1], 2, 504, 0", "[upstream_400:1], 2, 400, 0", "[upstream_401:1], 2, 403, 0" })
	void onlyFaultsAreRetried(String prompt, int count, int status, String retries) {
		HttpResponse<String> response = post(prompt, ",'retry':{'count':" + count + "}");
		assertThat(response.statusCode()).isEqualTo(status);
		assertThat(response.headers().firstValue("x-flexinference-retries")).hasValue(retries);
	}

	@ParameterizedTest
	@CsvSource({ "[upstream_503:1], openai, tier_direct, 0", "[upstream_503:2], foundry, chain_advanced, 1",
			"[upstream_401:1], foundry, chain_advanced, 1" })
	void chainAdvancesWhenRetriesAreSpent(String prompt, String provider, String reason, int attempts) {
		HttpResponse<String> response = post(prompt,
				",'provider':['openai','foundry'],'retry':{'count':1,'jitter':false}");
		JsonNode routing = Json.read(response.body()).at("/usage/routing");
		assertThat(routing.path("provider").asString()).isEqualTo(provider);
		assertThat(routing.path("requested_provider").asString()).isEqualTo("openai");
		assertThat(routing.path("reason").asString()).isEqualTo(reason);
		assertThat(routing.path("fallback_attempts").asInt()).isEqualTo(attempts);
		assertThat(response.headers().firstValue("x-flexinference-served-provider")).hasValue(provider);
	}

	@Test
	void rejectedRequestDoesNotAdvanceChain() {
		assertThat(post("[upstream_400:1]", ",'provider':['openai','foundry']").statusCode()).isEqualTo(400);
	}

	@Test
	void faultOfFlexLegIsNoError() {
		JsonNode routing = Json
			.read(this.client
				.post("/responses", "{'model':'gpt-5','start_within':'00h-00m-30s','input':'[upstream_503:1]'}")
				.body())
			.at("/usage/routing");
		assertThat(routing.path("tier").asString()).isEqualTo("default");
		assertThat(routing.path("reason").asString()).isEqualTo("flex_upstream_error");
	}

	@Test
	void scriptLetsProvidersFail() {
		this.router.enqueue(LocalAnswer.text("At last").upstreamFailing(503, 1));
		HttpResponse<String> response = post("Hi", ",'retry':{'count':1}");
		assertThat(response.body()).contains("At last");
		assertThat(response.headers().firstValue("x-flexinference-retries")).hasValue("1");
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '"', value = { "429, 'jitter':false, PT4S", "503, 'jitter':false, PT1.5S",
			"503, 'jitter':false|'backoff':'linear', PT1.5S", "503, 'jitter':true, PT1.125S" })
	void waitsGrow(int status, String fields, Duration atLeast) {
		this.router.freezeTime();
		CompletableFuture<HttpResponse<String>> response = CompletableFuture.supplyAsync(
				() -> post("[upstream_" + status + ":2]", ",'retry':{'count':2," + fields.replace('|', ',') + "}"));
		RecordedRequest request = this.router.takeRequest();
		this.router.advanceTime(atLeast.minusMillis(1));
		assertThat(request.answer()).isNotDone();
		this.router.advanceTime(Duration.ofSeconds(1));
		assertThat(response).succeedsWithin(Duration.ofSeconds(10));
		assertThat(request.answer().join().startedAfter()).isBetween(atLeast, atLeast.plusSeconds(1));
	}

	private HttpResponse<String> post(String prompt, String fields) {
		return this.client.post("/responses",
				"{'model':'gpt-5','start_within':'default','input':'" + prompt + "'" + fields + "}");
	}

}
