package com.flexinference.router;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the format Responses.
 */
class ResponsesFormatTests {

	private static final String REQUEST = "'model':'gpt-5.5','start_within':'default'";

	private static final String COUNT = "{" + REQUEST + ",'input':'Count to 3'}";

	private static final String TOOL = "'tools':[{'type':'function','name':'get_weather','parameters':{'type':'object',"
			+ "'required':['city'],'properties':{'city':{'type':'string'}}}}]";

	@AutoClose
	private final LocalRouter router = LocalRouter.builder().latency(Duration.ZERO).build().start();

	private final RouterClient client = new RouterClient(this.router);

	@Test
	void createAnswersCompletedResponse() {
		JsonNode response = create(COUNT);
		assertThat(response.path("id").asString()).startsWith("resp_");
		assertThat(response.path("object").asString()).isEqualTo("response");
		assertThat(response.path("status").asString()).isEqualTo("completed");
		assertThat(response.path("created_at").isIntegralNumber()).isTrue();
		assertThat(response.path("error").isNull()).isTrue();
		assertThat(response.path("model").asString()).isEqualTo("gpt-5.5");
		assertThat(response.path("service_tier").asString()).isEqualTo("default");
	}

	@Test
	void createAnswersText() {
		JsonNode item = create(COUNT).path("output").path(0);
		assertThat(item.path("type").asString()).isEqualTo("message");
		assertThat(item.at("/content/0/type").asString()).isEqualTo("output_text");
		assertThat(item.at("/content/0/text").asString()).isEqualTo("1 2 3.");
	}

	@Test
	void createAnswersUsage() {
		JsonNode usage = create(COUNT).path("usage");
		assertThat(usage.path("input_tokens").asInt()).isEqualTo(3);
		assertThat(usage.path("output_tokens").asInt()).isEqualTo(3);
		assertThat(usage.path("total_tokens").asInt()).isEqualTo(6);
		assertThat(usage.path("input_tokens_details").propertyNames()).containsExactly("cached_tokens",
				"cache_write_tokens");
		assertThat(usage.at("/cost/total_micro_usd").asInt()).isEqualTo(105);
		assertThat(usage.at("/routing/reason").asString()).isEqualTo("tier_direct");
	}

	@Test
	void createEchoesRequest() {
		JsonNode response = create("{" + REQUEST + ",'input':'Hi','instructions':'Be brief.','temperature':0.5}");
		assertThat(response.path("instructions").asString()).isEqualTo("Be brief.");
		assertThat(response.path("temperature").asDouble()).isEqualTo(0.5);
		assertThat(response.path("parallel_tool_calls").asBoolean()).isTrue();
	}

	@Test
	void createReadsLastUserMessage() {
		JsonNode response = create("{" + REQUEST + ",'input':[{'role':'user','content':'Count to 9'},"
				+ "{'type':'message','role':'assistant','content':[{'type':'output_text','text':'Why?'}]},"
				+ "{'role':'user','content':[{'type':'input_text','text':'Count to 2'}]}]}");
		assertThat(text(response)).isEqualTo("1 2.");
	}

	@Test
	void createStopsAtMaxOutputTokens() {
		JsonNode response = create("{" + REQUEST + ",'input':'Count to 9','max_output_tokens':2}");
		assertThat(response.path("status").asString()).isEqualTo("incomplete");
		assertThat(response.at("/incomplete_details/reason").asString()).isEqualTo("max_output_tokens");
		assertThat(text(response)).isEqualTo("1 2 ");
	}

	@Test
	void createCallsTool() {
		JsonNode item = create("{" + REQUEST + ",'input':'Hi','tool_choice':'required'," + TOOL + "}").at("/output/0");
		assertThat(item.path("type").asString()).isEqualTo("function_call");
		assertThat(item.path("call_id").asString()).startsWith("call_");
		assertThat(item.path("name").asString()).isEqualTo("get_weather");
		assertThat(item.path("arguments").asString()).isEqualTo("{\"city\":\"city\"}");
	}

	@Test
	void createCallsToolThatPromptNames() {
		JsonNode item = create("{" + REQUEST + ",'input':'Use get_weather'," + TOOL + "}").at("/output/0");
		assertThat(item.path("type").asString()).isEqualTo("function_call");
	}

	@Test
	void createDoesNotCallToolUnasked() {
		JsonNode item = create("{" + REQUEST + ",'input':'Hi'," + TOOL + "}").at("/output/0");
		assertThat(item.path("type").asString()).isEqualTo("message");
	}

	@Test
	void createAnswersToolResult() {
		JsonNode response = create("{" + REQUEST + "," + TOOL + ",'input':[{'role':'user','content':'Use get_weather'},"
				+ "{'type':'function_call','call_id':'call_1','name':'get_weather','arguments':'{}'},"
				+ "{'type':'function_call_output','call_id':'call_1','output':'12 degrees'}]}");
		assertThat(text(response)).contains("12 degrees");
	}

	@Test
	void streamSendsEventsInOrder() {
		assertThat(types(stream(COUNT))).containsExactly("response.created", "response.in_progress",
				"response.output_item.added", "response.content_part.added", "response.output_text.delta",
				"response.output_text.delta", "response.output_text.delta", "response.output_text.done",
				"response.content_part.done", "response.output_item.done", "response.completed");
	}

	@Test
	void streamNumbersEvents() {
		List<JsonNode> events = stream(COUNT);
		assertThat(events).extracting((event) -> event.path("sequence_number").asInt())
			.containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
	}

	@Test
	void streamNamesEvents() {
		String events = this.client.post("/responses", RouterClient.streamed(COUNT)).body();
		assertThat(events).startsWith("event: response.created\ndata: {\"type\":\"response.created\"");
	}

	@Test
	void streamEndsWithWholeResponse() {
		JsonNode response = last(stream(COUNT)).path("response");
		assertThat(text(response)).isEqualTo("1 2 3.");
		assertThat(response.at("/usage/total_tokens").asInt()).isEqualTo(6);
	}

	@Test
	void streamEndsIncompleteAtMaxOutputTokens() {
		List<JsonNode> events = stream("{" + REQUEST + ",'input':'Count to 9','max_output_tokens':1}");
		assertThat(types(events)).endsWith("response.incomplete");
		assertThat(events.get(events.size() - 2).at("/item/status").asString()).isEqualTo("incomplete");
	}

	@Test
	void streamCallsTool() {
		List<JsonNode> events = stream("{" + REQUEST + ",'input':'Hi','tool_choice':'required'," + TOOL + "}");
		assertThat(types(events)).containsExactly("response.created", "response.in_progress",
				"response.output_item.added", "response.function_call_arguments.delta",
				"response.function_call_arguments.delta", "response.function_call_arguments.done",
				"response.output_item.done", "response.completed");
		assertThat(events.get(5).path("arguments").asString()).isEqualTo("{\"city\":\"city\"}");
	}

	private JsonNode create(String body) {
		return this.client.create("/responses", body);
	}

	private List<JsonNode> stream(String body) {
		return this.client.stream("/responses", body);
	}

	private List<String> types(List<JsonNode> events) {
		return events.stream().map((event) -> event.path("type").asString()).toList();
	}

	private JsonNode last(List<JsonNode> events) {
		return events.get(events.size() - 1);
	}

	private String text(JsonNode response) {
		return response.at("/output/0/content/0/text").asString();
	}

}
