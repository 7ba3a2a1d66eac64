package com.flexinference.router;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the format Messages.
 */
class MessagesFormatTests {

	private static final String REQUEST = "'model':'claude-opus-4-8','max_tokens':1024,'start_within':'default'";

	private static final String COUNT = "{" + REQUEST + ",'messages':[{'role':'user','content':'Count to 3'}]}";

	private static final String USE_TOOL = "{" + REQUEST + ",'messages':[{'role':'user','content':'Hi'}],"
			+ "'tools':[{'name':'other','input_schema':{}},{'name':'get_weather','input_schema':{'type':'object',"
			+ "'required':['city'],'properties':{'city':{'type':'string'}}}}],"
			+ "'tool_choice':{'type':'tool','name':'get_weather'}}";

	@AutoClose
	private final LocalRouter router = LocalRouter.builder().latency(Duration.ZERO).build().start();

	private final RouterClient client = new RouterClient(this.router);

	@Test
	void createAnswersMessage() {
		JsonNode message = create(COUNT);
		assertThat(message.path("id").asString()).startsWith("msg_");
		assertThat(message.path("type").asString()).isEqualTo("message");
		assertThat(message.path("role").asString()).isEqualTo("assistant");
		assertThat(message.at("/content/0/text").asString()).isEqualTo("1 2 3.");
		assertThat(message.path("stop_reason").asString()).isEqualTo("end_turn");
	}

	@Test
	void createReportsStandardTier() {
		JsonNode message = create(COUNT);
		assertThat(message.path("service_tier").asString()).isEqualTo("standard");
		assertThat(message.at("/usage/service_tier").asString()).isEqualTo("standard");
	}

	@Test
	void createAnswersUsage() {
		JsonNode usage = create(COUNT).path("usage");
		assertThat(usage.path("input_tokens").asInt()).isEqualTo(3);
		assertThat(usage.path("output_tokens").asInt()).isEqualTo(3);
		assertThat(usage.path("cache_read_input_tokens").asInt()).isZero();
		assertThat(usage.at("/cost/total_micro_usd").asInt()).isEqualTo(90);
		assertThat(usage.at("/routing/provider").asString()).isEqualTo("anthropic");
	}

	@Test
	void createStopsAtMaxTokens() {
		JsonNode message = create(COUNT.replace("1024", "2"));
		assertThat(message.path("stop_reason").asString()).isEqualTo("max_tokens");
		assertThat(message.at("/content/0/text").asString()).isEqualTo("1 2 ");
	}

	@Test
	void createCallsTool() {
		JsonNode message = create(USE_TOOL);
		assertThat(message.path("stop_reason").asString()).isEqualTo("tool_use");
		assertThat(message.at("/content/0/type").asString()).isEqualTo("tool_use");
		assertThat(message.at("/content/0/id").asString()).startsWith("toolu_");
		assertThat(message.at("/content/0/input/city").asString()).isEqualTo("city");
	}

	@Test
	void createAnswersToolResult() {
		JsonNode message = create("{" + REQUEST + ",'messages':[{'role':'user','content':'Hi'},"
				+ "{'role':'user','content':[{'type':'tool_result','tool_use_id':'t','content':'12 degrees'}]}]}");
		assertThat(message.at("/content/0/text").asString()).contains("12 degrees");
	}

	@Test
	void anthropicWantsMaxTokens() {
		JsonNode error = create(COUNT.replace("'max_tokens':1024,", "")).path("error");
		assertThat(error.path("message").asString()).isEqualTo("max_tokens: Field required");
		assertThat(error.at("/flexinference/origin").asString()).isEqualTo("provider");
		assertThat(error.at("/flexinference/provider_code").asString()).isEqualTo("invalid_request_error");
		assertThat(create(COUNT.replace("'max_tokens':1024,", "").replace("claude-opus-4-8", "gpt-5")).has("content"))
			.isTrue();
	}

	@Test
	void anthropicWantsBudgetBelowMaxTokens() {
		String thinking = "{'thinking':{'type':'enabled','budget_tokens':%d},"
				+ COUNT.substring(1).replace("1024", "2000");
		assertThat(create(thinking.formatted(1_024)).at("/content/0/type").asString()).isEqualTo("thinking");
		assertThat(create(thinking.formatted(1_023)).at("/error/message").asString()).contains("budget_tokens");
		assertThat(create(thinking.formatted(2_000)).at("/error/message").asString()).contains("budget_tokens");
	}

	@Test
	void streamSendsEventsInOrder() {
		assertThat(types(stream(COUNT))).containsExactly("message_start", "content_block_start", "ping",
				"content_block_delta", "content_block_delta", "content_block_delta", "content_block_stop",
				"message_delta", "message_stop");
	}

	@Test
	void streamNamesEvents() {
		String events = this.client.post("/messages", RouterClient.streamed(COUNT)).body();
		assertThat(events).startsWith("event: message_start\n").endsWith("data: {\"type\":\"message_stop\"}\n\n");
	}

	@Test
	void streamSplitsUsage() {
		List<JsonNode> events = stream(COUNT);
		assertThat(events.get(0).at("/message/usage/input_tokens").asInt()).isEqualTo(3);
		assertThat(events.get(7).at("/usage/output_tokens").asInt()).isEqualTo(3);
		assertThat(events.get(7).at("/delta/stop_reason").asString()).isEqualTo("end_turn");
	}

	@Test
	void streamCallsTool() {
		List<JsonNode> events = stream(USE_TOOL);
		assertThat(events.get(1).at("/content_block/name").asString()).isEqualTo("get_weather");
		assertThat(events.stream()
			.map((event) -> event.at("/delta/partial_json").asString(""))
			.collect(Collectors.joining())).isEqualTo("{\"city\":\"city\"}");
	}

	private JsonNode create(String body) {
		return this.client.create("/messages", body);
	}

	private List<JsonNode> stream(String body) {
		return this.client.stream("/messages", body);
	}

	private List<String> types(List<JsonNode> events) {
		return events.stream().map((event) -> event.path("type").asString()).toList();
	}

}
