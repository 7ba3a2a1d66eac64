package com.flexinference.router;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the format Chat Completions.
 */
class ChatCompletionsFormatTests {

	private static final String REQUEST = "'model':'gpt-5.5','start_within':'default'";

	private static final String COUNT = "{" + REQUEST + ",'messages':[{'role':'user','content':'Count to 3'}]}";

	private static final String USE_TOOL = "{" + REQUEST
			+ ",'messages':[{'role':'user','content':'Hi'}],'tools':[{'type':'function',"
			+ "'function':{'name':'get_weather','parameters':{'type':'object','required':['city'],"
			+ "'properties':{'city':{'type':'string'}}}}}],"
			+ "'tool_choice':{'type':'function','function':{'name':'get_weather'}}}";

	@AutoClose
	private final LocalRouter router = LocalRouter.builder().latency(Duration.ZERO).build().start();

	private final RouterClient client = new RouterClient(this.router);

	@Test
	void createAnswersCompletion() {
		JsonNode completion = create(COUNT);
		assertThat(completion.path("id").asString()).startsWith("chatcmpl-");
		assertThat(completion.path("object").asString()).isEqualTo("chat.completion");
		assertThat(completion.path("created").isIntegralNumber()).isTrue();
		assertThat(completion.path("service_tier").asString()).isEqualTo("default");
		assertThat(completion.at("/choices/0/message/role").asString()).isEqualTo("assistant");
		assertThat(completion.at("/choices/0/message/content").asString()).isEqualTo("1 2 3.");
		assertThat(completion.at("/choices/0/finish_reason").asString()).isEqualTo("stop");
	}

	@Test
	void createAnswersUsage() {
		JsonNode usage = create(COUNT).path("usage");
		assertThat(usage.path("prompt_tokens").asInt()).isEqualTo(3);
		assertThat(usage.path("completion_tokens").asInt()).isEqualTo(3);
		assertThat(usage.path("total_tokens").asInt()).isEqualTo(6);
		assertThat(usage.at("/cost/currency").asString()).isEqualTo("USD");
		assertThat(usage.at("/routing/mode").asString()).isEqualTo("byok");
	}

	@Test
	void createReadsContentParts() {
		JsonNode completion = create("{" + REQUEST + ",'messages':[{'role':'system','content':'Count to 9'},"
				+ "{'role':'user','content':[{'type':'text','text':'Count to 2'}]}]}");
		assertThat(completion.at("/choices/0/message/content").asString()).isEqualTo("1 2.");
	}

	@Test
	void createStopsAtMaxCompletionTokens() {
		JsonNode choice = create("{'max_completion_tokens':2," + COUNT.substring(1)).at("/choices/0");
		assertThat(choice.path("finish_reason").asString()).isEqualTo("length");
		assertThat(choice.at("/message/content").asString()).isEqualTo("1 2 ");
	}

	@Test
	void createStopsAtMaxTokens() {
		JsonNode choice = create("{'max_tokens':1," + COUNT.substring(1)).at("/choices/0");
		assertThat(choice.path("finish_reason").asString()).isEqualTo("length");
	}

	@Test
	void createCallsTool() {
		JsonNode choice = create(USE_TOOL).at("/choices/0");
		assertThat(choice.path("finish_reason").asString()).isEqualTo("tool_calls");
		assertThat(choice.at("/message/content").isNull()).isTrue();
		assertThat(choice.at("/message/tool_calls/0/id").asString()).startsWith("call_");
		assertThat(choice.at("/message/tool_calls/0/function/name").asString()).isEqualTo("get_weather");
		assertThat(choice.at("/message/tool_calls/0/function/arguments").asString()).isEqualTo("{\"city\":\"city\"}");
	}

	@Test
	void createAnswersToolResult() {
		JsonNode completion = create("{" + REQUEST + ",'messages':[{'role':'user','content':'Hi'},"
				+ "{'role':'assistant','content':null},{'role':'tool','tool_call_id':'c','content':'12 degrees'}]}");
		assertThat(completion.at("/choices/0/message/content").asString()).contains("12 degrees");
	}

	@Test
	void streamSendsChunksInOrder() {
		List<JsonNode> chunks = stream(COUNT);
		assertThat(chunks).hasSize(5)
			.allMatch((chunk) -> "chat.completion.chunk".equals(chunk.path("object").asString()));
		assertThat(chunks.get(0).at("/choices/0/delta/role").asString()).isEqualTo("assistant");
		assertThat(chunks).map((chunk) -> chunk.at("/choices/0/delta/content").asString(""))
			.containsExactly("", "1 ", "2 ", "3.", "");
		assertThat(chunks.get(4).at("/choices/0/finish_reason").asString()).isEqualTo("stop");
	}

	@Test
	void streamEndsWithDone() {
		String events = this.client.post("/chat/completions", RouterClient.streamed(COUNT)).body();
		assertThat(events).endsWith("\n\ndata: [DONE]\n\n").doesNotContain("event:");
	}

	@Test
	void streamHasNoUsageUnlessAsked() {
		assertThat(stream("{'include_cost':true," + COUNT.substring(1))).noneMatch((chunk) -> chunk.has("usage"));
	}

	@Test
	void streamSendsUsageWhenAsked() {
		List<JsonNode> chunks = stream("{'stream_options':{'include_usage':true}," + COUNT.substring(1));
		assertThat(chunks.get(0).path("usage").isNull()).isTrue();
		assertThat(chunks.get(5).path("choices").isEmpty()).isTrue();
		assertThat(chunks.get(5).at("/usage/total_tokens").asInt()).isEqualTo(6);
		assertThat(chunks.get(5).path("usage").propertyNames()).doesNotContain("cost", "routing");
	}

	@Test
	void streamReportsCostWhenUsageAndCostAreAsked() {
		List<JsonNode> chunks = stream(
				"{'include_cost':true,'stream_options':{'include_usage':true}," + COUNT.substring(1));
		assertThat(chunks.get(5).path("usage").propertyNames()).contains("cost", "routing");
	}

	@Test
	void streamCallsTool() {
		List<JsonNode> chunks = stream(USE_TOOL);
		JsonNode first = chunks.get(0).at("/choices/0/delta/tool_calls/0");
		assertThat(first.at("/function/name").asString()).isEqualTo("get_weather");
		assertThat(first.path("id").asString()).startsWith("call_");
		assertThat(chunks.stream()
			.map((chunk) -> chunk.at("/choices/0/delta/tool_calls/0/function/arguments").asString(""))
			.collect(Collectors.joining())).isEqualTo("{\"city\":\"city\"}");
		assertThat(chunks.get(chunks.size() - 1).at("/choices/0/finish_reason").asString()).isEqualTo("tool_calls");
	}

	private JsonNode create(String body) {
		return this.client.create("/chat/completions", body);
	}

	private List<JsonNode> stream(String body) {
		return this.client.stream("/chat/completions", body);
	}

}
