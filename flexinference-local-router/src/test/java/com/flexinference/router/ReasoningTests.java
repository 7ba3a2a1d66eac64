package com.flexinference.router;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for reasoning: how each format shows it, and what a caller must send back.
 */
class ReasoningTests {

	private static final String SUMMARIES = "'reasoning':{'summary':'auto'},'thinking':{'type':'adaptive'},"
			+ "'generation_config':{'thinking_level':'low','thinking_summaries':'auto'}";

	private static final String ENABLED = "'thinking':{'type':'enabled','budget_tokens':1024}";

	private static final String ADAPTIVE = "'thinking':{'type':'adaptive'}";

	@AutoClose
	private final LocalRouter router = LocalRouter.builder().latency(Duration.ZERO).build().start();

	private final RouterClient client = new RouterClient(this.router);

	@Test
	void responsesReasonWithSummaryWhenAsked() {
		JsonNode answer = this.client.create("/responses",
				ask("Count to 3", "'reasoning':{'effort':'low','summary':'auto'}"));
		assertThat(answer.at("/output/0/type").asString()).isEqualTo("reasoning");
		assertThat(answer.at("/output/0/summary/0/text").asString()).contains("Simulated reasoning");
		assertThat(answer.at("/output/1/content/0/text").asString()).isEqualTo("1 2 3.");
		assertThat(answer.at("/usage/output_tokens_details/reasoning_tokens").asInt()).isEqualTo(10);
		assertThat(answer.at("/usage/output_tokens").asInt()).isEqualTo(13);
	}

	@Test
	void responsesReasonSilentlyWithoutSummary() {
		JsonNode answer = this.client.create("/responses", ask("Hi", "'reasoning':{'effort':'low'}"));
		assertThat(answer.at("/output/0/summary")).isEmpty();
		assertThat(answer.at("/usage/output_tokens_details/reasoning_tokens").asInt()).isPositive();
	}

	@Test
	void responsesDoNotReasonWithoutEffort() {
		JsonNode answer = this.client.create("/responses", ask("Hi", "'reasoning':{'effort':'none'}"));
		assertThat(answer.at("/output/0/type").asString()).isEqualTo("message");
	}

	@Test
	void reasoningSummaryIsStreamed() {
		List<JsonNode> events = this.client.stream("/responses", ask("Count to 1", "'reasoning':{'summary':'auto'}"));
		assertThat(events).extracting((event) -> event.path("type").asString())
			.containsSubsequence("response.output_item.added", "response.reasoning_summary_part.added",
					"response.reasoning_summary_text.delta", "response.reasoning_summary_text.done",
					"response.reasoning_summary_part.done", "response.output_item.done", "response.output_item.added",
					"response.output_text.delta");
		assertThat(events).extracting((event) -> event.path("sequence_number").asInt())
			.isEqualTo(IntStream.range(0, events.size()).boxed().toList());
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '"',
			value = { "/chat/completions, 'reasoning_effort':'low', /usage/completion_tokens_details/reasoning_tokens",
					"/interactions, 'generation_config':{'thinking_level':'low'}, /usage/total_thought_tokens" })
	void reasoningIsCounted(String path, String field, String pointer) {
		JsonNode answer = this.client.create(path, ask("Count to 3", field));
		assertThat(answer.at(pointer).asInt()).isEqualTo(10);
		assertThat(answer.toString()).doesNotContain("Simulated reasoning");
	}

	@Test
	void interactionsCountThoughtsApart() {
		JsonNode usage = this.client
			.create("/interactions", ask("Count to 3", "'generation_config':{'thinking_level':'low'}"))
			.path("usage");
		assertThat(usage.path("total_output_tokens").asInt()).isEqualTo(3);
		assertThat(usage.path("total_tokens").asInt()).isEqualTo(16);
	}

	@Test
	void messagesThinkAloud() {
		JsonNode answer = this.client.create("/messages", ask("Count to 3", "'thinking':{'type':'adaptive'}"));
		assertThat(answer.at("/content/0/type").asString()).isEqualTo("thinking");
		assertThat(answer.at("/content/0/thinking").asString()).contains("Simulated reasoning");
		assertThat(answer.at("/content/0/signature").asString()).isNotEmpty();
		assertThat(answer.at("/content/1/text").asString()).isEqualTo("1 2 3.");
		assertThat(answer.at("/usage/output_tokens_details/thinking_tokens").asInt()).isEqualTo(10);
	}

	@Test
	void messagesOmitThoughtsWhenAsked() {
		JsonNode answer = this.client.create("/messages",
				ask("Hi", "'thinking':{'type':'adaptive','display':'omitted'}"));
		assertThat(answer.at("/content/0/thinking").asString()).isEmpty();
	}

	@Test
	void thoughtsAreStreamedWithSignature() {
		List<JsonNode> events = this.client.stream("/messages", ask("Count to 1", "'thinking':{'type':'adaptive'}"));
		assertThat(events).extracting((event) -> event.at("/delta/type").asString(""))
			.containsSubsequence("thinking_delta", "signature_delta", "text_delta");
		assertThat(events).filteredOn((event) -> "content_block_start".equals(event.path("type").asString()))
			.extracting((event) -> event.at("/content_block/type").asString())
			.containsExactly("thinking", "text");
	}

	@Test
	void reasoningCountsAgainstMaxTokens() {
		JsonNode answer = this.client.create("/responses",
				ask("Count to 9", "'max_output_tokens':12,'reasoning':{'effort':'low'}"));
		assertThat(answer.path("status").asString()).isEqualTo("incomplete");
		assertThat(answer.at("/output/1/content/0/text").asString()).isEqualTo("1 2 ");
	}

	@Test
	void reasoningIsEncryptedWhenAsked() {
		String include = "'reasoning':{'effort':'low'},'include':['reasoning.encrypted_content']";
		JsonNode item = this.client.create("/responses", ask("Hi", include)).at("/output/0");
		String encrypted = item.path("encrypted_content").asString();
		assertThat(encrypted).isNotEmpty().doesNotContain("Simulated reasoning");
		List<JsonNode> events = this.client.stream("/responses", ask("Hi", include));
		assertThat(events).filteredOn((event) -> "response.output_item.done".equals(event.path("type").asString()))
			.first()
			.returns(encrypted, (event) -> event.at("/item/encrypted_content").asString());
		assertThat(this.client.create("/responses", back(item.toString())).path("status").asString())
			.isEqualTo("completed");
		JsonNode error = this.client.create("/responses", back(item.toString().replace(encrypted, "x" + encrypted)))
			.path("error");
		assertThat(error.at("/flexinference/provider_code").asString()).isEqualTo("invalid_encrypted_content");
	}

	private String back(String item) {
		return "{'model':'gpt-5','start_within':'default','input':[{'role':'user','content':'Hi'}," + item + "]}";
	}

	@Test
	void interactionsSummarizeThoughtsWhenAsked() {
		JsonNode step = this.client.create("/interactions", ask("Count to 3", SUMMARIES)).at("/steps/0");
		assertThat(step.path("type").asString()).isEqualTo("thought");
		assertThat(step.at("/summary/0/text").asString()).contains("Simulated reasoning");
		assertThat(step.path("signature").asString()).isNotEmpty();
	}

	@Test
	void interactionsStreamThoughts() {
		List<JsonNode> events = this.client.stream("/interactions", ask("Count to 1", SUMMARIES));
		assertThat(events).extracting((event) -> event.at("/delta/type").asString(""))
			.containsSubsequence("thought_summary", "thought_signature", "text");
		assertThat(events.stream()
			.map((event) -> event.at("/delta/content/text").asString(""))
			.collect(Collectors.joining())).contains("Simulated reasoning");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/responses", "/interactions", "/messages" })
	void scriptReasonsThenCallsTwoTools(String path) {
		this.router.enqueue(LocalAnswer.reasoning("Both cities.")
			.andToolCall("get_weather", "{\"city\":\"Oslo\"}")
			.andToolCall("get_weather", "{\"city\":\"Rome\"}"));
		JsonNode answer = this.client.create(path, ask("Hi", SUMMARIES));
		JsonNode parts = answer.properties()
			.stream()
			.filter((property) -> List.of("output", "steps", "content").contains(property.getKey()))
			.findFirst()
			.orElseThrow()
			.getValue();
		assertThat(parts).hasSize(3);
		assertThat(parts.path(0).toString()).contains("Both cities.");
		assertThat(parts.path(1).toString()).contains("get_weather", "Oslo");
		assertThat(parts.path(2).toString()).contains("get_weather", "Rome");
	}

	@Test
	void scriptReasonsThenAnswers() {
		this.router.enqueue(LocalAnswer.reasoning("A planet.").andText("Venus"));
		JsonNode answer = this.client.create("/chat/completions", ask("Hi", "'reasoning_effort':'low'"));
		assertThat(answer.at("/choices/0/message/content").asString()).isEqualTo("Venus");
		assertThat(answer.at("/choices/0/finish_reason").asString()).isEqualTo("stop");
		assertThat(answer.at("/usage/completion_tokens_details/reasoning_tokens").asInt()).isEqualTo(2);
	}

	@Test
	void promptAsksForReasoning() {
		JsonNode answer = this.client.create("/messages", ask("Hi [think]", "'metadata':{}"));
		assertThat(answer.at("/content/0/type").asString()).isEqualTo("thinking");
	}

	@ParameterizedTest
	@ValueSource(strings = { ENABLED, ADAPTIVE })
	void thoughtIsSentBackInToolRound(String thinking) {
		JsonNode content = call(thinking);
		assertThat(content.at("/0/type").asString()).isEqualTo("thinking");
		assertThat(round(thinking, content.toString()).path("stop_reason").asString()).isEqualTo("end_turn");
	}

	@ParameterizedTest
	@ValueSource(strings = { ENABLED, ADAPTIVE })
	void thoughtThatIsMissingInToolRoundIsRejected(String thinking) {
		JsonNode error = round(thinking, "[" + call(thinking).path(1) + "]").path("error");
		assertThat(error.path("type").asString()).isEqualTo("invalid_request_error");
		assertThat(error.path("message").asString()).startsWith("messages.1.content.0.type: Expected `thinking`")
			.contains("but found `tool_use`");
		assertThat(error.at("/flexinference/origin").asString()).isEqualTo("provider");
	}

	@ParameterizedTest
	@ValueSource(strings = { "Simulated reasoning", "signature\":\"" })
	void thoughtThatChangedIsRejected(String text) {
		String content = call(ADAPTIVE).toString().replace(text, text + "x");
		assertThat(round(ADAPTIVE, content).at("/error/message").asString())
			.isEqualTo("messages.1.content.0: Invalid `signature` in `thinking` block");
		assertThat(round("'metadata':{}", content).has("content")).isTrue();
	}

	@Test
	void scriptedCallWithoutThoughtNeedsNone() {
		this.router.enqueue(LocalAnswer.toolCall("get_weather", "{}"));
		JsonNode content = call(ENABLED);
		assertThat(content).hasSize(1);
		assertThat(round(ENABLED, content.toString()).path("stop_reason").asString()).isEqualTo("end_turn");
	}

	@ParameterizedTest
	@CsvSource({ "any, true", "tool, true", "auto, false", "none, false" })
	void forcedToolIsRejectedBesideThinking(String choice, boolean rejected) {
		String field = ADAPTIVE + ",'tool_choice':{'type':'" + choice + "','name':'get_weather'}";
		JsonNode answer = this.client.create("/messages", claude("", field));
		assertThat(answer.has("error")).isEqualTo(rejected);
		assertThat(answer.at("/error/message").asString(""))
			.isEqualTo(rejected ? "Thinking may not be enabled when tool_choice forces tool use." : "");
	}

	private JsonNode call(String thinking) {
		return this.client.create("/messages", claude("", thinking)).path("content");
	}

	private JsonNode round(String thinking, String content) {
		return this.client.create("/messages",
				claude(",{'role':'assistant','content':" + content + "},{'role':'user','content':["
						+ "{'type':'tool_result','tool_use_id':'toolu_1','content':'12 degrees'}]}", thinking));
	}

	private String claude(String messages, String field) {
		return "{'model':'claude-opus-4-8','max_tokens':2000,'start_within':'default',"
				+ "'tools':[{'name':'get_weather','input_schema':{}}],"
				+ "'messages':[{'role':'user','content':'Use get_weather'}" + messages + "]," + field + "}";
	}

	private String ask(String prompt, String field) {
		return "{'model':'gpt-5','start_within':'default','input':'" + prompt
				+ "','messages':[{'role':'user','content':'" + prompt + "'}]," + field + "}";
	}

}
