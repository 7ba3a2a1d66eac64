package com.flexinference.ai;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.SystemMessage;
import org.springframework.ai.chat.messages.ToolResponseMessage;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.model.tool.ToolCallingChatOptions;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.function.FunctionToolCallback;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import com.flexinference.client.FlexInferenceTimeoutException;
import com.flexinference.client.InvalidRequestException;
import com.flexinference.client.RequestOptions;
import com.flexinference.client.StartWithin;
import com.flexinference.client.format.CallerFormat;
import com.flexinference.client.message.ToolChoice;
import com.flexinference.router.LocalAnswer;
import com.flexinference.template.FlexInferenceScope;
import com.flexinference.template.FlexInferenceTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for what a prompt and its options are as a request. A dash in a table means that
 * the format cannot say it.
 */
@Timeout(30)
class RequestTests {

	private static final ToolCallback WEATHER = FunctionToolCallback.builder("weather", (ToolTests.City city) -> "sun")
		.description("Tells the weather of a city")
		.inputType(ToolTests.City.class)
		.build();

	private static final String OPEN = """
			{"type":"object","properties":{"moons":{"type":"object","additionalProperties":{"type":"integer"}}}}""";

	private static final String CLOSED = """
			{"type":"object","properties":{"name":{"type":"string"}},"required":["name"],"additionalProperties":false}""";

	@AutoClose
	private final TestModel test = new TestModel();

	@ParameterizedTest(name = "{0} {1}")
	@CsvSource(delimiter = '|', textBlock = """
			temperature      | RESPONSES        | /temperature                         | 0.5
			temperature      | CHAT_COMPLETIONS | /temperature                         | 0.5
			temperature      | INTERACTIONS     | /generation_config/temperature       | 0.5
			temperature      | MESSAGES         | /temperature                         | 0.5
			topP             | RESPONSES        | /top_p                               | 0.25
			topP             | CHAT_COMPLETIONS | /top_p                               | 0.25
			topP             | INTERACTIONS     | /generation_config/top_p             | 0.25
			topP             | MESSAGES         | /top_p                               | 0.25
			maxTokens        | RESPONSES        | /max_output_tokens                   | 77
			maxTokens        | CHAT_COMPLETIONS | /max_completion_tokens               | 77
			maxTokens        | INTERACTIONS     | /generation_config/max_output_tokens | 77
			maxTokens        | MESSAGES         | /max_tokens                          | 77
			stopSequences    | RESPONSES        | -                                    |
			stopSequences    | CHAT_COMPLETIONS | /stop                                | ["END","FIN"]
			stopSequences    | INTERACTIONS     | -                                    |
			stopSequences    | MESSAGES         | /stop_sequences                      | ["END","FIN"]
			topK             | RESPONSES        | -                                    |
			topK             | CHAT_COMPLETIONS | -                                    |
			topK             | INTERACTIONS     | -                                    |
			topK             | MESSAGES         | /top_k                               | 3
			frequencyPenalty | RESPONSES        | -                                    |
			frequencyPenalty | CHAT_COMPLETIONS | /frequency_penalty                   | 0.1
			frequencyPenalty | INTERACTIONS     | -                                    |
			frequencyPenalty | MESSAGES         | -                                    |
			presencePenalty  | RESPONSES        | -                                    |
			presencePenalty  | CHAT_COMPLETIONS | /presence_penalty                    | 0.2
			presencePenalty  | INTERACTIONS     | -                                    |
			presencePenalty  | MESSAGES         | -                                    |
			""")
	void portableOption(String option, CallerFormat format, String path, String value) {
		ChatOptions.Builder<?> options = ChatOptions.builder();
		switch (option) {
			case "temperature" -> options.temperature(0.5);
			case "topP" -> options.topP(0.25);
			case "maxTokens" -> options.maxTokens(77);
			case "stopSequences" -> options.stopSequences(List.of("END", "FIN"));
			case "topK" -> options.topK(3);
			case "frequencyPenalty" -> options.frequencyPenalty(0.1);
			default -> options.presencePenalty(0.2);
		}
		if (path.equals("-")) {
			assertThatIllegalArgumentException().isThrownBy(() -> sent(format, options.build()))
				.withMessageContaining("'" + option + "'");
			assertThat(this.test.count()).isZero();
		}
		else {
			JsonNode sent = sent(format, options.build());
			assertThat(sent.at(path)).isEqualTo(json(value));
			assertThat(sent.path("model").asString()).isEqualTo("gpt-5.5");
		}
	}

	@ParameterizedTest(name = "{0} {1}")
	@CsvSource(delimiter = '|',
			textBlock = """
					auto     | RESPONSES        | /tool_choice                   | "auto"
					auto     | CHAT_COMPLETIONS | /tool_choice                   | "auto"
					auto     | INTERACTIONS     | /generation_config/tool_choice | "auto"
					auto     | MESSAGES         | /tool_choice                   | {"type":"auto"}
					none     | RESPONSES        | /tool_choice                   | "none"
					none     | CHAT_COMPLETIONS | /tool_choice                   | "none"
					none     | INTERACTIONS     | /generation_config/tool_choice | "none"
					none     | MESSAGES         | -                              |
					required | RESPONSES        | /tool_choice                   | "required"
					required | CHAT_COMPLETIONS | /tool_choice                   | "required"
					required | INTERACTIONS     | /generation_config/tool_choice | "any"
					required | MESSAGES         | /tool_choice                   | {"type":"any"}
					tool     | RESPONSES        | /tool_choice                   | {"type":"function","name":"weather"}
					tool     | CHAT_COMPLETIONS | /tool_choice                   | {"type":"function","function":{"name":"weather"}}
					tool     | INTERACTIONS     | -                              |
					tool     | MESSAGES         | /tool_choice                   | {"type":"tool","name":"weather"}
					parallel | RESPONSES        | /parallel_tool_calls           | false
					parallel | CHAT_COMPLETIONS | /parallel_tool_calls           | false
					parallel | INTERACTIONS     | -                              |
					parallel | MESSAGES         | -                              |
					effort   | RESPONSES        | /reasoning/effort              | "low"
					effort   | CHAT_COMPLETIONS | /reasoning_effort              | "low"
					effort   | INTERACTIONS     | /generation_config/thinking_level | "low"
					effort   | MESSAGES         | -                              |
					budget   | RESPONSES        | -                              |
					budget   | CHAT_COMPLETIONS | -                              |
					budget   | INTERACTIONS     | -                              |
					budget   | MESSAGES         | /thinking/budget_tokens        | 2000
					""")
	void requestOption(String option, CallerFormat format, String path, String value) {
		FlexInferenceChatOptions options = FlexInferenceChatOptions.builder()
			.toolCallbacks(WEATHER)
			.maxTokens(4000)
			.request((r) -> {
				switch (option) {
					case "auto" -> r.toolChoice(ToolChoice.AUTO);
					case "none" -> r.toolChoice(ToolChoice.NONE);
					case "required" -> r.toolChoice(ToolChoice.REQUIRED);
					case "tool" -> r.toolChoice(ToolChoice.tool("weather"));
					case "parallel" -> r.parallelToolCalls(false);
					case "effort" -> r.reasoningEffort("low");
					default -> r.reasoningBudget(2000);
				}
			})
			.build();
		if (path.equals("-")) {
			assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(() -> sent(format, options));
			assertThat(this.test.count()).isZero();
		}
		else {
			assertThat(sent(format, options).at(path)).isEqualTo(json(value));
		}
	}

	@ParameterizedTest
	@CsvSource({ "RESPONSES, /text/format/strict", "CHAT_COMPLETIONS, /response_format/json_schema/strict" })
	void schemaIsStrictIfItCanBe(CallerFormat format, String path) {
		assertThat(sent(format, schema(OPEN)).at(path)).isEqualTo(json("false"));
		assertThat(sent(format, schema(CLOSED)).at(path)).isEqualTo(json("true"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			RESPONSES        | /instructions
			CHAT_COMPLETIONS | /messages/0/content
			INTERACTIONS     | /system_instruction
			MESSAGES         | /system
			""")
	void systemMessagesKeepTheirOrder(CallerFormat format, String path) {
		this.test.answer(LocalAnswer.text("Hi"));
		this.test.create(format)
			.call(new Prompt(List.of(new SystemMessage("Be brief."), new UserMessage("Hello"),
					new SystemMessage("Be kind."), new AssistantMessage("Yes?"), new UserMessage("Go on"))));
		JsonNode sent = this.test.sent().json();
		assertThat(sent.at(path).asString()).isEqualTo("Be brief.\n\nBe kind.");
		assertThat(sent.toString()).containsSubsequence("Hello", "Yes?", "Go on");
	}

	@ParameterizedTest
	@EnumSource
	void optionsThatTheFormatLacksAreNamedTogether(CallerFormat format) {
		FlexInferenceChatModel model = this.test.create(format);
		ChatOptions options = ChatOptions.builder().topK(3).frequencyPenalty(0.1).presencePenalty(0.2).build();
		List<String> refused = new ArrayList<>(List.of("topK", "frequencyPenalty", "presencePenalty"));
		refused.remove((format == CallerFormat.MESSAGES) ? "topK" : "");
		refused.removeIf((option) -> format == CallerFormat.CHAT_COMPLETIONS && option.endsWith("Penalty"));
		assertThatIllegalArgumentException().isThrownBy(() -> model.call(new Prompt("Hi", options)))
			.satisfies((ex) -> assertThat(ex.getMessage().split("'")).containsSubsequence(refused)
				.hasSize(2 * refused.size() + 1));
		assertThat(this.test.count()).isZero();
	}

	@ParameterizedTest
	@EnumSource
	void numberOfTokensMustBePositive(CallerFormat format) {
		FlexInferenceChatModel model = this.test.create(format);
		for (int tokens : new int[] { 0, -1 }) {
			Prompt prompt = new Prompt("Hi", ChatOptions.builder().maxTokens(tokens).build());
			assertThatIllegalArgumentException().isThrownBy(() -> model.call(prompt))
				.withMessage("'maxTokens' must be greater than 0");
		}
		assertThat(this.test.count()).isZero();
	}

	@ParameterizedTest
	@EnumSource
	void schemaThatIsNoObjectIsRefused(CallerFormat format) {
		FlexInferenceChatModel model = this.test.create(format);
		ToolCallback tool = FunctionToolCallback.builder("weather", () -> "snow")
			.inputType(Void.class)
			.inputSchema("true")
			.build();
		ToolCallingChatOptions tools = ToolCallingChatOptions.builder().toolCallbacks(tool).build();
		assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(() -> model.call(new Prompt("Hi", tools)))
			.withMessageContaining("'schema of the tool weather' is not a JSON object");
		FlexInferenceChatOptions answer = FlexInferenceChatOptions.builder().outputSchema("true").build();
		assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(() -> model.call(new Prompt("Hi", answer)))
			.withMessageContaining("'schema of the answer' is not a JSON object");
	}

	@Test
	void scopePrecedesTheDefaultsOfTheModel() {
		FlexInferenceChatModel model = this.test.create((options) -> {
		}, FlexInferenceScope.of((r) -> r.temperature(0.25).topP(0.5)).withFormat(CallerFormat.CHAT_COMPLETIONS));
		this.test.answer(LocalAnswer.text("Hi"), LocalAnswer.text("Hi"), LocalAnswer.text("Hi"));
		model.call("Hi");
		FlexInferenceScope scope = FlexInferenceScope.of((r) -> r.temperature(0.75)).withFormat(CallerFormat.MESSAGES);
		FlexInferenceScope.with(scope, () -> model.call("Hi"));
		FlexInferenceScope.with(scope, () -> model.stream(new Prompt("Hi"))).blockLast();
		assertThat(this.test.sent()).satisfies((sent) -> assertThat(sent.path()).isEqualTo("/v1/chat/completions"))
			.satisfies((sent) -> assertThat(sent.json().at("/temperature").asDouble()).isEqualTo(0.25));
		for (int i = 0; i < 2; i++) {
			assertThat(this.test.sent()).satisfies((sent) -> assertThat(sent.path()).isEqualTo("/v1/messages"))
				.satisfies((sent) -> assertThat(sent.json().at("/temperature").asDouble()).isEqualTo(0.75))
				.satisfies((sent) -> assertThat(sent.json().at("/top_p").asDouble()).isEqualTo(0.5));
		}
	}

	@Test
	void scopeGivesTheFormat() {
		this.test.answer(LocalAnswer.text("Hi"));
		FlexInferenceScope scope = FlexInferenceScope.NONE.withFormat(CallerFormat.MESSAGES);
		FlexInferenceScope.with(scope, () -> this.test.create((options) -> {
		}).call("Hi"));
		assertThat(this.test.sent().path()).isEqualTo("/v1/messages");
	}

	@Test
	void providersAndRetriesAreSent() {
		JsonNode sent = sent(CallerFormat.RESPONSES,
				FlexInferenceChatOptions.builder()
					.request((r) -> r.provider("openai", "foundry").retry(2).with("metadata", List.of()))
					.build());
		assertThat(sent.path("provider")).isEqualTo(json("[\"openai\",\"foundry\"]"));
		assertThat(sent.at("/retry/count").asInt()).isEqualTo(2);
	}

	@Test
	void callTimesOut() {
		this.test.answer(LocalAnswer.simulated().stalledBeforeHeaders());
		RequestOptions soon = RequestOptions.none().withCallTimeout(Duration.ofMillis(200));
		assertThatExceptionOfType(FlexInferenceTimeoutException.class)
			.isThrownBy(() -> sent(CallerFormat.RESPONSES, call((o) -> o.call((call) -> call.options(soon)))));
	}

	@Test
	void callEscalates() {
		this.test.answer(LocalAnswer.error(503, "flex_capacity"), LocalAnswer.text("Hi"));
		this.test.create(CallerFormat.RESPONSES)
			.call(new Prompt("Hi", call((o) -> o
				.call((call) -> call.escalate(StartWithin.of(Duration.ofSeconds(30)), StartWithin.DEFAULT)))));
		assertThat(this.test.sent().startWithin()).isEqualTo("00h-00m-30s");
		assertThat(this.test.sent().startWithin()).isEqualTo("default");
	}

	@Test
	void callIsCustomizedOnce() {
		this.test.answer(LocalAnswer.text("Hi"));
		List<String> customizers = new ArrayList<>();
		ChatClient chat = ChatClient.create(this.test.create((o) -> o.call(adding("model", customizers))));
		chat.prompt("Hi")
			.options(FlexInferenceChatOptions.builder().call(adding("prompt", customizers)))
			.call()
			.content();
		assertThat(customizers).containsExactly("model", "prompt");
	}

	private static UnaryOperator<FlexInferenceTemplate.Call> adding(String name, List<String> customizers) {
		return (call) -> {
			customizers.add(name);
			return call;
		};
	}

	@ParameterizedTest
	@EnumSource
	void requestOfAPromptPrecedesOptionsOfTheModel(CallerFormat format) {
		this.test.answer(LocalAnswer.text("Hi"));
		ChatClient chat = ChatClient.create(this.test.create((o) -> o.format(format).temperature(0.25)));
		chat.prompt("Hi")
			.options(FlexInferenceChatOptions.builder().request((r) -> r.model("gpt-5-nano").temperature(0.75)))
			.call()
			.content();
		assertThat(this.test.sent().json().toString()).contains("gpt-5-nano", "0.75").doesNotContain("0.25", "gpt-5.5");
	}

	@ParameterizedTest
	@EnumSource
	void toolsOfPromptAndRequestAreNotMixed(CallerFormat format) {
		FlexInferenceChatModel model = this.test.create((o) -> o.format(format));
		Prompt prompt = new Prompt("Hi",
				FlexInferenceChatOptions.builder()
					.toolCallbacks(WEATHER)
					.request((r) -> r.tool("time", "Tells the time.", Map.of("type", "object")))
					.build());
		assertThatIllegalArgumentException().isThrownBy(() -> model.call(prompt))
			.withMessage("The prompt and the request of its options both have tools. Set tools in one of them.");
	}

	@ParameterizedTest
	@EnumSource
	void searchGoesWithToolsOfThePrompt(CallerFormat format) {
		JsonNode sent = sent(format,
				FlexInferenceChatOptions.builder().toolCallbacks(WEATHER).request((r) -> r.webSearch()).build());
		assertThat(sent.toString()).contains("weather", "search");
	}

	@ParameterizedTest
	@EnumSource
	void callOfAToolMayLackArguments(CallerFormat format) {
		this.test.answer(LocalAnswer.text("Hi"));
		FlexInferenceChatModel model = this.test.create(format);
		model.call(history(""));
		assertThat(this.test.sent().json().toString().replace("\\", "")).containsAnyOf("\"arguments\":\"{}\"",
				"\"arguments\":{}", "\"input\":{}");
		assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(() -> model.call(history("oops")))
			.withMessageStartingWith("'arguments' is not valid JSON");
	}

	private static Prompt history(String arguments) {
		return new Prompt(new UserMessage("When?"),
				AssistantMessage.builder()
					.content("")
					.toolCalls(List.of(new AssistantMessage.ToolCall("1", "function", "now", arguments)))
					.build(),
				ToolResponseMessage.builder()
					.responses(List.of(new ToolResponseMessage.ToolResponse("1", "now", "noon")))
					.build());
	}

	@Test
	void promptMustBeThere() {
		FlexInferenceChatModel model = this.test.create(CallerFormat.RESPONSES);
		assertThatIllegalArgumentException().isThrownBy(() -> model.call((Prompt) null))
			.withMessage("'prompt' must not be null");
		assertThatIllegalArgumentException().isThrownBy(() -> model.stream((Prompt) null))
			.withMessage("'prompt' must not be null");
	}

	@Test
	void callStartsBySomePoint() {
		JsonNode sent = sent(CallerFormat.RESPONSES,
				call((o) -> o.call((call) -> call.startBy(Instant.now().plusSeconds(3600)))));
		assertThat(sent.path("start_within").asString()).isEqualTo("00h-10m-00s");
	}

	private static FlexInferenceChatOptions call(Consumer<FlexInferenceChatOptions.Builder> customizer) {
		FlexInferenceChatOptions.Builder options = FlexInferenceChatOptions.builder();
		customizer.accept(options);
		return options.build();
	}

	private static FlexInferenceChatOptions schema(String schema) {
		return FlexInferenceChatOptions.builder().outputSchema(schema).build();
	}

	private JsonNode sent(CallerFormat format, ChatOptions options) {
		this.test.answer(LocalAnswer.text("{}"));
		this.test.create(format).call(new Prompt("Hi", options));
		return this.test.sent().json();
	}

	private static JsonNode json(String text) {
		return JsonMapper.shared().readTree(text);
	}

}
