package com.flexinference.template;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import com.flexinference.client.FlexRequest;
import com.flexinference.client.FlexResponse;
import com.flexinference.client.FlexStream;
import com.flexinference.client.InvalidRequestException;
import com.flexinference.client.format.CallerFormat;
import com.flexinference.client.message.Answer;
import com.flexinference.client.message.ToolCall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for conversations with tools in all formats (docs/wire-contract.md, section 5.3).
 */
class ConversationTests {

	private static final String SCHEMA = "{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}},"
			+ "\"required\":[\"city\"]}";

	private static final ToolCall CALL = new ToolCall("c1", "weather", "{\"city\":\"Oslo\"}");

	private static final ToolCall OTHER = new ToolCall("c2", "weather", "{\"city\":\"Rome\"}");

	@AutoClose
	private final TestTemplate test = new TestTemplate();

	private final FlexInferenceTemplate template = this.test.create();

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					RESPONSES | input | [{"role":"user","content":"Weather?"},{"type":"function_call","call_id":"c1","name":"weather","arguments":"{\\"city\\":\\"Oslo\\"}"},{"type":"function_call","call_id":"c2","name":"weather","arguments":"{\\"city\\":\\"Rome\\"}"},{"type":"function_call_output","call_id":"c1","output":"7"},{"type":"function_call_output","call_id":"c2","output":"19"}]
					CHAT_COMPLETIONS | messages | [{"role":"user","content":"Weather?"},{"role":"assistant","tool_calls":[{"id":"c1","type":"function","function":{"name":"weather","arguments":"{\\"city\\":\\"Oslo\\"}"}},{"id":"c2","type":"function","function":{"name":"weather","arguments":"{\\"city\\":\\"Rome\\"}"}}]},{"role":"tool","tool_call_id":"c1","content":"7"},{"role":"tool","tool_call_id":"c2","content":"19"}]
					INTERACTIONS | input | [{"type":"user_input","content":[{"type":"text","text":"Weather?"}]},{"type":"function_call","id":"c1","name":"weather","arguments":{"city":"Oslo"}},{"type":"function_call","id":"c2","name":"weather","arguments":{"city":"Rome"}},{"type":"function_result","name":"weather","result":"7"},{"type":"function_result","name":"weather","result":"19"}]
					MESSAGES | messages | [{"role":"user","content":"Weather?"},{"role":"assistant","content":[{"type":"tool_use","id":"c1","name":"weather","input":{"city":"Oslo"}},{"type":"tool_use","id":"c2","name":"weather","input":{"city":"Rome"}}]},{"role":"user","content":[{"type":"tool_result","tool_use_id":"c1","content":"7"},{"type":"tool_result","tool_use_id":"c2","content":"19"}]}]
					""")
	void callsAndResultsOnTheWire(CallerFormat format, String field, String expected) {
		FlexRequest request = FlexRequest.of((r) -> r.user("Weather?")
			.toolCalls(List.of(CALL, OTHER))
			.toolResult(CALL, "7")
			.toolResult(OTHER, "19")
			.tool("weather", "Tells the weather.", SCHEMA));
		assertThat(this.template.call(format, request).text()).isNotBlank();
		assertThat(this.test.sent().json().path(field)).isEqualTo(JsonMapper.shared().readTree(expected));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					RESPONSES | input | [{"role":"user","content":"Weather?"},{"role":"assistant","content":"I look."},{"type":"function_call","call_id":"c1","name":"weather","arguments":"{\\"city\\":\\"Oslo\\"}"}]
					CHAT_COMPLETIONS | messages | [{"role":"user","content":"Weather?"},{"role":"assistant","content":"I look.","tool_calls":[{"id":"c1","type":"function","function":{"name":"weather","arguments":"{\\"city\\":\\"Oslo\\"}"}}]}]
					INTERACTIONS | input | [{"type":"user_input","content":[{"type":"text","text":"Weather?"}]},{"type":"model_output","content":[{"type":"text","text":"I look."}]},{"type":"function_call","id":"c1","name":"weather","arguments":{"city":"Oslo"}}]
					MESSAGES | messages | [{"role":"user","content":"Weather?"},{"role":"assistant","content":[{"type":"text","text":"I look."},{"type":"tool_use","id":"c1","name":"weather","input":{"city":"Oslo"}}]}]
					""")
	void textBesideCallsOnTheWire(CallerFormat format, String field, String expected) {
		FlexRequest request = FlexRequest
			.of((r) -> r.user("Weather?").assistant("I look.").toolCalls(List.of(CALL)).toolResult(CALL, "7"));
		assertThat(this.template.call(format, request).text()).isNotBlank();
		JsonNode sent = this.test.sent().json().path(field);
		JsonMapper.shared()
			.readTree(expected)
			.valueStream()
			.forEach((message) -> assertThat(sent.valueStream()).contains(message));
	}

	@ParameterizedTest
	@EnumSource
	void conversationOfTwoRounds(CallerFormat format) {
		FlexRequest first = weatherWanted(format);
		FlexResponse response = this.template.call(format, first).response();
		assertSecondRoundFollows(format, response.answer());
	}

	@ParameterizedTest
	@EnumSource
	void conversationOfTwoRoundsStreamed(CallerFormat format) {
		try (FlexStream stream = this.template.call(format, weatherWanted(format)).stream()) {
			stream.forEach((event) -> assertThat(event.data()).isNotEmpty());
			assertSecondRoundFollows(format, stream.answer());
		}
	}

	private void assertSecondRoundFollows(CallerFormat format, Answer answer) {
		List<ToolCall> calls = answer.toolCalls();
		assertThat(calls).hasSize(1).first().returns("weather", ToolCall::name);
		assertThat(JsonMapper.shared().readTree(calls.get(0).arguments()).path("city").isString()).isTrue();
		FlexRequest second = FlexRequest.of((r) -> r.user("Weather?")
			.tool("weather", "Tells the weather.", SCHEMA)
			.toolCalls(calls)
			.toolResult(calls.get(0), "{\"celsius\":7}"));
		try (FlexStream stream = this.template.call(format, second).stream()) {
			assertThat(stream.text().collect(Collectors.joining())).isNotBlank();
		}
	}

	private static FlexRequest weatherWanted(CallerFormat format) {
		Object choice = switch (format) {
			case MESSAGES -> Map.of("type", "any");
			case INTERACTIONS -> Map.of("tool_choice", "any");
			default -> "required";
		};
		String field = (format == CallerFormat.INTERACTIONS) ? "generation_config" : "tool_choice";
		return FlexRequest
			.of((r) -> r.user("Weather?").tool("weather", "Tells the weather.", SCHEMA).with(field, choice));
	}

	@ParameterizedTest
	@CsvSource({ "{\"celsius\":7}, '{\"celsius\":7}'", "7, '\"7\"'", "cold, '\"cold\"'" })
	void resultOfInteractionsHasANameAndNoId(String result, String expected) {
		ToolCall call = new ToolCall(null, "weather", "{}");
		FlexRequest request = FlexRequest
			.of((r) -> r.user("Weather?").toolCalls(List.of(call)).toolResult(call, result));
		this.template.interactions(request).text();
		JsonNode steps = this.test.sent().json().path("input");
		assertThat(steps.path(1).propertyNames()).containsExactly("type", "name", "arguments");
		assertThat(steps.path(2).propertyNames()).containsExactly("type", "name", "result");
		assertThat(steps.path(2).path("result")).hasToString(expected);
	}

	@ParameterizedTest
	@CsvSource({ "RESPONSES, /parameters, /name", "CHAT_COMPLETIONS, /function/parameters, /function/name",
			"INTERACTIONS, /parameters, /name", "MESSAGES, /input_schema, /name" })
	void toolOnTheWire(CallerFormat format, String schema, String name) {
		this.template.call(format, FlexRequest.of((r) -> r.user("Hi").tool("weather", "Tells it.", SCHEMA))).response();
		JsonNode tool = this.test.sent().json().path("tools").path(0);
		assertThat(tool.at(schema)).isEqualTo(JsonMapper.shared().readTree(SCHEMA));
		assertThat(tool.at(name).asString()).isEqualTo("weather");
	}

	@Test
	void schemaMustBeAnObject() {
		assertThatExceptionOfType(InvalidRequestException.class)
			.isThrownBy(() -> FlexRequest.of((r) -> r.tool("weather", "Tells it.", "[]")));
	}

	@Test
	void argumentsMustBeAnObject() {
		assertThatExceptionOfType(InvalidRequestException.class)
			.isThrownBy(() -> FlexRequest.of((r) -> r.toolCalls(List.of(new ToolCall("c", "weather", "{\"ci")))));
	}

}
