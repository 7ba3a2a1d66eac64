package com.flexinference.client;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.util.MimeTypeUtils;
import tools.jackson.databind.JsonNode;

import com.flexinference.client.format.CallerFormat;
import com.flexinference.client.message.Answer;
import com.flexinference.client.message.ToolCall;
import com.flexinference.client.message.ToolChoice;
import com.flexinference.router.LocalRouter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for the parts of a request that only some formats have.
 */
class RequestPartsTests {

	private static final byte[] PNG = "\u0089PNG\r\n\u001a\n-".getBytes(StandardCharsets.ISO_8859_1);

	private static final String BASE64 = "iVBORw0KGgot";

	private static final URI LINK = URI.create("https://example.com/a.png");

	private final LocalRouter router = LocalRouter.builder().latency(Duration.ZERO).build().start();

	private final FlexInferenceClient client = FlexInferenceClient.builder()
		.apiKey("flex_live_test")
		.baseUrl(this.router.baseUrl().toString())
		.defaults(FlexRequest.of((r) -> r.model("gpt-5.5").startWithin(StartWithin.DEFAULT)))
		.build();

	@AfterEach
	void close() {
		this.client.close();
		this.router.close();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					RESPONSES        | /input    | [{"role":"user","content":[{"type":"input_text","text":"What?"},{"type":"input_image","image_url":"data:image/png;base64,B64"}]}]
					CHAT_COMPLETIONS | /messages | [{"role":"user","content":[{"type":"text","text":"What?"},{"type":"image_url","image_url":{"url":"data:image/png;base64,B64"}}]}]
					INTERACTIONS     | /input    | [{"type":"user_input","content":[{"type":"text","text":"What?"},{"type":"image","mime_type":"image/png","data":"B64"}]}]
					MESSAGES         | /messages | [{"role":"user","content":[{"type":"text","text":"What?"},{"type":"image","source":{"type":"base64","media_type":"image/png","data":"B64"}}]}]
					""")
	void image(CallerFormat format, String pointer, String json) {
		assertThat(sent(format, (r) -> r.user((c) -> c.text("What?").image(PNG))).at(pointer))
			.hasToString(json.replace("B64", BASE64));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "-",
			textBlock = """
					RESPONSES        | /input/0/content/0    | {"type":"input_image","image_url":"https://example.com/a.png"}
					CHAT_COMPLETIONS | /messages/0/content/0 | {"type":"image_url","image_url":{"url":"https://example.com/a.png"}}
					INTERACTIONS     | -                     | image(URI)
					MESSAGES         | /messages/0/content/0 | {"type":"image","source":{"type":"url","url":"https://example.com/a.png"}}
					""")
	void imageByItsUrl(CallerFormat format, @Nullable String pointer, String expected) {
		check(format, (r) -> r.user((c) -> c.image(LINK)), pointer, expected);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "-",
			textBlock = """
					RESPONSES        | /input/0/content/0    | {"type":"input_file","filename":"a.pdf","file_data":"data:application/pdf;base64,JVBERi0x"}
					CHAT_COMPLETIONS | /messages/0/content/0 | {"type":"file","file":{"filename":"a.pdf","file_data":"data:application/pdf;base64,JVBERi0x"}}
					INTERACTIONS     | /input/0/content/0    | {"type":"document","mime_type":"application/pdf","data":"JVBERi0x"}
					MESSAGES         | -                     | document
					""")
	void document(CallerFormat format, @Nullable String pointer, String expected) {
		check(format, (r) -> r.user((c) -> c.document(named("a.pdf", "%PDF-1"))), pointer, expected);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "-", textBlock = """
			RESPONSES        | /input/0/content/0 | {"type":"input_file","file_url":"https://example.com/a.png"}
			CHAT_COMPLETIONS | -                  | document(URI)
			INTERACTIONS     | -                  | document(URI)
			MESSAGES         | -                  | document(URI)
			""")
	void documentByItsUrl(CallerFormat format, @Nullable String pointer, String expected) {
		check(format, (r) -> r.user((c) -> c.document(LINK)), pointer, expected);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "-", textBlock = """
			RESPONSES        | /temperature                       | 0.2
			CHAT_COMPLETIONS | /temperature                       | 0.2
			INTERACTIONS     | /generation_config/temperature     | 0.2
			MESSAGES         | /temperature                       | 0.2
			RESPONSES        | /top_p                             | 0.9
			CHAT_COMPLETIONS | /top_p                             | 0.9
			INTERACTIONS     | /generation_config/top_p           | 0.9
			MESSAGES         | /top_p                             | 0.9
			RESPONSES        | /reasoning                         | {"effort":"low"}
			CHAT_COMPLETIONS | /reasoning_effort                  | "low"
			INTERACTIONS     | /generation_config/thinking_level  | "low"
			MESSAGES         | -                                  | reasoningEffort
			RESPONSES        | -                                  | reasoningBudget
			CHAT_COMPLETIONS | -                                  | reasoningBudget
			INTERACTIONS     | -                                  | reasoningBudget
			MESSAGES         | /thinking                          | {"type":"enabled","budget_tokens":2048}
			RESPONSES        | -                                  | stop
			CHAT_COMPLETIONS | /stop                              | ["END","\\n"]
			INTERACTIONS     | -                                  | stop
			MESSAGES         | /stop_sequences                    | ["END","\\n"]
			RESPONSES        | /parallel_tool_calls               | false
			CHAT_COMPLETIONS | /parallel_tool_calls               | false
			INTERACTIONS     | -                                  | parallelToolCalls
			MESSAGES         | -                                  | parallelToolCalls
			""")
	void settings(CallerFormat format, @Nullable String pointer, String expected) {
		String name = (pointer != null) ? pointer : expected;
		check(format, (r) -> {
			r.user("q").maxTokens(4000);
			switch (name) {
				case "/temperature", "/generation_config/temperature" -> r.temperature(0.2);
				case "/top_p", "/generation_config/top_p" -> r.topP(0.9);
				case "/reasoning", "/reasoning_effort", "/generation_config/thinking_level", "reasoningEffort" ->
					r.reasoningEffort("low");
				case "/thinking", "reasoningBudget" -> r.reasoningBudget(2048);
				case "/stop", "/stop_sequences", "stop" -> r.stop("END", "\n");
				default -> r.parallelToolCalls(false);
			}
		}, pointer, expected);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "-",
			textBlock = """
					RESPONSES        | auto     | /tool_choice                   | "auto"
					RESPONSES        | none     | /tool_choice                   | "none"
					RESPONSES        | required | /tool_choice                   | "required"
					RESPONSES        | tool     | /tool_choice                   | {"type":"function","name":"weather"}
					CHAT_COMPLETIONS | auto     | /tool_choice                   | "auto"
					CHAT_COMPLETIONS | none     | /tool_choice                   | "none"
					CHAT_COMPLETIONS | required | /tool_choice                   | "required"
					CHAT_COMPLETIONS | tool     | /tool_choice                   | {"type":"function","function":{"name":"weather"}}
					INTERACTIONS     | auto     | /generation_config/tool_choice | "auto"
					INTERACTIONS     | none     | /generation_config/tool_choice | "none"
					INTERACTIONS     | required | /generation_config/tool_choice | "any"
					INTERACTIONS     | tool     | -                              | toolChoice
					MESSAGES         | auto     | /tool_choice                   | {"type":"auto"}
					MESSAGES         | none     | -                              | toolChoice
					MESSAGES         | required | /tool_choice                   | {"type":"any"}
					MESSAGES         | tool     | /tool_choice                   | {"type":"tool","name":"weather"}
					""")
	void toolChoice(CallerFormat format, String choice, @Nullable String pointer, String expected) {
		ToolChoice value = switch (choice) {
			case "auto" -> ToolChoice.AUTO;
			case "none" -> ToolChoice.NONE;
			case "required" -> ToolChoice.REQUIRED;
			default -> ToolChoice.tool("weather");
		};
		check(format, (r) -> r.user("q").maxTokens(9).tool("weather", "Tells it.", "{}").toolChoice(value), pointer,
				expected);
	}

	@Test
	void refusalNamesTheFormatsThatHaveThePart() {
		assertThatExceptionOfType(InvalidRequestException.class)
			.isThrownBy(() -> this.client.responses().create((r) -> r.user("q").stop("END")))
			.withMessageContaining("'stop' is not supported in a request in the format responses."
					+ " Allowed: the formats chat-completions, messages.");
		assertThat(this.router.requests()).isEmpty();
	}

	@Test
	void schemaOfMessagesExcludesToolChoice() {
		assertThatExceptionOfType(InvalidRequestException.class)
			.isThrownBy(() -> this.client.messages()
				.create((r) -> r.user("q").answerSchema("a", "{}").toolChoice(ToolChoice.AUTO)))
			.satisfies((ex) -> assertThat(ex.violations()).extracting(InvalidRequestException.Violation::field)
				.containsExactly("toolChoice"));
	}

	@ParameterizedTest
	@CsvSource({ "a.jpg, image/jpeg", "a.webp, image/webp", "a.svg, image/svg+xml" })
	void mediaTypeByFileName(String filename, String type) {
		assertThat(sent(CallerFormat.INTERACTIONS, (r) -> r.user((c) -> c.image(named(filename, "?"))))
			.at("/input/0/content/0/mime_type")
			.stringValue()).isEqualTo(type);
	}

	@Test
	void mediaTypeThatIsTold() {
		assertThat(sent(CallerFormat.INTERACTIONS,
				(r) -> r.user((c) -> c.document("a,b".getBytes(StandardCharsets.UTF_8), MimeTypeUtils.TEXT_PLAIN)))
			.at("/input/0/content/0"))
			.hasToString("{\"type\":\"document\",\"mime_type\":\"text/plain\",\"data\":\"YSxi\"}");
	}

	@Test
	void dataUrlIsSentAsData() {
		URI uri = URI.create("data:image/png;base64," + BASE64);
		assertThat(sent(CallerFormat.MESSAGES, (r) -> r.user((c) -> c.image(uri)).maxTokens(9))
			.at("/messages/0/content/0/source/data")
			.stringValue()).isEqualTo(BASE64);
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "file:/tmp/a.png", "classpath:a.png", "a.png", "data:image/png,x", "data:image/png;base64,?" })
	void urlThatNobodyCanFetchIsRefused(String uri) {
		assertThatExceptionOfType(InvalidRequestException.class)
			.isThrownBy(() -> FlexRequest.of((r) -> r.user((c) -> c.image(URI.create(uri)))))
			.withMessageContaining("'content' has a ");
	}

	@Test
	void partsThatCannotBeSentAreRefused() {
		refused((c) -> c.image("?".getBytes(StandardCharsets.UTF_8)), "media type cannot be detected");
		refused((c) -> c.image(PNG, MimeTypeUtils.TEXT_PLAIN), "an image of the media type 'text/plain'");
		refused((c) -> c.image(new FileSystemResource("missing.png")), "a part that cannot be read");
		refused((c) -> c.image(new byte[1_000_001], MimeTypeUtils.IMAGE_PNG), "a part that is larger");
		assertThatIllegalArgumentException().isThrownBy(() -> FlexRequest.of((r) -> r.user((c) -> {
		})));
	}

	@Test
	void bodyThatIsTooLargeIsRefused() {
		assertThatExceptionOfType(InvalidRequestException.class)
			.isThrownBy(() -> this.client.responses()
				.create((r) -> r.user((c) -> c.image(new byte[800_000], MimeTypeUtils.IMAGE_PNG))))
			.withMessageContaining("'request' has 1066")
			.withMessageContaining("(request_too_large)");
		assertThat(this.router.requests()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			RESPONSES        | /tools/1            | {"type":"web_search"}
			CHAT_COMPLETIONS | /web_search_options | {}
			INTERACTIONS     | /tools/1            | {"type":"google_search"}
			MESSAGES         | /tools/1            | {"type":"web_search_20250305","name":"web_search"}
			""")
	void webSearchBesideATool(CallerFormat format, String pointer, String expected) {
		JsonNode sent = sent(format,
				(r) -> r.user("Weather?").webSearch().tool("f", "Finds.", "{\"type\":\"object\"}"));
		assertThat(sent.at(pointer)).hasToString(expected);
		assertThat(sent.path("tools").path(0).toString()).contains("\"f\"");
	}

	@Test
	void webSearchBesideTheToolsOfAField() {
		assertThat(sent(CallerFormat.RESPONSES,
				(r) -> r.user("Weather?").webSearch().with("tools", List.of(Map.of("type", "code_interpreter"))))
			.path("tools")).hasToString("[{\"type\":\"web_search\"},{\"type\":\"code_interpreter\"}]");
	}

	@Test
	void webSearchExcludesAForcedToolOfMessages() {
		check(CallerFormat.MESSAGES, (r) -> r.user("Weather?").webSearch().answerSchema("a", "{\"type\":\"object\"}"),
				null, "webSearch");
	}

	@ParameterizedTest
	@EnumSource
	void answerCitesThePage(CallerFormat format) {
		FlexRequest request = FlexRequest.of((r) -> r.user("What is new?").maxTokens(500).webSearch());
		Answer answer = this.client.calls(format).create(request).answer();
		assertThat(answer.citations()).isNotEmpty().allSatisfy((citation) -> {
			assertThat(citation.url()).startsWith("http");
			assertThat(answer.text().substring(citation.start(), citation.end())).isNotBlank();
		});
		try (FlexStream stream = this.client.calls(format).stream(request)) {
			stream.forEach((event) -> assertThat(event.data()).isNotEmpty());
			assertThat(stream.answer().citations()).isEqualTo(answer.citations());
		}
	}

	private static void refused(Consumer<ContentBuilder> content, String message) {
		assertThatExceptionOfType(InvalidRequestException.class)
			.isThrownBy(() -> FlexRequest.of((r) -> r.user(content)))
			.withMessageContaining(message);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "-", textBlock = """
			RESPONSES        | -        | toolResult
			CHAT_COMPLETIONS | -        | toolResult
			INTERACTIONS     | /input/2 | {"type":"function_result","name":"f","result":"v"}
			MESSAGES         | -        | toolResult
			""")
	void resultWithoutTheIdOfItsCall(CallerFormat format, @Nullable String pointer, String expected) {
		ToolCall call = new ToolCall(null, "f", "{}");
		check(format, (r) -> r.user("q").toolCalls(List.of(call)).toolResult(call, "v"), pointer, expected);
	}

	@Test
	void noToolCallsAddNoMessage() {
		assertThat(sent(CallerFormat.MESSAGES, (r) -> r.user("q").toolCalls(List.of())).path("messages")).hasSize(1);
	}

	private void check(CallerFormat format, Consumer<FlexRequest.Builder> request, @Nullable String pointer,
			String expected) {
		if (pointer != null) {
			assertThat(sent(format, request).at(pointer)).hasToString(expected);
		}
		else {
			assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(() -> sent(format, request))
				.satisfies((ex) -> assertThat(ex.violations()).extracting(InvalidRequestException.Violation::field)
					.containsExactly(expected));
			assertThat(this.router.requests()).isEmpty();
		}
	}

	private JsonNode sent(CallerFormat format, Consumer<FlexRequest.Builder> request) {
		this.client.calls(format).create(request);
		return this.router.takeRequest().json();
	}

	private static Resource named(String filename, String content) {
		return new ByteArrayResource(content.getBytes(StandardCharsets.UTF_8)) {

			@Override
			public String getFilename() {
				return filename;
			}

		};
	}

}
