package com.flexinference.client;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import com.flexinference.client.format.CallerFormat;
import com.flexinference.client.internal.json.RawJson;
import com.flexinference.client.message.ToolCall;
import com.flexinference.client.message.ToolChoice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link FlexRequest} and what it becomes on the wire.
 */
class FlexRequestTests {

	private static final FlexRequest BASE = FlexRequest.of((r) -> r.model("m").startWithin(StartWithin.DEFAULT));

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			RESPONSES        | "input":"q"
			CHAT_COMPLETIONS | "messages":[{"role":"user","content":"q"}]
			INTERACTIONS     | "input":"q"
			MESSAGES         | "messages":[{"role":"user","content":"q"}]
			""")
	void singleQuestion(CallerFormat format, String fields) {
		assertThat(wire(format, (r) -> r.user("q"))).isEqualTo(object(fields));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					RESPONSES        | "input":[{"role":"user","content":"a"},{"role":"assistant","content":"b"},{"role":"user","content":"c"}]
					CHAT_COMPLETIONS | "messages":[{"role":"user","content":"a"},{"role":"assistant","content":"b"},{"role":"user","content":"c"}]
					INTERACTIONS     | "input":[{"type":"user_input","content":[{"type":"text","text":"a"}]},{"type":"model_output","content":[{"type":"text","text":"b"}]},{"type":"user_input","content":[{"type":"text","text":"c"}]}]
					MESSAGES         | "messages":[{"role":"user","content":"a"},{"role":"assistant","content":"b"},{"role":"user","content":"c"}]
					""")
	void conversation(CallerFormat format, String fields) {
		assertThat(wire(format, (r) -> r.user("a").assistant("b").user("c"))).isEqualTo(object(fields));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			RESPONSES        | "instructions":"s","input":"q"
			CHAT_COMPLETIONS | "messages":[{"role":"system","content":"s"},{"role":"user","content":"q"}]
			INTERACTIONS     | "system_instruction":"s","input":"q"
			MESSAGES         | "system":"s","messages":[{"role":"user","content":"q"}]
			""")
	void system(CallerFormat format, String fields) {
		assertThat(wire(format, (r) -> r.user("q").system("s"))).isEqualTo(object(fields));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			RESPONSES        | "input":"q","max_output_tokens":5
			CHAT_COMPLETIONS | "messages":[{"role":"user","content":"q"}],"max_completion_tokens":5
			INTERACTIONS     | "input":"q","generation_config":{"max_output_tokens":5}
			MESSAGES         | "messages":[{"role":"user","content":"q"}],"max_tokens":5
			""")
	void maxTokens(CallerFormat format, String fields) {
		assertThat(wire(format, (r) -> r.user("q").maxTokens(5))).isEqualTo(object(fields));
	}

	@ParameterizedTest
	@ValueSource(strings = { "1.0e9999999999", "-0", "0.10", "\"\\ud800\"", "\"\\u0000\"" })
	void valueIsSentAsItIs(String value) {
		FlexRequest request = FlexRequest.ofJson("{\"model\":\"m\",\"input\":\"q\",\"x\":" + value + "}");
		assertThat(request.mutate().startWithin(StartWithin.DEFAULT).build().toJson(CallerFormat.RESPONSES))
			.contains("\"x\":" + value + ",");
	}

	@Test
	void unpairedSurrogateIsSentAsAnEscape() {
		FlexRequest request = FlexRequest
			.ofJson("{\"model\":\"m\",\"start_within\":\"default\",\"input\":\"a\ud83d\ude00b\ud83dc\"}");
		assertThat(request.toJson(CallerFormat.RESPONSES)).contains("\"input\":\"a\ud83d\ude00b\\ud83dc\"");
	}

	@Test
	void numberThatIsOutOfRangeIsRefusedWhereItIsRead() {
		String json = "{\"maximum\":1.0e9999999999}";
		FlexRequest schema = FlexRequest
			.of((r) -> r.model("m").user("q").startWithin(StartWithin.DEFAULT).answerSchema("n", json));
		assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(() -> schema.toJson(CallerFormat.RESPONSES))
			.withMessageStartingWith("'request' cannot be read: the JSON has a number that is out of range");
		FlexRequest messages = FlexRequest.ofJson("{\"messages\":[" + json + "]}");
		assertThatExceptionOfType(InvalidRequestException.class)
			.isThrownBy(() -> messages.orElse(FlexRequest.of((r) -> r.system("s"))))
			.withMessageStartingWith("'request' cannot be read: the JSON has a number that is out of range");
	}

	@ParameterizedTest
	@EnumSource(CallerFormat.class)
	void callsAndResultsOfToolsKeepNumbersOfAnySize(CallerFormat format) {
		String json = "{\"n\":1.0e9999999999}";
		ToolCall call = new ToolCall("c", "t", json);
		String sent = wire(format, (r) -> r.user("q").toolCalls(List.of(call)).toolResult(call, json));
		assertThat(sent.split("1\\.0e9999999999", -1)).hasSize(3);
	}

	@ParameterizedTest
	@ValueSource(strings = { "\ufeff{}", "\0{\0}", "{}{}", "{\"n\":", "", " ", "1", "{\"n\":\u00a01}" })
	void resultThatIsNoJsonIsSentAsAText(String result) {
		String sent = wire(CallerFormat.INTERACTIONS, (r) -> r.user("q").toolResult("c", "t", result));
		assertThat(RawJson.ofJson(sent).tree().path("input").path(1).path("result").stringValue()).isEqualTo(result);
	}

	@Test
	void toJsonIsWhatIsSent() {
		FlexRequest request = FlexRequest.of((r) -> r.model("m").startWithin(StartWithin.DEFAULT).user("Hello"));
		assertThat(request.toJson(CallerFormat.CHAT_COMPLETIONS))
			.isEqualTo("{\"model\":\"m\",\"start_within\":\"default\","
					+ "\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}");
	}

	@Test
	void everyCommonPart() {
		assertThat(wire(CallerFormat.RESPONSES,
				(r) -> r.user("q")
					.startWithin(Duration.ofSeconds(30))
					.retry(2)
					.provider("openai", "x-new")
					.piiMask(true)
					.moderate(false)
					.cache(false)
					.traceStorage(true)
					.includeCost(true)
					.with("x_new", Map.of("a", List.of(1)))))
			.isEqualTo("{\"model\":\"m\",\"start_within\":\"00h-00m-30s\",\"retry\":{\"count\":2},"
					+ "\"provider\":[\"openai\",\"x-new\"],\"pii_mask\":true,\"moderate\":false,\"cache\":false,"
					+ "\"trace_storage\":true,\"include_cost\":true,\"x_new\":{\"a\":[1]},\"input\":\"q\"}");
	}

	@Test
	void retryWithEverything() {
		assertThat(wire(CallerFormat.RESPONSES,
				(r) -> r.user("q").retry(new ServiceRetry(3, ServiceRetry.Backoff.LINEAR, false))))
			.isEqualTo(object("\"retry\":{\"count\":3,\"backoff\":\"linear\",\"jitter\":false},\"input\":\"q\""));
	}

	@Test
	void keyDefaultSendsNoField() {
		assertThat(wire(CallerFormat.RESPONSES, (r) -> r.user("q").startWithin(StartWithin.keyDefault())))
			.isEqualTo("{\"model\":\"m\",\"input\":\"q\"}");
	}

	@Test
	void keyDefaultIsNotReplacedByADefault() {
		FlexRequest request = FlexRequest.of((r) -> r.user("q").startWithin(StartWithin.keyDefault())).orElse(BASE);
		assertThat(wire(CallerFormat.RESPONSES, request)).isEqualTo("{\"model\":\"m\",\"input\":\"q\"}");
	}

	@Test
	void startWithinIsAValueLikeOthers() {
		FlexRequest request = FlexRequest
			.of(new LinkedHashMap<>(Map.of("start_within", StartWithin.of(Duration.ofSeconds(5)))));
		assertThat(wire(CallerFormat.RESPONSES, request.orElse(FlexRequest.of((r) -> r.model("m").user("q")))))
			.isEqualTo("{\"start_within\":\"00h-00m-05s\",\"model\":\"m\",\"input\":\"q\"}");
	}

	@Test
	void streamIsSetByTheCall() {
		FlexRequest request = FlexRequest.of((r) -> r.user("q")).orElse(BASE);
		byte[] body = ResolvedRequest.of(request, CallerFormat.RESPONSES, true).body();
		assertThat(new String(body, StandardCharsets.UTF_8)).endsWith(",\"stream\":true}");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			CHAT_COMPLETIONS | true  | ,"stream":true,"stream_options":{"include_usage":true}}
			CHAT_COMPLETIONS | false | ,"stream":true}
			RESPONSES        | true  | ,"stream":true}
			INTERACTIONS     | true  | ,"stream":true}
			MESSAGES         | true  | ,"stream":true}
			""")
	void streamThatTellsItsCost(CallerFormat format, boolean includeCost, String end) {
		FlexRequest request = BASE.mutate().user("q").includeCost(includeCost).build();
		assertThat(new String(ResolvedRequest.of(request, format, true).body(), StandardCharsets.UTF_8)).endsWith(end);
	}

	@Test
	void streamOptionsOfTheCallerWin() {
		FlexRequest request = BASE.mutate()
			.user("q")
			.includeCost(true)
			.with("stream_options", Map.of("include_usage", false))
			.build();
		assertThat(new String(ResolvedRequest.of(request, CallerFormat.CHAT_COMPLETIONS, true).body(),
				StandardCharsets.UTF_8))
			.contains("\"stream_options\":{\"include_usage\":false}");
	}

	@ParameterizedTest
	@CsvSource({ "INTERACTIONS, generation_config, '{\"max_output_tokens\":7}', generation_config.max_output_tokens",
			"INTERACTIONS, generation_config, 'null', generation_config",
			"RESPONSES, max_output_tokens, 7, max_output_tokens",
			"CHAT_COMPLETIONS, max_completion_tokens, 7, max_completion_tokens", "MESSAGES, max_tokens, 7, max_tokens",
			"RESPONSES, instructions, '\"own\"', instructions",
			"INTERACTIONS, system_instruction, '\"own\"', system_instruction", "MESSAGES, system, '\"own\"', system",
			"RESPONSES, tools, null, tools", "RESPONSES, text, '{\"format\":{}}', text.format",
			"CHAT_COMPLETIONS, response_format, '{\"type\":\"text\"}', response_format.type",
			"MESSAGES, tool_choice, '{\"type\":\"auto\"}', tool_choice.type" })
	void partBesideItsFieldIsRefused(CallerFormat format, String name, String value, String field) {
		FlexRequest request = FlexRequest.ofJson("{\"" + name + "\":" + value + "}")
			.mutate()
			.user("q")
			.maxTokens(5)
			.system("s")
			.tool("t", "d", "{}")
			.answerSchema("a", "{}")
			.build()
			.orElse(BASE);
		assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(() -> wire(format, request))
			.withMessageContaining("'" + field + "' is set by its name and by a part of the builder");
	}

	@ParameterizedTest
	@CsvSource({ "CHAT_COMPLETIONS, max_tokens, 7", "RESPONSES, max_tokens, 7",
			"MESSAGES, generation_config, '{\"max_output_tokens\":7}'", "RESPONSES, system, '\"own\"'",
			"RESPONSES, messages, '[]'", "CHAT_COMPLETIONS, input, '\"own\"'", "INTERACTIONS, temperature, 0.5" })
	void partBesideAFieldOfAnotherFormatIsRefused(CallerFormat format, String name, String value) {
		FlexRequest request = FlexRequest.ofJson("{\"" + name + "\":" + value + "}")
			.mutate()
			.user("q")
			.maxTokens(5)
			.temperature(0.5)
			.system("s")
			.build()
			.orElse(BASE);
		assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(() -> wire(format, request))
			.withMessageContaining(name)
			.withMessageContaining("is set by its name and by a part of the builder");
	}

	@Test
	void toolsThatCannotBeToldApartAreRefused() {
		FlexRequest twice = FlexRequest.of((r) -> r.user("q").tool("t", "d", "{}").tool("t", "e", "{}")).orElse(BASE);
		FlexRequest merged = FlexRequest
			.of((r) -> r.user("q").tool("t", "d", "{}").with("tools", List.of(Map.of("type", "function", "name", "t"))))
			.orElse(BASE);
		for (CallerFormat format : CallerFormat.values()) {
			assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(() -> wire(format, twice))
				.withMessageContaining("two tools with the name 't'");
			assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(() -> wire(format, merged));
		}
	}

	@Test
	void choiceOfAToolThatDoesNotExistIsRefused() {
		for (CallerFormat format : List.of(CallerFormat.RESPONSES, CallerFormat.CHAT_COMPLETIONS,
				CallerFormat.MESSAGES)) {
			FlexRequest other = FlexRequest.of((r) -> r.user("q").tool("t", "d", "{}").toolChoice(ToolChoice.tool("x")))
				.orElse(BASE);
			assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(() -> wire(format, other))
				.withMessageContaining("names the tool 'x', which the request does not have")
				.withMessageContaining("the tools t");
			FlexRequest known = FlexRequest.of((r) -> r.user("q").tool("x", "d", "{}").toolChoice(ToolChoice.tool("x")))
				.orElse(BASE);
			assertThat(wire(format, known)).contains("\"x\"");
		}
		FlexRequest none = FlexRequest.of((r) -> r.user("q").toolChoice(ToolChoice.tool("x"))).orElse(BASE);
		assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(() -> wire(CallerFormat.RESPONSES, none));
	}

	@Test
	void emptyNamesAndTextsAreRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> FlexRequest.of((r) -> r.tool(" ", "d", "{}")));
		assertThatIllegalArgumentException().isThrownBy(() -> FlexRequest.of((r) -> r.answerSchema("", "{}")));
		assertThatIllegalArgumentException().isThrownBy(() -> FlexRequest.of((r) -> r.stop("END", "")));
	}

	@Test
	void membersBesideThoseOfAPartAreKept() {
		FlexRequest request = FlexRequest.ofJson("{\"generation_config\":{\"temperature\":0.10}}")
			.mutate()
			.user("q")
			.maxTokens(5)
			.build()
			.orElse(BASE);
		assertThat(wire(CallerFormat.INTERACTIONS, request))
			.contains("\"generation_config\":{\"temperature\":0.10,\"max_output_tokens\":5}");
	}

	@ParameterizedTest
	@EnumSource(CallerFormat.class)
	void toolsBesideTheirFieldAreMerged(CallerFormat format) {
		List<Object> own = List.of(Map.of("type", "web_search"));
		JsonNode tools = RawJson.ofJson(wire(format, (r) -> r.user("q").tool("t", "d", "{}").with("tools", own)))
			.tree()
			.path("tools");
		assertThat(tools).hasSize(2);
		assertThat(tools.get(0).toString()).contains("\"t\"");
		assertThat(tools.get(1).toString()).contains("web_search");
	}

	@Test
	void partsReplaceMembersOfDefaultFields() {
		FlexRequest defaults = FlexRequest
			.ofJson("{\"generation_config\":{\"max_output_tokens\":7,\"temperature\":0.10}}");
		FlexRequest request = FlexRequest.of((r) -> r.user("q").maxTokens(5)).orElse(defaults).orElse(BASE);
		assertThat(wire(CallerFormat.INTERACTIONS, request))
			.contains("\"generation_config\":{\"temperature\":0.10,\"max_output_tokens\":5}");
	}

	@Test
	void membersOfFieldsReplaceDefaultParts() {
		FlexRequest request = FlexRequest.ofJson("{\"generation_config\":{\"max_output_tokens\":7}}")
			.orElse(FlexRequest.of((r) -> r.user("q").maxTokens(5)))
			.orElse(BASE);
		assertThat(wire(CallerFormat.INTERACTIONS, request))
			.contains("\"generation_config\":{\"max_output_tokens\":7}");
	}

	@Test
	void messagesWithInstructionsReplaceDefaultInstructions() {
		FlexRequest request = FlexRequest.of((r) -> r.with("messages", List.of(Map.of("role", "system"))))
			.orElse(FlexRequest.of((r) -> r.system("s")))
			.orElse(BASE);
		assertThat(wire(CallerFormat.CHAT_COMPLETIONS, request)).contains("\"messages\":[{\"role\":\"system\"}]");
	}

	@ParameterizedTest
	@CsvSource({ "RESPONSES, input", "INTERACTIONS, input", "CHAT_COMPLETIONS, messages", "MESSAGES, messages" })
	void promptBesideMessagesIsRefused(CallerFormat format, String name) {
		assertThatExceptionOfType(InvalidRequestException.class)
			.isThrownBy(() -> wire(format, (r) -> r.user("q").with(name, List.of())))
			.withMessageContaining("'" + name + "' is set in addition to messages of the builder");
	}

	@Test
	void instructionsOfAChatGoBeforeMessagesGivenOtherwise() {
		assertThat(wire(CallerFormat.CHAT_COMPLETIONS,
				(r) -> r.system("s").with("messages", List.of(Map.of("role", "user")))))
			.isEqualTo(object("\"messages\":[{\"role\":\"system\",\"content\":\"s\"},{\"role\":\"user\"}]"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "system", "developer" })
	void instructionsOfAChatPrecedeItsOwn(String role) {
		assertThat(wire(CallerFormat.CHAT_COMPLETIONS,
				(r) -> r.system("s").with("messages", List.of(Map.of("role", role)))))
			.isEqualTo(object("\"messages\":[{\"role\":\"system\",\"content\":\"s\"},{\"role\":\"" + role + "\"}]"));
	}

	@Test
	void instructionsOfAChatDoNotReplaceAMissingQuestion() {
		assertThatExceptionOfType(InvalidRequestException.class)
			.isThrownBy(() -> wire(CallerFormat.CHAT_COMPLETIONS, (r) -> r.system("s")))
			.withMessageContaining("'messages' is missing");
	}

	@Test
	void severalInstructionsAreJoined() {
		assertThat(wire(CallerFormat.RESPONSES, (r) -> r.user("q").system("a").system("b")))
			.isEqualTo(object("\"instructions\":\"a\\n\\nb\",\"input\":\"q\""));
	}

	@Test
	void brokenGenerationConfigIsAnInvalidRequest() {
		FlexRequest request = FlexRequest.ofJson("{\"generation_config\":{\"a\":1,\"a\":2}}")
			.mutate()
			.user("q")
			.maxTokens(5)
			.build()
			.orElse(BASE);
		assertThatExceptionOfType(InvalidRequestException.class)
			.isThrownBy(() -> wire(CallerFormat.INTERACTIONS, request))
			.withMessageContaining("'generation_config' has the field 'a' twice");
	}

	@Test
	void orElseFillsWhatIsUnset() {
		FlexRequest defaults = FlexRequest.of((r) -> r.model("d").system("s").maxTokens(9).with("x", 1).with("y", 1));
		FlexRequest request = FlexRequest.of((r) -> r.user("q").model("m").with("x", 2)).orElse(defaults).orElse(BASE);
		assertThat(wire(CallerFormat.RESPONSES, request))
			.isEqualTo("{\"model\":\"m\",\"x\":2,\"y\":1,\"start_within\":\"default\",\"instructions\":\"s\","
					+ "\"input\":\"q\",\"max_output_tokens\":9}");
	}

	@Test
	void orElseKeepsAnExplicitNull() {
		FlexRequest request = FlexRequest.of((r) -> r.with("x", null)).orElse(FlexRequest.of((r) -> r.with("x", 1)));
		assertThat(request.fields().get("x")).hasToString("null");
	}

	@Test
	void turnsReplaceADefaultPromptWhateverItsName() {
		FlexRequest defaults = FlexRequest.of((r) -> r.with("input", "d").with("messages", List.of()));
		assertThat(FlexRequest.of((r) -> r.user("q")).orElse(defaults).fields()).isEmpty();
	}

	@Test
	void promptByItsNameReplacesDefaultTurns() {
		FlexRequest request = FlexRequest.of((r) -> r.with("input", "q")).orElse(FlexRequest.of((r) -> r.user("d")));
		assertThat(request.parts().messages()).isEmpty();
	}

	@Test
	void systemReplacesDefaultInstructionsWhateverTheirName() {
		FlexRequest request = FlexRequest.of((r) -> r.system("s"))
			.orElse(FlexRequest.of((r) -> r.with("instructions", "d").with("system", "d").with("x", 1)));
		assertThat(request.fields()).containsOnlyKeys("x");
	}

	@Test
	void maxTokensReplaceADefaultLimitWhateverItsName() {
		FlexRequest request = FlexRequest.of((r) -> r.maxTokens(5))
			.orElse(FlexRequest.of((r) -> r.with("max_tokens", 1).with("max_output_tokens", 1)));
		assertThat(request.fields()).isEmpty();
	}

	@Test
	void limitByItsNameReplacesDefaultMaxTokens() {
		FlexRequest request = FlexRequest.of((r) -> r.with("max_tokens", 1))
			.orElse(FlexRequest.of((r) -> r.maxTokens(5)));
		assertThat(request.parts().settings()).isEmpty();
	}

	@Test
	void jsonIsSentAsItIs() {
		String json = "{\"model\":\"m\",\"start_within\":\"auto\",\"input\":[ 1.10, 1e5 ],\"temperature\":0.70,\"x\":\"\\u00e9\"}";
		assertThat(wire(CallerFormat.RESPONSES, FlexRequest.ofJson(json))).isEqualTo(json);
	}

	@Test
	void bytesOfJsonAreCopied() {
		byte[] json = "{\"model\":\"m\"}".getBytes(StandardCharsets.UTF_8);
		FlexRequest request = FlexRequest.ofJson(json);
		json[10] = 'x';
		assertThat(request.fields().get("model")).hasToString("\"m\"");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "[]", "{\"a\":1,\"a\":2}", "{} {}", "{\"a\":" })
	void whatIsNoJsonObjectIsRefused(String json) {
		assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(() -> FlexRequest.ofJson(json))
			.withMessageMatching("'request' (is|has) .*")
			.withMessageContaining("Example: {\"model\"");
	}

	@Test
	void mapKeepsItsOrderAndItsNulls() {
		Map<String, @Nullable Object> fields = new LinkedHashMap<>();
		fields.put("z", null);
		fields.put("a", 1);
		assertThat(FlexRequest.of(fields).fields()).hasToString("{z=null, a=1}");
	}

	@Test
	@SuppressWarnings({ "unchecked", "rawtypes" })
	void namesOfFieldsMustBeStrings() {
		assertThatIllegalArgumentException().isThrownBy(() -> FlexRequest.of((Map) Map.of(1, "x")))
			.withMessageContaining("The names of the fields must be strings");
	}

	@Test
	void nullIsNoRequest() {
		try (FlexInferenceClient client = FlexInferenceClient.create("flex_live_one")) {
			assertThatIllegalArgumentException().isThrownBy(() -> client.responses().create((FlexRequest) null))
				.withMessage("'request' must not be null");
			assertThatIllegalArgumentException()
				.isThrownBy(() -> client.responses().stream(FlexRequest.EMPTY, (RequestOptions) null))
				.withMessage("'options' must not be null");
		}
	}

	@Test
	void laterChangesOfAMapDoNotShow() {
		Map<String, Object> fields = new HashMap<>(Map.of("a", 1));
		FlexRequest request = FlexRequest.of(fields);
		fields.put("b", 2);
		assertThat(request.fields()).containsOnlyKeys("a");
	}

	@Test
	void laterChangesOfABuilderDoNotShow() {
		FlexRequest.Builder builder = FlexRequest.builder().model("m");
		FlexRequest request = builder.build();
		builder.with("x", 1).user("q");
		assertThat(request.fields()).containsOnlyKeys("model");
		assertThat(request.parts().messages()).isEmpty();
	}

	@Test
	void fieldsCannotBeChanged() {
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> BASE.fields().clear());
	}

	@Test
	void mutateStartsFromTheSame() {
		assertThat(BASE.mutate().build().fields()).isEqualTo(BASE.fields());
	}

	@Test
	void requestsThatSayTheSameAreEqual() {
		FlexRequest request = FlexRequest.of((r) -> r.temperature(0.5).user("Hello").with("top_k", 4));
		assertThat(FlexRequest.of((r) -> r.with("top_k", 4).user("Hello").temperature(0.5))).isEqualTo(request)
			.hasSameHashCodeAs(request);
		assertThat(request.mutate().temperature(0.6).build()).isNotEqualTo(request);
		assertThat(request.mutate().with("top_k", 5).build()).isNotEqualTo(request);
	}

	@Test
	void nullsOfARecordAreLeftOut() {
		assertThat(FlexRequest.ofObject(new Params("m", null, 0.5)).fields())
			.hasToString("{model=\"m\", temperature=0.5}");
	}

	@Test
	void objectThatIsNoJsonObjectIsRefused() {
		assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(() -> FlexRequest.ofObject("text"))
			.withMessageContaining("'request' is not a JSON object");
	}

	@Test
	void valueThatCannotBeWrittenIsRefused() {
		assertThatExceptionOfType(InvalidRequestException.class)
			.isThrownBy(() -> FlexRequest.of(Map.of("x", new Broken(""))))
			.withMessageContaining("'x' cannot be written as JSON");
	}

	@Test
	void toStringHasNamesAndNoValues() {
		assertThat(FlexRequest.of((r) -> r.model("secret").user("secret").system("secret")))
			.hasToString("FlexRequest[model]");
	}

	private static String wire(CallerFormat format, Consumer<FlexRequest.Builder> parts) {
		FlexRequest.Builder builder = BASE.mutate();
		parts.accept(builder);
		return wire(format, builder.build());
	}

	private static String wire(CallerFormat format, FlexRequest request) {
		return new String(ResolvedRequest.of(request, format, false).body(), StandardCharsets.UTF_8);
	}

	private static String object(String fields) {
		return "{\"model\":\"m\",\"start_within\":\"default\"," + fields + "}";
	}

	record Params(String model, @Nullable String input, double temperature) {

	}

	record Broken(String value) {

		@Override
		public String value() {
			throw new IllegalStateException("broken");
		}

	}

}
