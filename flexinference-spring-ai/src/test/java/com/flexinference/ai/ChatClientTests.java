package com.flexinference.ai;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.ResponseEntity;
import org.springframework.ai.chat.client.advisor.SafeGuardAdvisor;
import org.springframework.ai.chat.client.advisor.SimpleLoggerAdvisor;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.metadata.Usage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.ToolContext;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.converter.ListOutputConverter;
import org.springframework.ai.converter.MapOutputConverter;
import org.springframework.ai.model.tool.DefaultToolCallingManager;
import org.springframework.ai.model.tool.ToolExecutionResult;
import org.springframework.ai.tool.annotation.Tool;
import org.springframework.ai.tool.function.FunctionToolCallback;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;
import org.springframework.util.MimeTypeUtils;
import reactor.test.StepVerifier;

import com.flexinference.client.RateLimitedException;
import com.flexinference.client.RequestOptions;
import com.flexinference.client.format.CallerFormat;
import com.flexinference.client.message.Citation;
import com.flexinference.router.LocalAnswer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for what users of {@link ChatClient} expect of any chat model, in all four
 * formats.
 */
@ParameterizedClass
@EnumSource
@Timeout(30)
class ChatClientTests {

	@AutoClose
	private final TestModel test = new TestModel();

	@Parameter
	CallerFormat format;

	@Test
	void templatesAreFilled() {
		this.test.answer(LocalAnswer.text("Arr."));
		chat().prompt()
			.system((system) -> system.text("Speak like a {who}.").param("who", "pirate"))
			.user((user) -> user.text("Greet {name}.").param("name", "Ada"))
			.call()
			.content();
		assertThat(sent()).contains("Speak like a pirate.", "Greet Ada.");
	}

	@Test
	void defaultsOfTheClientAreSent() {
		this.test.answer(LocalAnswer.text("Hi"));
		ChatClient chat = ChatClient.builder(this.test.create(this.format))
			.defaultSystem("Be brief.")
			.defaultOptions(ChatOptions.builder().model("gpt-5-nano").temperature(0.25))
			.build();
		assertThat(chat.prompt("Hi").call().content()).isEqualTo("Hi");
		assertThat(sent()).contains("Be brief.", "gpt-5-nano", "0.25");
	}

	@Test
	void textIsKeptAsItIs() {
		String text = "  1st: „Größe“ \t\n\n \"x\\y\" \uD83D\uDE80 </p> {name}  ";
		this.test.answer(LocalAnswer.text(text), LocalAnswer.text(text));
		assertThat(chat().prompt(new Prompt(text)).call().content()).isEqualTo(text);
		List<String> pieces = chat().prompt(new Prompt(text)).stream().content().collectList().block();
		assertThat(String.join("", pieces)).isEqualTo(text);
		assertThat(this.test.sent().json().toString()).contains("\uD83D\uDE80", "„Größe“", "{name}");
	}

	@Test
	void listIsRead() {
		this.test.answer(LocalAnswer.text("vanilla, lemon"));
		assertThat(chat().prompt("Two flavours?").call().entity(new ListOutputConverter())).containsExactly("vanilla",
				"lemon");
	}

	@Test
	void mapIsRead() {
		this.test.answer(LocalAnswer.text("```json\n{\"numbers\":[1,2]}\n```"));
		assertThat(chat().prompt("Numbers?").call().entity(new MapOutputConverter()))
			.isEqualTo(Map.of("numbers", List.of(1, 2)));
	}

	@Test
	void genericTypeIsRead() {
		this.test.answer(LocalAnswer.text("[{\"name\":\"Oslo\"},{\"name\":\"Rome\"}]"));
		List<ToolTests.City> cities = chat().prompt("Two cities?").call().entity(new ParameterizedTypeReference<>() {
		});
		assertThat(cities).containsExactly(new ToolTests.City("Oslo"), new ToolTests.City("Rome"));
	}

	@Test
	void responseComesWithTheEntity() {
		this.test.answer(LocalAnswer.text("{\"name\":\"Oslo\"}").cost(42));
		ResponseEntity<ChatResponse, ToolTests.City> entity = chat().prompt("A city?")
			.call()
			.responseEntity(ToolTests.City.class);
		assertThat(entity.entity()).isEqualTo(new ToolTests.City("Oslo"));
		assertThat(entity.response().getMetadata().<Object>get(FlexInferenceMetadata.COST)).isNotNull();
	}

	@Test
	void usageOfStreamsIsThatOfCalls() {
		this.test.answer(LocalAnswer.text("Red and white."), LocalAnswer.text("Red and white."));
		FlexInferenceChatModel model = this.test.create(this.format);
		Usage called = model.call(new Prompt("Colours?")).getMetadata().getUsage();
		Usage streamed = model.stream(new Prompt("Colours?")).blockLast().getMetadata().getUsage();
		assertThat(called.getPromptTokens()).isPositive().isEqualTo(streamed.getPromptTokens());
		assertThat(called.getCompletionTokens()).isPositive().isEqualTo(streamed.getCompletionTokens());
		assertThat(called.getNativeUsage()).isEqualTo(streamed.getNativeUsage());
	}

	@Test
	void toolsCanBeRunByHand() {
		this.test.answer(LocalAnswer.toolCall("now", "{}"), LocalAnswer.text("At noon."));
		FlexInferenceChatModel model = this.test.create(this.format);
		FlexInferenceChatOptions options = FlexInferenceChatOptions.builder()
			.toolCallbacks(FunctionToolCallback.builder("now", () -> "noon").build())
			.build();
		Prompt prompt = new Prompt("When?", options);
		ChatResponse response = model.call(prompt);
		assertThat(response.hasToolCalls()).isTrue();
		ToolExecutionResult result = DefaultToolCallingManager.builder().build().executeToolCalls(prompt, response);
		assertThat(model.call(new Prompt(result.conversationHistory(), options)).getResult().getOutput().getText())
			.isEqualTo("At noon.");
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void severalRoundsOfTools(boolean stream) {
		this.test.answer(LocalAnswer.toolCall("next", "{\"number\":1}"), LocalAnswer.toolCall("next", "{\"number\":2}"),
				LocalAnswer.text("Three."));
		assertThat(ask(stream, (prompt) -> prompt.tools(new Counter()))).isEqualTo("Three.");
		assertThat(this.test.count()).isEqualTo(3);
		assertThat(this.test.last().json().toString()).containsSubsequence("next", "2", "next", "3");
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void contextReachesTheTool(boolean stream) {
		this.test.answer(LocalAnswer.toolCall("whoami", "{}"), LocalAnswer.text("Ada."));
		AtomicReference<Object> user = new AtomicReference<>();
		ask(stream, (prompt) -> prompt.tools(new User(user)).toolContext(Map.of("user", "ada")));
		assertThat(user).hasValue("ada");
	}

	@Test
	void toolMayReturnNothing() {
		this.test.answer(LocalAnswer.toolCall("ring", "{}"), LocalAnswer.text("Done."));
		assertThat(ask(false, (prompt) -> prompt.tools(new Bell()))).isEqualTo("Done.");
	}

	@Test
	void toolsAndMediaGoTogether() {
		this.test.answer(LocalAnswer.toolCall("next", "{\"number\":1}"), LocalAnswer.text("Two."));
		String answer = chat().prompt()
			.user((user) -> user.text("Count.").media(MimeTypeUtils.IMAGE_PNG, png()))
			.tools(new Counter())
			.call()
			.content();
		assertThat(answer).isEqualTo("Two.");
		assertThat(this.test.last().json().toString()).contains("iVBORw0KGgot", "next");
	}

	private static Resource png() {
		return new ByteArrayResource("\u0089PNG\r\n\u001a\n-".getBytes(StandardCharsets.ISO_8859_1));
	}

	@Test
	void toolOfTheHistoryNeedsNoDefinition() {
		this.test.answer(LocalAnswer.toolCall("now", "{}"), LocalAnswer.text("At noon."), LocalAnswer.text("Again."));
		FlexInferenceChatModel model = this.test.create(this.format);
		FlexInferenceChatOptions options = FlexInferenceChatOptions.builder()
			.toolCallbacks(FunctionToolCallback.builder("now", () -> "noon").build())
			.build();
		Prompt prompt = new Prompt("When?", options);
		ToolExecutionResult result = DefaultToolCallingManager.builder()
			.build()
			.executeToolCalls(prompt, model.call(prompt));
		assertThat(model.call(new Prompt(result.conversationHistory())).getResult().getOutput().getText())
			.isEqualTo("At noon.");
	}

	@Test
	void answerOfTheModelCanBeSentAgain() {
		this.test.answer(LocalAnswer.text("Venus"), LocalAnswer.text("Venus"));
		FlexInferenceChatModel model = this.test.create(this.format);
		AssistantMessage first = model.call(new Prompt("Hottest?")).getResult().getOutput();
		model.call(new Prompt(new UserMessage("Hottest?"), first, new UserMessage("Repeat that.")));
		assertThat(this.test.last().json().toString()).containsSubsequence("Hottest?", "Venus", "Repeat that.");
	}

	@Test
	void citationsAreTold() {
		FlexInferenceChatModel model = this.test
			.create((options) -> options.format(this.format).request((request) -> request.webSearch()));
		List<?> called = (List<?>) model.call(new Prompt("News?"))
			.getResult()
			.getOutput()
			.getMetadata()
			.get(FlexInferenceMetadata.CITATIONS);
		assertThat(called).isNotEmpty().allSatisfy((citation) -> assertThat(citation).isInstanceOf(Citation.class));
		assertThat(model.stream(new Prompt("News?"))
			.blockLast()
			.getResult()
			.getOutput()
			.getMetadata()
			.get(FlexInferenceMetadata.CITATIONS)).isEqualTo(called);
	}

	@Test
	void rateLimitIsAnExceptionOfItsOwn() {
		this.test.answer(LocalAnswer.json(429, "{}"), LocalAnswer.json(429, "{}"));
		assertThatExceptionOfType(RateLimitedException.class).isThrownBy(() -> chat().prompt("Hi").call().content());
		StepVerifier.create(chat().prompt("Hi").stream().content()).verifyError(RateLimitedException.class);
	}

	@Test
	void headersCanBeAdded() {
		this.test.answer(LocalAnswer.text("Hi"));
		RequestOptions options = RequestOptions.none().withHeader("x-team", "support");
		chat().prompt("Hi")
			.options(FlexInferenceChatOptions.builder().call((call) -> call.options(options)))
			.call()
			.content();
		assertThat(this.test.sent().headers().toString()).containsIgnoringCase("x-team=[support]");
	}

	@Test
	void anyFieldCanBeAdded() {
		this.test.answer(LocalAnswer.text("Hi"));
		chat().prompt("Hi")
			.options(FlexInferenceChatOptions.builder().request((request) -> request.with("x_field", "new")))
			.call()
			.content();
		assertThat(this.test.sent().json().path("x_field").asString()).isEqualTo("new");
	}

	@Test
	void advisorsOfSpringAiWork() {
		this.test.answer(LocalAnswer.text("Hi"), LocalAnswer.text("Hi"));
		ChatClient chat = ChatClient.builder(this.test.create(this.format))
			.defaultAdvisors(new SimpleLoggerAdvisor(), new SafeGuardAdvisor(List.of("secret")))
			.build();
		assertThat(chat.prompt("Hi").call().content()).isEqualTo("Hi");
		assertThat(chat.prompt("Hi").stream().content().collectList().block()).containsExactly("Hi");
		assertThat(chat.prompt("The secret?").call().content()).isNotEmpty();
		assertThat(this.test.count()).isEqualTo(2);
	}

	@Test
	void modelIsSharedByThreads() {
		FlexInferenceChatModel model = this.test.create(this.format);
		this.test.on((request) -> LocalAnswer.text(request.json().toString().replaceAll(".*(number \\d+).*", "$1")));
		assertThat(IntStream.range(0, 32).parallel().mapToObj((i) -> model.call("number " + i)).toList())
			.containsExactlyElementsOf(IntStream.range(0, 32).mapToObj((i) -> "number " + i).toList());
	}

	@Test
	void clientOfOneModelCanAskAnother() {
		this.test.answer(LocalAnswer.text("Hi"), LocalAnswer.text("Hi"));
		ChatClient chat = chat();
		chat.prompt("Hi").options(ChatOptions.builder().model("gpt-5-nano")).call().content();
		chat.prompt("Hi").call().content();
		assertThat(sent()).contains("gpt-5-nano");
		assertThat(sent()).contains("gpt-5.5").doesNotContain("gpt-5-nano");
	}

	private String ask(boolean stream, Consumer<ChatClient.ChatClientRequestSpec> customizer) {
		ChatClient.ChatClientRequestSpec prompt = chat().prompt("Go on.");
		customizer.accept(prompt);
		return stream ? String.join("", prompt.stream().content().collectList().block()) : prompt.call().content();
	}

	private ChatClient chat() {
		return ChatClient.create(this.test.create(this.format));
	}

	private String sent() {
		return this.test.sent().json().toString();
	}

	static class Counter {

		@Tool
		int next(int number) {
			return number + 1;
		}

	}

	static class Bell {

		@Tool
		void ring() {
		}

	}

	record User(AtomicReference<Object> user) {

		@Tool
		String whoami(ToolContext context) {
			this.user.set(context.getContext().get("user"));
			return "Ada";
		}

	}

}
