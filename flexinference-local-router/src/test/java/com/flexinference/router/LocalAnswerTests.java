package com.flexinference.router;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import com.flexinference.router.internal.Json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for the contents of a {@link LocalAnswer}.
 */
class LocalAnswerTests {

	private static final String REQUEST = "{'model':'gpt-5.5','start_within':'00h-00m-30s','input':'Hi',"
			+ "'messages':[{'role':'user','content':'Hi'}]}";

	@AutoClose
	private final LocalRouter router = LocalRouter.builder().build().start();

	private final RouterClient client = new RouterClient(this.router);

	@ParameterizedTest
	@CsvSource({ "/responses, /output/0/content/0/text", "/chat/completions, /choices/0/message/content",
			"/interactions, /steps/0/content/0/text", "/messages, /content/0/text" })
	void textIsAnsweredInAnyFormat(String path, String pointer) {
		this.router.enqueue(LocalAnswer.text("  Two  words.\n"));
		assertThat(this.client.create(path, REQUEST).at(pointer).asString()).isEqualTo("  Two  words.\n");
	}

	@Test
	void textIsStreamedWordByWord() {
		this.router.enqueue(LocalAnswer.text("One two three."));
		List<JsonNode> events = this.client.stream("/responses", REQUEST);
		assertThat(events).filteredOn((event) -> event.has("delta"))
			.extracting((event) -> event.path("delta").asString())
			.containsExactly("One ", "two ", "three.");
	}

	@Test
	void textWithoutSpacesIsOneEvent() {
		String text = "x".repeat(9 * 1024 * 1024);
		this.router.enqueue(LocalAnswer.text(text));
		assertThat(this.client.stream("/chat/completions", REQUEST))
			.anyMatch((event) -> event.at("/choices/0/delta/content").asString("").equals(text));
	}

	@ParameterizedTest
	@CsvSource({ "/responses, /output/0/arguments",
			"/chat/completions, /choices/0/message/tool_calls/0/function/arguments",
			"/interactions, /steps/0/arguments", "/messages, /content/0/input" })
	void toolIsCalledInAnyFormat(String path, String pointer) {
		this.router.enqueue(LocalAnswer.toolCall("weather", "{\"city\": \"Oslo\"}"));
		JsonNode arguments = this.client.create(path, REQUEST).at(pointer);
		assertThat(arguments.isString() ? arguments.asString() : arguments.toString()).isEqualTo("{\"city\":\"Oslo\"}");
	}

	@Test
	void textIsNotAnsweredToBadRequest() {
		this.router.enqueue(LocalAnswer.text("Hi"));
		assertThat(this.client.post("/responses", "{'model':'gpt-5','input':'Hi'}").statusCode()).isEqualTo(400);
	}

	@Test
	void textIsNoAnswerToGet() {
		this.router.enqueue(LocalAnswer.text("Hi"));
		HttpResponse<String> response = this.client.get("/limits");
		assertThat(response.statusCode()).isEqualTo(500);
		assertThat(response.body()).contains("The answer of a model cannot answer GET /v1/limits");
	}

	@Test
	void jsonIsSentAsItIs() {
		this.router.enqueue(LocalAnswer.json(207, "{ not json"));
		HttpResponse<String> response = this.client.post("/responses", "");
		assertThat(response.statusCode()).isEqualTo(207);
		assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
		assertThat(response.body()).isEqualTo("{ not json");
	}

	@Test
	void bodyIsSentAsItIs() {
		this.router.enqueue(LocalAnswer.body(502, "text/html", "<h1>Bad Gateway</h1>").header("cf-ray", "1"));
		HttpResponse<String> response = this.client.get("/models");
		assertThat(response.headers().firstValue("Content-Type")).hasValue("text/html");
		assertThat(response.headers().firstValue("cf-ray")).hasValue("1");
		assertThat(response.body()).isEqualTo("<h1>Bad Gateway</h1>");
	}

	@ParameterizedTest
	@CsvSource({ "/responses, 'code\":\"insufficient_balance'", "/chat/completions, 'type\":\"billing_error'",
			"/interactions, 'status\":\"RESOURCE_EXHAUSTED'", "/messages, 'type\":\"billing_error'" })
	void errorHasEnvelopeOfFormat(String path, String expected) {
		this.router.enqueue(LocalAnswer.error("insufficient_balance").message("Add funds"));
		HttpResponse<String> response = this.client.post(path, REQUEST);
		JsonNode block = Json.read(response.body()).at("/error/flexinference");
		assertThat(response.statusCode()).isEqualTo(402);
		assertThat(response.body()).contains(expected, "Add funds");
		assertThat(block.path("code").asString()).isEqualTo("insufficient_balance");
		assertThat(block.path("class").asString()).isEqualTo("billing");
	}

	@Test
	void rateLimitTellsWhenToRetry() {
		this.router.enqueue(LocalAnswer.error("rate_limit_exceeded"), 2);
		assertThat(this.client.post("/messages", REQUEST).headers().firstValue("Retry-After")).hasValue("5");
		assertThat(this.client.post("/messages", REQUEST).statusCode()).isEqualTo(429);
		assertThat(this.client.post("/messages", REQUEST).statusCode()).isEqualTo(200);
	}

	@Test
	void errorMayHaveAnyCode() {
		this.router.enqueue(LocalAnswer.error(504, "upstream_timeout").header("Retry-After", "7"));
		HttpResponse<String> response = this.client.post("/responses", REQUEST);
		JsonNode block = Json.read(response.body()).at("/error/flexinference");
		assertThat(response.statusCode()).isEqualTo(504);
		assertThat(response.headers().firstValue("Retry-After")).hasValue("7");
		assertThat(block.path("code").asString()).isEqualTo("upstream_timeout");
		assertThat(block.path("class").asString()).isEqualTo("upstream");
		assertThat(block.path("retryable").asBoolean()).isTrue();
	}

	@ParameterizedTest
	@CsvSource({ "flex, , flex, flex_won", "default, , default, flex_deadline",
			", flex_capacity, default, flex_capacity", ", flex_slots_full, default, flex_slots_full",
			", flex_won, flex, flex_won", "priority, new, priority, new" })
	void routingIsGiven(String servedOn, String given, String tier, String reason) {
		LocalAnswer answer = LocalAnswer.simulated();
		answer = (servedOn != null) ? answer.servedOn(servedOn) : answer;
		this.router.enqueue((given != null) ? answer.reason(given) : answer);
		HttpResponse<String> response = this.client.post("/responses", REQUEST);
		JsonNode routing = Json.read(response.body()).at("/usage/routing");
		assertThat(routing.path("tier").asString()).isEqualTo(tier);
		assertThat(routing.path("reason").asString()).isEqualTo(reason);
		assertThat(response.headers().firstValue("x-flexinference-routing-reason")).hasValue(reason);
	}

	@Test
	void costIsGiven() {
		this.router.enqueue(LocalAnswer.text("Hi").cost(42));
		HttpResponse<String> response = this.client.post("/responses", REQUEST);
		assertThat(response.headers().firstValue("x-flexinference-cost")).hasValue("42");
		assertThat(Json.read(response.body()).at("/usage/cost/total_micro_usd").asInt()).isEqualTo(42);
	}

	@Test
	void answerIsRecorded() {
		this.router.enqueue(LocalAnswer.text("Hi").reason("flex_deadline"), LocalAnswer.error("invalid_retry"));
		this.client.post("/responses", REQUEST);
		RecordedAnswer first = this.router.takeRequest().answer().join();
		assertThat(first.status()).isEqualTo(200);
		assertThat(first.provider()).isEqualTo("openai");
		assertThat(first.tier()).isEqualTo("default");
		assertThat(first.reason()).isEqualTo("flex_deadline");
		assertThat(first.microUsd()).isPositive();
		assertThat(first.startedAfter()).isEqualTo(Duration.ofSeconds(30));
		this.client.post("/responses", REQUEST);
		RecordedAnswer second = this.router.takeRequest().answer().join();
		assertThat(second.status()).isEqualTo(400);
		assertThat(second.code()).isEqualTo("invalid_retry");
		assertThat(second.tier()).isNull();
	}

	@Test
	void mistakesAreTold() {
		assertThatIllegalArgumentException().isThrownBy(() -> LocalAnswer.error("nonsense"))
			.withMessageContaining("it knows", "rate_limit_exceeded");
		assertThatIllegalArgumentException().isThrownBy(() -> LocalAnswer.error(200, "fine"));
		assertThatIllegalArgumentException().isThrownBy(() -> LocalAnswer.json(99, ""));
		assertThatIllegalArgumentException().isThrownBy(() -> LocalAnswer.text("").resetAfter(-1));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> LocalAnswer.simulated().delayedBy(Duration.ofSeconds(-1)));
		assertThatIllegalStateException().isThrownBy(() -> LocalAnswer.json(200, "{}").cost(1));
		assertThatIllegalStateException().isThrownBy(() -> LocalAnswer.text("").message("no"));
	}

}
