package com.flexinference.client;

import java.util.function.Consumer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.flexinference.client.format.CallerFormat;
import com.flexinference.client.internal.format.Fixtures;
import com.flexinference.client.message.Answer;
import com.flexinference.client.message.ToolCall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests for answers with status 200 that are failures, over HTTP.
 */
@Timeout(20)
class FailedAnswerTests {

	private static final String ENVELOPE = "{'error':{'code':'busy','message':'Slow down','flexinference':{"
			+ "'status':429,'retryable':true,'class':'quota'}}}";

	@ParameterizedTest
	@EnumSource
	void errorEnvelopeThrowsInEveryFormat(CallerFormat format) {
		assertThat(failure(ENVELOPE, (client) -> client.calls(format).create((r) -> r.user("q"))))
			.isInstanceOf(RateLimitedException.class)
			.hasMessage("HTTP 429 [busy]: Slow down")
			.returns("busy", FlexInferenceResponseException::code)
			.returns("quota", FlexInferenceResponseException::errorClass)
			.returns(true, FlexInferenceResponseException::retryable)
			.returns(1, FlexInferenceException::attempts)
			.returns(ENVELOPE.replace('\'', '"'), FlexInferenceResponseException::body);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					RESPONSES        | {'id':'r','status':'failed','error':{'code':'server_error','message':'It failed'},'output':[]} | HTTP 502 [server_error]: It failed
					RESPONSES        | {'id':'r','status':'cancelled','output':[]}          | HTTP 502: The answer ended with the status 'cancelled'.
					INTERACTIONS     | {'id':'i','status':'failed','steps':[]}              | HTTP 502: The answer ended with the status 'failed'.
					MESSAGES         | {'type':'error','error':{'message':'Overloaded'}}    | HTTP 502: Overloaded
					CHAT_COMPLETIONS | {'error':{'code':429,'message':'Slow down'}}         | HTTP 502: Slow down
					CHAT_COMPLETIONS | {'error':'overloaded'}                               | HTTP 502: overloaded
					CHAT_COMPLETIONS | [{'error':{'message':'Wrapped'}}]                    | HTTP 502: Wrapped
					""")
	void failureThrowsWithItsReason(CallerFormat format, String body, String message) {
		assertThat(failure(body, (client) -> client.calls(format).create((r) -> r.user("q")))).hasMessage(message);
	}

	@ParameterizedTest
	@ValueSource(strings = { "[]", "null", "'text'", "1", "true", "[{}]" })
	void bodyThatIsNoObjectThrows(String body) {
		for (CallerFormat format : CallerFormat.values()) {
			assertThat(failure(body, (client) -> client.calls(format).create((r) -> r.user("q"))))
				.hasMessage("HTTP 200: The body cannot be read: it is not a JSON object");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "{'object':'x'}", "{'error':null}", "{'id':null,'output':null}",
			"{'title':'Bad Gateway','status':502}" })
	void bodyWithoutAFieldOfAnAnswerThrows(String body) {
		for (CallerFormat format : CallerFormat.values()) {
			assertThat(failure(body, (client) -> client.calls(format).create((r) -> r.user("q"))))
				.hasMessage("HTTP 200: The body cannot be read: it has none of the fields of an answer");
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			RESPONSES        | output  | {'output':[{'type':'message','content':'Hi'}]}
			CHAT_COMPLETIONS | choices | {'choices':[{'message':{'content':[{'type':'text','text':'Hi'}]}}]}
			INTERACTIONS     | steps   | {'steps':[{'type':'model_output','content':'Hi'}]}
			RESPONSES        | output  | {'output':[{'type':'message','content':[{'type':'output_text','text':5}]}]}
			INTERACTIONS     | steps   | {'steps':[{'type':'model_output','content':[{'type':'text','text':{}}]}]}
			MESSAGES         | content | {'content':[{'type':'text','text':['Hi']}]}
			""")
	void textOfAnotherFormThrows(CallerFormat format, String field, String body) {
		String message = "HTTP 200: The body cannot be read: the text in '" + field
				+ "' does not have the structure of the format";
		assertThat(failure(body, (client) -> client.calls(format).create((r) -> r.user("q")))).hasMessage(message);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			RESPONSES        | 'output' is not a list  | {'output':{}}
			RESPONSES        | 'output' is not a list  | {'output':'Hi'}
			CHAT_COMPLETIONS | 'choices' is not a list | {'choices':{'message':{'content':'Hi'}}}
			CHAT_COMPLETIONS | it has no choice        | {'id':'c','choices':[]}
			INTERACTIONS     | 'steps' is not a list   | {'steps':'Hi'}
			MESSAGES         | 'content' is not a list | {'content':'Hi'}
			""")
	void answerOfAnotherFormThrows(CallerFormat format, String problem, String body) {
		assertThat(failure(body, (client) -> client.calls(format).create((r) -> r.user("q"))))
			.hasMessage("HTTP 200: The body cannot be read: " + problem);
	}

	@ParameterizedTest
	@ValueSource(strings = { "queued", "in_progress" })
	void answerThatHasNotEndedThrows(String status) {
		String body = "{'id':'r','status':'" + status + "','output':[]}";
		assertThat(failure(body, (client) -> client.responses().create((r) -> r.user("q"))))
			.hasMessageContaining("the answer has not ended, its status is '" + status + "'");
	}

	@Test
	void failureOfAChoiceThrows() {
		assertThat(failure("{'choices':[{'error':{'message':'Overloaded'}}]}",
				(client) -> client.chatCompletions().create((r) -> r.user("q"))))
			.hasMessage("HTTP 502: Overloaded");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "[]", "null", "'text'", "{'error':{'message':'m'}}", "{'error':'m'}" })
	void modelsAndLimitsThrowToo(String body) {
		assertThat(failure(body, (client) -> client.models().list())).isNotNull();
		assertThat(failure(body, (client) -> client.models().retrieve("m"))).isNotNull();
		assertThat(failure(body, FlexInferenceClient::limits)).isNotNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "[]", "null", "'text'", "{'error':{'message':'m'}}", "{'error':'m'}",
			"{'status':'failed','output':[]}", "{'output':[]}" })
	void bodyInPlaceOfAStreamThrows(String body) {
		assertThat(failure(body, (client) -> client.responses().stream((r) -> r.user("q"))))
			.isInstanceOf(StreamFailedException.class);
	}

	@Test
	void failureIsNotSentAgain() {
		try (TestServer server = TestServer.json(ENVELOPE);
				FlexInferenceClient client = server.clientBuilder().maxAttempts(3).build()) {
			assertThatExceptionOfType(RateLimitedException.class)
				.isThrownBy(() -> client.responses().create((r) -> r.user("q")));
			assertThat(server.requests()).hasSize(1);
		}
	}

	@Test
	void callWithoutArgumentsThrows() {
		assertThat(failure("{'choices':[{'message':{'tool_calls':[{'id':'c','function':{'name':'f'}}]}}]}",
				(client) -> client.chatCompletions().create((r) -> r.user("q"))))
			.hasMessage("HTTP 502: The answer calls the tool 'f', but the arguments are missing.");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			{'error':'overloaded'}             | HTTP 502: overloaded
			{'error':{'message':'m','code':1}} | HTTP 502: m
			""")
	void errorFrameThrows(String frame, String message) {
		try (TestServer server = TestServer.streaming(frame);
				FlexInferenceClient client = server.client();
				FlexStream stream = client.chatCompletions().stream((r) -> r.user("q"))) {
			assertThatExceptionOfType(StreamFailedException.class).isThrownBy(() -> stream.text().toList())
				.withMessage(message);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "[]", "null", "'text'", "1", "[{'error':'overloaded'}]" })
	void eventThatIsNoObjectThrows(String event) {
		for (CallerFormat format : CallerFormat.values()) {
			try (TestServer server = TestServer.streaming(event);
					FlexInferenceClient client = server.client();
					FlexStream stream = client.calls(format).stream((r) -> r.user("q"))) {
				assertThatExceptionOfType(StreamFailedException.class).isThrownBy(() -> stream.text().toList())
					.withMessageContaining("The stream has an event that is not a JSON object.");
			}
		}
	}

	@ParameterizedTest
	@MethodSource("com.flexinference.client.internal.format.Fixtures#all")
	void nothingCountsAfterTheEndOfAStream(CallerFormat format, String name) {
		byte[] events = Fixtures.stream(format, name);
		Answer expected = streamed(format, events, false);
		assertThat(streamed(format, events, true)).isEqualTo(expected).returns(true, Answer::complete);
	}

	private static Answer streamed(CallerFormat format, byte[] events, boolean more) {
		try (TestServer server = TestServer.start((connection) -> {
			connection.startStream();
			connection.chunk(events);
			if (more) {
				connection.chunk(events);
				connection.event("{'error':{'message':'m'}}");
				connection.event("garbage");
			}
			connection.endStream();
		});
				FlexInferenceClient client = server.client();
				FlexStream stream = client.calls(format).stream((r) -> r.user("q"))) {
			assertThat(String.join("", stream.text().toList())).isEqualTo(stream.answer().text());
			return stream.answer();
		}
	}

	@Test
	void textOfALargeBodyNeedsNoTreeOfIt() {
		String text = "{'output':[{'type':'message','content':[{'type':'output_text','text':'Hi'}]}],'x':["
				+ "{},".repeat(3_000_000) + "{}]}";
		try (TestServer server = TestServer.json(text); FlexInferenceClient client = server.client()) {
			FlexResponse response = client.responses().create((r) -> r.user("q"));
			assertThat(response.text()).isEqualTo("Hi");
			assertThatExceptionOfType(FlexInferenceResponseException.class).isThrownBy(response::json)
				.withMessage("HTTP 200: The body cannot be read: the JSON has more than 1000000 values");
		}
	}

	@Test
	void argumentsAreRead() {
		String body = "{'choices':[{'message':{'content':'I look.','tool_calls':[{'id':'c','function':{'name':'f','arguments':{'n':1.10}}}]}}]}";
		try (TestServer server = TestServer.json(body); FlexInferenceClient client = server.client()) {
			Answer answer = client.chatCompletions().create((r) -> r.user("q")).answer();
			assertThat(answer.text()).isEqualTo("I look.");
			assertThat(answer.toolCalls()).singleElement()
				.returns("{\"n\":1.10}", ToolCall::arguments)
				.satisfies((call) -> assertThat(call.json().path("n")).hasToString("1.10"));
		}
	}

	private static FlexInferenceResponseException failure(String body, Consumer<FlexInferenceClient> call) {
		try (TestServer server = TestServer.json(body); FlexInferenceClient client = server.client()) {
			return catchThrowableOfType(FlexInferenceResponseException.class, () -> call.accept(client));
		}
	}

}
