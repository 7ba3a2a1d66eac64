package com.flexinference.router;

import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what the simulated model produces, in all formats: refusals, several tools at
 * once, instances of schemas and cached prompts.
 */
class ModelTests {

	private static final String TWO_TOOLS = "{'model':'gpt-5','start_within':'default','input':'Call alpha and beta',"
			+ "'messages':[{'role':'user','content':'Call alpha and beta'}],'tools':[%s]";

	@AutoClose
	private final LocalRouter router = LocalRouter.builder().latency(Duration.ZERO).build().start();

	private final RouterClient client = new RouterClient(this.router);

	@ParameterizedTest
	@CsvSource({ "/responses, /output/0/content/0/refusal, /output/0/status, completed",
			"/chat/completions, /choices/0/message/refusal, /choices/0/finish_reason, stop",
			"/interactions, /steps/0/content/0/text, /status, completed",
			"/messages, /content/0/text, /stop_reason, refusal" })
	void promptAsksForRefusal(String path, String refusal, String finish, String expected) {
		JsonNode answer = this.client.create(path, ask("Tell me [refuse]"));
		assertThat(answer.at(refusal).asString()).isEqualTo("I cannot help with that.");
		assertThat(answer.at(finish).asString()).isEqualTo(expected);
	}

	@Test
	void refusalIsStreamedInResponses() {
		List<JsonNode> events = this.client.stream("/responses", ask("[refuse]"));
		assertThat(events).extracting((event) -> event.path("type").asString())
			.containsSubsequence("response.content_part.added", "response.refusal.delta", "response.refusal.done",
					"response.content_part.done", "response.output_item.done", "response.completed")
			.doesNotContain("response.output_text.delta");
	}

	@Test
	void refusalIsStreamedInChat() {
		List<JsonNode> chunks = this.client.stream("/chat/completions", ask("[refuse]"));
		assertThat(chunks.stream()
			.map((chunk) -> chunk.at("/choices/0/delta/refusal").asString(""))
			.collect(Collectors.joining())).isEqualTo("I cannot help with that.");
	}

	@ParameterizedTest
	@CsvSource({ "/responses, /output/0/call_id, /output/1/call_id",
			"/chat/completions, /choices/0/message/tool_calls/0/id, /choices/0/message/tool_calls/1/id",
			"/interactions, /steps/0/id, /steps/1/id", "/messages, /content/0/id, /content/1/id" })
	void namedToolsAreCalledTogether(String path, String first, String second) {
		JsonNode answer = this.client.create(path, TWO_TOOLS.formatted(tools(path)) + "}");
		assertThat(answer.at(first).asString()).isNotEmpty();
		assertThat(answer.at(second).asString()).isNotEmpty().isNotEqualTo(answer.at(first).asString());
		assertThat(answer.toString()).contains("\"alpha\"", "\"beta\"");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/responses", "/chat/completions", "/messages" })
	void oneToolIsCalledWhereParallelCallsAreForbidden(String path) {
		String field = "/messages".equals(path) ? "'tool_choice':{'type':'auto','disable_parallel_tool_use':true}"
				: "'parallel_tool_calls':false";
		JsonNode answer = this.client.create(path, TWO_TOOLS.formatted(tools(path)) + "," + field + "}");
		JsonNode calls = "/chat/completions".equals(path) ? answer.at("/choices/0/message/tool_calls")
				: answer.path("/messages".equals(path) ? "content" : "output");
		assertThat(calls).hasSize(1);
		assertThat(calls.toString()).contains("alpha");
	}

	@Test
	void parallelCallsAreLimited() {
		String tools = String.join(",", Collections.nCopies(1_000, "{'type':'function','name':'alpha'}"));
		assertThat(this.client.create("/responses", TWO_TOOLS.formatted(tools) + "}").path("output")).hasSize(128);
	}

	@Test
	void parallelCallsAreStreamedByIndex() {
		List<JsonNode> chunks = this.client.stream("/chat/completions",
				TWO_TOOLS.formatted(tools("/chat/completions")) + "}");
		assertThat(chunks).filteredOn((chunk) -> chunk.at("/choices/0/delta/tool_calls/0").has("id"))
			.extracting((chunk) -> chunk.at("/choices/0/delta/tool_calls/0/index").asInt())
			.containsExactly(0, 1);
	}

	@Test
	void equalCallsAreStreamedByIndex() {
		this.router.enqueue(LocalAnswer.toolCall("alpha", "{}").andToolCall("alpha", "{}"));
		List<JsonNode> chunks = this.client.stream("/chat/completions", ask("Hi"));
		assertThat(chunks).filteredOn((chunk) -> chunk.at("/choices/0/delta/tool_calls/0").has("id"))
			.extracting((chunk) -> chunk.at("/choices/0/delta/tool_calls/0/index").asInt())
			.containsExactly(0, 1);
	}

	@ParameterizedTest
	@CsvSource({ "/responses, gpt-5, /usage/input_tokens_details/cached_tokens",
			"/chat/completions, gpt-5, /usage/prompt_tokens_details/cached_tokens",
			"/interactions, gemini-2.5-pro, /usage/total_cached_tokens",
			"/messages, claude-opus-4-8, /usage/cache_read_input_tokens" })
	void repeatedPrefixIsReadFromCache(String path, String model, String pointer) {
		String system = "word ".repeat(2_000);
		JsonNode first = this.client.create(path, longAsk(path, model, system, "One"));
		JsonNode second = this.client.create(path, longAsk(path, model, system, "Two"));
		assertThat(first.at(pointer).asInt()).isZero();
		assertThat(second.at(pointer).asInt()).isEqualTo(2_000);
		assertThat(cost(second)).isLessThan(cost(first));
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '"', delimiter = '|', value = {
			"/responses | 'text':{'format':{'type':'json_schema','schema':SCHEMA}} | /output/0/content/0/text",
			"/chat/completions | 'response_format':{'type':'json_schema','json_schema':{'schema':SCHEMA}} | /choices/0/message/content",
			"/interactions | 'response_format':SCHEMA | /steps/0/content/0/text",
			"/messages | 'output_config':{'format':{'type':'json_schema','schema':SCHEMA}} | /content/0/text" })
	void answerIsInstanceOfSchema(String path, String field, String pointer) {
		String schema = "{'type':'object','required':['n'],'properties':{'n':{'type':'integer'}}}";
		JsonNode answer = this.client.create(path,
				"{" + field.replace("SCHEMA", schema) + "," + ask("Hi").substring(1));
		assertThat(answer.at(pointer).asString()).isEqualTo("{\"n\":1}");
	}

	@ParameterizedTest
	@CsvSource({ "/responses, /response/usage", "/interactions, /interaction/usage", "/messages, /usage" })
	void streamReportsCostOnlyWhenAsked(String path, String usage) {
		assertThat(lastFields(this.client.stream(path, ask("Hi")), usage)).isNotEmpty()
			.doesNotContain("cost", "routing");
		assertThat(lastFields(this.client.stream(path, "{'include_cost':true," + ask("Hi").substring(1)), usage))
			.contains("cost", "routing");
	}

	private Collection<String> lastFields(List<JsonNode> events, String pointer) {
		return events.stream()
			.map((event) -> event.at(pointer))
			.filter(JsonNode::isObject)
			.reduce((first, second) -> second)
			.orElseThrow()
			.propertyNames();
	}

	@Test
	void claudeReportsWhatItWrites() {
		JsonNode usage = this.client
			.create("/messages", longAsk("/messages", "claude-opus-4-8", "word ".repeat(1_500), "Hi"))
			.path("usage");
		assertThat(usage.path("cache_creation_input_tokens").asInt()).isEqualTo(1_501);
		assertThat(usage.path("input_tokens").asInt()).isZero();
	}

	@Test
	void shortPromptIsNotCached() {
		this.client.create("/responses", ask("Hi"));
		assertThat(this.client.create("/responses", ask("Hi")).at("/usage/input_tokens_details/cached_tokens").asInt())
			.isZero();
	}

	private long cost(JsonNode answer) {
		return answer.at("/usage/cost/total_micro_usd").asLong();
	}

	private String tools(String path) {
		String tool = switch (path) {
			case "/chat/completions" -> "{'type':'function','function':{'name':'%s','parameters':{}}}";
			case "/messages" -> "{'name':'%s','input_schema':{}}";
			default -> "{'type':'function','name':'%s','parameters':{}}";
		};
		return tool.formatted("alpha") + "," + tool.formatted("beta");
	}

	private String longAsk(String path, String model, String system, String user) {
		String prompt = switch (path) {
			case "/responses" -> "'instructions':'" + system + "','input':'" + user + "'";
			case "/interactions" -> "'system_instruction':'" + system + "','input':'" + user + "'";
			case "/messages" -> "'system':'" + system + "','messages':[{'role':'user','content':'" + user + "'}]";
			default ->
				"'messages':[{'role':'system','content':'" + system + "'},{'role':'user','content':'" + user + "'}]";
		};
		return "{'model':'" + model + "','max_tokens':100,'start_within':'default'," + prompt + "}";
	}

	private String ask(String prompt) {
		return "{'model':'gpt-5','start_within':'default','input':'" + prompt
				+ "','messages':[{'role':'user','content':'" + prompt + "'}]}";
	}

}
