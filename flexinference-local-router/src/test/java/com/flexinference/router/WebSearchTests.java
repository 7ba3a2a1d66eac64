package com.flexinference.router;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for searches of the web, whose page an answer cites.
 */
class WebSearchTests {

	private static final String TOOLS = "'tools':[{'type':'web_search'},{'type':'google_search'},"
			+ "{'type':'web_search_20250305','name':'web_search'}],'web_search_options':{}";

	@AutoClose
	private final LocalRouter router = LocalRouter.builder().latency(Duration.ZERO).build().start();

	private final RouterClient client = new RouterClient(this.router);

	@Test
	void responsesCite() {
		JsonNode output = this.client.create("/responses", ask()).path("output");
		assertThat(output.at("/0/type").asString()).isEqualTo("web_search_call");
		assertThat(output.at("/0/action/query").asString()).isEqualTo("Who won?");
		JsonNode content = output.at("/1/content/0");
		assertThat(content.at("/annotations/0/type").asString()).isEqualTo("url_citation");
		assertCitation(content.at("/annotations/0"), content.path("text").asString());
	}

	@Test
	void responsesStreamCitation() {
		List<JsonNode> events = stream("/responses");
		assertThat(events).extracting((event) -> event.path("type").asString())
			.containsSubsequence("response.output_item.added", "response.web_search_call.in_progress",
					"response.web_search_call.searching", "response.web_search_call.completed",
					"response.output_item.done", "response.output_text.delta", "response.output_text.annotation.added",
					"response.output_text.done", "response.completed");
		JsonNode text = find(events, "response.output_text.done");
		assertCitation(find(events, "response.output_text.annotation.added").path("annotation"),
				text.path("text").asString());
	}

	@Test
	void chatCites() {
		JsonNode message = this.client.create("/chat/completions", ask()).at("/choices/0/message");
		assertThat(message.at("/annotations/0/type").asString()).isEqualTo("url_citation");
		assertCitation(message.at("/annotations/0/url_citation"), message.path("content").asString());
	}

	@Test
	void chatStreamsCitation() {
		List<JsonNode> chunks = stream("/chat/completions");
		assertThat(chunks).filteredOn((chunk) -> chunk.at("/choices/0/delta").has("annotations"))
			.singleElement()
			.satisfies((chunk) -> assertCitation(chunk.at("/choices/0/delta/annotations/0/url_citation"),
					joined(chunks, "/choices/0/delta/content")));
	}

	@Test
	void interactionsCite() {
		JsonNode steps = this.client.create("/interactions", ask()).path("steps");
		assertThat(steps.at("/0/type").asString()).isEqualTo("google_search_call");
		assertThat(steps.at("/0/id").asString()).isEqualTo(steps.at("/1/call_id").asString()).isNotEmpty();
		JsonNode content = steps.at("/2/content/0");
		assertCitation(content.at("/annotations/0"), content.path("text").asString());
	}

	@Test
	void interactionsStreamCitation() {
		List<JsonNode> events = stream("/interactions");
		assertThat(events).extracting((event) -> event.at("/step/type").asString(""))
			.containsSubsequence("google_search_call", "google_search_result", "model_output");
		assertThat(events).filteredOn((event) -> event.path("delta").has("annotations"))
			.singleElement()
			.satisfies((event) -> assertCitation(event.at("/delta/annotations/0"), joined(events, "/delta/text")));
	}

	@Test
	void messagesCite() {
		JsonNode message = this.client.create("/messages", ask());
		JsonNode content = message.path("content");
		assertThat(content.valueStream().map((block) -> block.path("type").asString()))
			.containsExactly("server_tool_use", "web_search_tool_result", "text", "text");
		assertThat(content.at("/0/id").asString()).isEqualTo(content.at("/1/tool_use_id").asString()).isNotEmpty();
		assertThat(content.at("/2/citations/0/cited_text").asString()).isEqualTo(content.at("/2/text").asString());
		assertThat(content.at("/2/citations/0/url").asString()).isEqualTo(content.at("/1/content/0/url").asString());
		assertThat(message.at("/usage/server_tool_use/web_search_requests").asInt()).isEqualTo(1);
	}

	@Test
	void messagesStreamCitation() {
		List<JsonNode> events = stream("/messages");
		assertThat(events).extracting((event) -> event.at("/delta/type").asString(""))
			.containsSubsequence("input_json_delta", "text_delta", "citations_delta", "text_delta");
		assertThat(joined(events, "/delta/partial_json")).isEqualTo("{\"query\":\"Who won?\"}");
		assertThat(joined(events, "/delta/text")).startsWith(joined(events, "/delta/citation/cited_text"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "/responses", "/chat/completions", "/interactions", "/messages" })
	void functionThatThePromptNamesIsCalledInstead(String path) {
		String function = "{'type':'function','name':'alpha','function':{'name':'alpha'},'input_schema':{}},";
		String answer = this.client
			.create(path, ask().replace("Who won?", "Use alpha").replace("'tools':[", "'tools':[" + function))
			.toString();
		assertThat(answer).contains("alpha").doesNotContain("simulated page");
	}

	private void assertCitation(JsonNode citation, String text) {
		assertThat(citation.path("url").asString()).startsWith("https://");
		assertThat(citation.path("title").asString()).isNotEmpty();
		String cited = text.substring(citation.path("start_index").asInt(), citation.path("end_index").asInt());
		assertThat(cited).contains(citation.path("title").asString()).endsWith(".");
		assertThat(text).hasSizeGreaterThan(cited.length());
	}

	private JsonNode find(List<JsonNode> events, String type) {
		return events.stream().filter((event) -> type.equals(event.path("type").asString())).findFirst().orElseThrow();
	}

	private String joined(List<JsonNode> events, String pointer) {
		return events.stream().map((event) -> event.at(pointer).asString("")).collect(Collectors.joining());
	}

	private List<JsonNode> stream(String path) {
		return this.client.stream(path, ask());
	}

	private String ask() {
		return "{'model':'gpt-5','start_within':'default','input':'Who won?',"
				+ "'messages':[{'role':'user','content':'Who won?'}]," + TOOLS + "}";
	}

}
