package com.flexinference.template.typed;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

import com.flexinference.client.FlexInferenceClient;
import com.flexinference.client.FlexRequest;
import com.flexinference.client.StartWithin;
import com.flexinference.client.TestServer;
import com.flexinference.client.format.CallerFormat;
import com.flexinference.template.FlexInferenceTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link TypedAnswerException}: answers that are not of the type that was asked
 * for.
 */
class TypedAnswerExceptionTests {

	private static final String HALF = "{\\\"name\\\":\\\"A";

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					RESPONSES | {"status":"completed","output":[{"type":"message","content":[{"type":"refusal","refusal":"No."}]}]}
					CHAT_COMPLETIONS | {"choices":[{"finish_reason":"stop","message":{"refusal":"No."}}]}
					CHAT_COMPLETIONS | {"choices":[{"finish_reason":"content_filter","message":{"content":"No."}}]}
					MESSAGES | {"stop_reason":"refusal","content":[{"type":"text","text":"No."}]}
					""")
	void refusal(CallerFormat format, String body) {
		TypedAnswerException ex = fail(format, body);
		assertThat(ex).isInstanceOf(AnswerRefusedException.class);
		assertThat(ex.text()).isEqualTo("No.");
		assertThat(ex).hasMessageNotContaining("No.");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					RESPONSES | {"status":"incomplete","incomplete_details":{"reason":"max_output_tokens"},"output":[{"type":"message","content":[{"type":"output_text","text":"HALF"}]}]}
					CHAT_COMPLETIONS | {"choices":[{"finish_reason":"length","message":{"content":"HALF"}}]}
					INTERACTIONS | {"status":"incomplete","steps":[{"type":"model_output","content":[{"type":"text","text":"HALF"}]}]}
					""")
	void truncation(CallerFormat format, String body) {
		TypedAnswerException ex = fail(format, body.replace("HALF", HALF));
		assertThat(ex).isInstanceOf(AnswerTruncatedException.class);
		assertThat(ex.text()).isEqualTo("{\"name\":\"A");
		assertThat(ex.answer().finishReason()).isNotNull();
	}

	@Test
	void truncationOfMessages() {
		assertThat(fail(CallerFormat.MESSAGES,
				"{\"stop_reason\":\"max_tokens\",\"content\":[{\"type\":\"tool_use\","
						+ "\"id\":\"1\",\"name\":\"Seller\",\"input\":{}}]}"))
			.isInstanceOf(AnswerTruncatedException.class);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			Certainly!
			[1]
			null
			{"name":{"first":1}}
			''
			""")
	void invalidJson(String text) {
		String json = JsonMapper.shared().writeValueAsString(text);
		TypedAnswerException ex = fail(CallerFormat.CHAT_COMPLETIONS,
				"{\"choices\":[{\"finish_reason\":\"stop\",\"message\":{\"content\":" + json + "}}]}");
		assertThat(ex).isInstanceOf(InvalidAnswerException.class);
		assertThat(ex.text()).isEqualTo(text);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			{} | 'name' is missing
			{"name":null} | 'name' is missing
			{"name":"secret","partners":[{"name":"A"},{}]} | 'partners[1].name' is missing
			{"name":"secret","partners":[null]} | 'partners[0]' is missing
			{"name":"secret","partners":[],"owner":{}} | 'owner.name' is missing
			{"name":"secret","partners":[],"shares":"secret"} | 'shares' is not a whole number
			{"name":"secret | it is no JSON at
			null | it is null
			""")
	void problemIsToldWithoutTheAnswer(String text, String problem) {
		String json = JsonMapper.shared().writeValueAsString(text);
		String body = "{\"choices\":[{\"finish_reason\":\"stop\",\"message\":{\"content\":" + json + "}}]}";
		TypedAnswerException ex = fail(CallerFormat.CHAT_COMPLETIONS, body, Company.class);
		assertThat(ex).isInstanceOf(InvalidAnswerException.class).hasMessageContaining(problem).hasNoCause();
		assertThat(ex).hasMessageNotContaining("secret");
		assertThat(ex.text()).isEqualTo(text);
	}

	@Test
	void textThatDoesNotFitTheTypeIsToldByItsPlace() {
		String body = "{\"choices\":[{\"message\":{\"content\":\"{\\\"day\\\":\\\"2026-02-30\\\"}\"}}]}";
		assertThat(fail(CallerFormat.CHAT_COMPLETIONS, body, Due.class))
			.hasMessageContaining("it does not fit the type at ")
			.hasMessageContaining("day")
			.hasMessageNotContaining("2026");
	}

	@Test
	void optionalPartsMayBeMissing() {
		String json = JsonMapper.shared().writeValueAsString("{\"name\":\"A\",\"partners\":[{\"name\":\"B\"}]}");
		String body = "{\"choices\":[{\"finish_reason\":\"stop\",\"message\":{\"content\":" + json + "}}]}";
		ask(CallerFormat.CHAT_COMPLETIONS, body, (call) -> {
			Company company = call.as(Company.class);
			assertThat(company.partners()).extracting(Seller::name).containsExactly("B");
			assertThat(company.owner()).isNull();
			assertThat(company.shares()).isEmpty();
		});
	}

	@Test
	void toolThatWasNotCalled() {
		assertThat(fail(CallerFormat.MESSAGES,
				"{\"stop_reason\":\"end_turn\",\"content\":[{\"type\":\"text\",\"text\":\"Hm\"}]}"))
			.isInstanceOf(InvalidAnswerException.class)
			.extracting(TypedAnswerException::text)
			.isEqualTo("Hm");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					CHAT_COMPLETIONS | {"choices":[{"finish_reason":"tool_calls","message":{"content":"Let me look.","tool_calls":[{"id":"1","type":"function","function":{"name":"look_up","arguments":"{}"}}]}}]}
					CHAT_COMPLETIONS | {"choices":[{"finish_reason":"tool_calls","message":{"tool_calls":[{"id":"1","type":"function","function":{"name":"look_up","arguments":"{}"}}]}}]}
					MESSAGES | {"stop_reason":"tool_use","content":[{"type":"tool_use","id":"1","name":"look_up","input":{"q":1}}]}
					""")
	void callOfAnotherTool(CallerFormat format, String body) {
		assertThat(fail(format, body)).isInstanceOf(InvalidAnswerException.class)
			.hasMessageContaining("called the tool 'look_up' instead of answering");
	}

	private static TypedAnswerException fail(CallerFormat format, String body) {
		return fail(format, body, Seller.class);
	}

	private static TypedAnswerException fail(CallerFormat format, String body, Class<?> type) {
		TypedAnswerException[] failure = new TypedAnswerException[1];
		ask(format, body,
				(call) -> assertThatExceptionOfType(TypedAnswerException.class).isThrownBy(() -> call.as(type))
					.satisfies((ex) -> failure[0] = ex));
		return failure[0];
	}

	private static void ask(CallerFormat format, String body, Consumer<FlexInferenceTemplate.Call> asker) {
		try (TestServer server = TestServer
			.start((connection) -> connection.answer(200, "application/json", body.getBytes(StandardCharsets.UTF_8)));
				FlexInferenceClient client = FlexInferenceClient.builder()
					.apiKey("flex_live_test")
					.baseUrl(server.url())
					.build()) {
			asker.accept(FlexInferenceTemplate.create(client)
				.call(format,
						FlexRequest.of((r) -> r.model("m").user("Hi").maxTokens(9).startWithin(StartWithin.DEFAULT))));
		}
	}

	record Due(LocalDate day) {

	}

	record Seller(String name) {

	}

	record Company(String name, List<Seller> partners, @Nullable Seller owner, OptionalInt shares) {

	}

}
