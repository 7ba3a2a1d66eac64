package com.flexinference.router;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the format Interactions.
 */
class InteractionsFormatTests {

	private static final String REQUEST = "'model':'gemini-3.5-flash','start_within':'default'";

	private static final String COUNT = "{" + REQUEST + ",'input':'Count to 3'}";

	private static final String USE_TOOL = "{" + REQUEST + ",'input':'Hi','generation_config':{'tool_choice':'any'},"
			+ "'tools':[{'type':'google_search'},{'type':'function','name':'get_weather','parameters':{"
			+ "'type':'object','required':['city'],'properties':{'city':{'type':'string'}}}}]}";

	@AutoClose
	private final LocalRouter router = LocalRouter.builder().latency(Duration.ZERO).build().start();

	private final RouterClient client = new RouterClient(this.router);

	@Test
	void createAnswersInteraction() {
		JsonNode interaction = create(COUNT);
		assertThat(interaction.path("id").asString()).startsWith("int_");
		assertThat(interaction.path("object").asString()).isEqualTo("interaction");
		assertThat(interaction.path("status").asString()).isEqualTo("completed");
		assertThat(interaction.path("created").isIntegralNumber()).isTrue();
		assertThat(interaction.at("/steps/0/type").asString()).isEqualTo("model_output");
		assertThat(interaction.at("/steps/0/content/0/text").asString()).isEqualTo("1 2 3.");
	}

	@Test
	void createAnswersUsage() {
		JsonNode usage = create(COUNT).path("usage");
		assertThat(usage.path("total_input_tokens").asInt()).isEqualTo(3);
		assertThat(usage.path("total_output_tokens").asInt()).isEqualTo(3);
		assertThat(usage.path("total_tokens").asInt()).isEqualTo(6);
		assertThat(usage.at("/routing/provider").asString()).isEqualTo("google");
	}

	@Test
	void createReadsContentParts() {
		JsonNode interaction = create("{" + REQUEST + ",'input':[{'type':'text','text':'Count to 2'},"
				+ "{'type':'image','mime_type':'image/png','data':''}]}");
		assertThat(interaction.at("/steps/0/content/0/text").asString()).isEqualTo("1 2.");
	}

	@Test
	void createReadsSteps() {
		JsonNode interaction = create(
				"{" + REQUEST + ",'input':[" + "{'type':'user_input','content':[{'type':'text','text':'Count to 9'}]},"
						+ "{'type':'model_output','content':[{'type':'text','text':'Why?'}]},"
						+ "{'type':'user_input','content':[{'type':'text','text':'Count to 2'}]}]}");
		assertThat(interaction.at("/steps/0/content/0/text").asString()).isEqualTo("1 2.");
	}

	@Test
	void createAnswersToolResult() {
		JsonNode interaction = create(
				"{" + REQUEST + ",'input':[" + "{'type':'user_input','content':[{'type':'text','text':'Hi'}]},"
						+ "{'type':'function_result','name':'get_weather','result':{'degrees':12}}]}");
		assertThat(interaction.at("/steps/0/content/0/text").asString()).contains("{\"degrees\":12}");
	}

	@Test
	void createStopsAtMaxOutputTokens() {
		JsonNode interaction = create("{'generation_config':{'max_output_tokens':2}," + COUNT.substring(1));
		assertThat(interaction.path("status").asString()).isEqualTo("incomplete");
		assertThat(interaction.at("/steps/0/content/0/text").asString()).isEqualTo("1 2 ");
	}

	@Test
	void createCallsTool() {
		JsonNode interaction = create(USE_TOOL);
		assertThat(interaction.path("status").asString()).isEqualTo("requires_action");
		assertThat(interaction.at("/steps/0/type").asString()).isEqualTo("function_call");
		assertThat(interaction.at("/steps/0/name").asString()).isEqualTo("get_weather");
		assertThat(interaction.at("/steps/0/arguments/city").asString()).isEqualTo("city");
	}

	@Test
	void streamEndsWithoutTimes() {
		List<JsonNode> events = stream(COUNT);
		assertThat(events.get(events.size() - 1).path("interaction").propertyNames()).doesNotContain("created",
				"updated");
	}

	@Test
	void streamSendsEventsInOrder() {
		assertThat(types(stream(COUNT))).containsExactly("interaction.created", "interaction.status_update",
				"step.start", "step.delta", "step.delta", "step.delta", "step.stop", "interaction.completed");
	}

	@Test
	void streamNamesEvents() {
		String events = this.client.post("/interactions", RouterClient.streamed(COUNT)).body();
		assertThat(events).startsWith("event: interaction.created\n");
	}

	@Test
	void streamSendsTextDeltas() {
		assertThat(stream(COUNT).subList(3, 6)).map((event) -> event.at("/delta/text").asString())
			.containsExactly("1 ", "2 ", "3.");
	}

	@Test
	void streamCallsTool() {
		List<JsonNode> events = stream(USE_TOOL);
		assertThat(events.get(2).at("/step/name").asString()).isEqualTo("get_weather");
		assertThat(events.get(3).at("/delta/type").asString()).isEqualTo("arguments_delta");
		assertThat(events.get(events.size() - 1).at("/interaction/status").asString()).isEqualTo("requires_action");
	}

	private JsonNode create(String body) {
		return this.client.create("/interactions", body);
	}

	private List<JsonNode> stream(String body) {
		return this.client.stream("/interactions", body);
	}

	private List<String> types(List<JsonNode> events) {
		return events.stream().map((event) -> event.path("event_type").asString()).toList();
	}

}
