package com.flexinference.samples.assistant;

import java.io.InputStream;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.ai.document.Document;
import org.springframework.ai.vectorstore.VectorStore;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import com.flexinference.router.LocalAnswer;
import com.flexinference.router.LocalRouter;
import com.flexinference.router.RecordedRequest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AssistantApplication}, over HTTP.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@Timeout(60)
class AssistantApplicationTests {

	private static final Duration SOON = Duration.ofSeconds(20);

	private final HttpClient browser = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

	@LocalServerPort
	private int port;

	@Autowired
	private LocalRouter router;

	@Autowired
	private SimulatedCalls calls;

	@Autowired
	private VectorStore knowledge;

	@Autowired
	private JdbcClient database;

	@BeforeEach
	void callTools() {
		// The router is reset before each test.
		this.router.on(this.calls);
	}

	@Test
	void pageIsServed() throws Exception {
		HttpRequest page = HttpRequest.newBuilder(URI.create("http://localhost:" + this.port + "/")).build();
		assertThat(this.browser.send(page, BodyHandlers.ofString()).body()).contains("Acorn Outdoor support");
	}

	@Test
	void answerIsStreamed() {
		this.router.enqueue(LocalAnswer.text("One  two\nthree"));
		assertThat(text(ask("Hello there"))).isEqualTo("One  two\nthree");
		RecordedRequest request = this.router.takeRequest();
		assertThat(request.path()).isEqualTo("/v1/responses");
		assertThat(request.startWithin()).isEqualTo("00h-00m-30s");
	}

	@Test
	void tellsTierCostAndWhatWaitingSaved() {
		this.router.enqueue(LocalAnswer.text("Yes.").servedOn("flex"));
		JsonNode served = served(ask("Hello there"));
		assertThat(served.path("tier").asString()).isEqualTo("flex");
		assertThat(served.path("costUsd").decimalValue()).isPositive();
		assertThat(served.path("savedUsd").decimalValue()).isEqualByComparingTo(served.path("costUsd").decimalValue());
	}

	@Test
	void standardTierSavesNothing() {
		this.router.enqueue(LocalAnswer.text("Yes.").servedOn("default"));
		JsonNode served = served(ask("Hello there"));
		assertThat(served.path("tier").asString()).isEqualTo("default");
		assertThat(served.path("savedUsd").isNull() || served.path("savedUsd").decimalValue().signum() == 0).isTrue();
	}

	@Test
	void answerIsBasedOnDocuments() {
		this.router.enqueue(LocalAnswer.text("Yes."));
		JsonNode served = served(ask("Can I return a tent after two weeks?"));
		assertThat(served.path("sources").toString()).contains("returns.md");
		assertThat(this.router.takeRequest().json().toString()).contains("can be returned within 30 days");
	}

	@Test
	void documentsAreFoundByTheirWords() {
		assertThat(this.knowledge.similaritySearch("Is a broken zip repaired?")).first()
			.extracting(Document::getText)
			.asString()
			.startsWith("Warranty");
	}

	@Test
	void toolIsCalled() {
		assertThat(text(ask("Where is order 1001?"))).contains("out for delivery");
		assertThat(this.router.requests()).hasSize(2)
			.last()
			.satisfies((request) -> assertThat(request.json().path("input").toString()).contains("function_call_output",
					"Parcel of order 1001: out for delivery"));
	}

	@Test
	void conversationCostsAllRequests() {
		this.router.enqueue(LocalAnswer.toolCall("trackParcel", "{\"order\":1002}").cost(300));
		this.router.enqueue(LocalAnswer.text("In the shop.").cost(40));
		JsonNode served = served(ask("Hello there"));
		assertThat(served.path("costUsd").decimalValue()).isEqualByComparingTo("0.00004");
		assertThat(served.path("conversationUsd").decimalValue()).isEqualByComparingTo("0.00034");
	}

	@Test
	void otherToolIsCalled() {
		assertThat(text(ask("Please call me back: +47 22 00 00 00"))).contains("+47 22 00 00 00 within an hour");
	}

	@Test
	void conversationIsRemembered() {
		this.router.enqueue(LocalAnswer.text("Hello Ada."), 2);
		ask("My name is Ada");
		this.router.takeRequest();
		ask("And my name?");
		assertThat(this.router.takeRequest().json().path("input").toString()).contains("My name is Ada", "Hello Ada.");
		assertThat(this.database.sql("SELECT COUNT(*) FROM SPRING_AI_CHAT_MEMORY WHERE CONTENT IN (?, ?)")
			.params("My name is Ada", "And my name?")
			.query(Integer.class)
			.single()).isEqualTo(2);
	}

	@Test
	void conversationsAreSeparate() {
		ask("My name is Grace");
		this.router.takeRequest();
		AssistantApplicationTests other = new AssistantApplicationTests();
		other.port = this.port;
		other.ask("And my name?");
		assertThat(this.router.takeRequest().json().toString()).doesNotContain("Grace");
	}

	@Test
	void emptyQuestionIsRefused() throws Exception {
		assertThat(post(" ", BodyHandlers.discarding()).statusCode()).isEqualTo(400);
		assertThat(this.router.requests()).isEmpty();
	}

	@Test
	void failureIsTold() {
		this.router.enqueue(LocalAnswer.text("One two three").resetAfter(6));
		String events = ask("Hello there");
		assertThat(text(events)).startsWith("One ");
		assertThat(events).contains("event:failure").doesNotContain("event:served", "event:end");
	}

	@Test
	void callIsCancelledWhenTheBrowserGoesAway() throws Exception {
		this.router.enqueue(LocalAnswer.text("One two three").stalledAfter(6));
		HttpResponse<InputStream> response = post("Hi", BodyHandlers.ofInputStream());
		try (InputStream body = response.body()) {
			assertThat(body.read()).isPositive();
		}
		assertThat(this.router.takeRequest().outcome()).succeedsWithin(SOON).isEqualTo(RecordedRequest.Outcome.ABORTED);
	}

	private static String text(String events) {
		return data(events, "text").stream().map((data) -> data.path("text").asString()).reduce("", String::concat);
	}

	private static JsonNode served(String events) {
		assertThat(data(events, "served")).hasSize(1);
		return data(events, "served").get(0);
	}

	private static List<JsonNode> data(String events, String name) {
		List<String> lines = events.lines().toList();
		return IntStream.range(0, lines.size())
			.filter((i) -> lines.get(i).equals("event:" + name))
			.mapToObj((i) -> JsonMapper.shared().readTree(lines.get(i + 1).substring("data:".length())))
			.toList();
	}

	private String ask(String question) {
		try {
			HttpResponse<String> response = post(question, BodyHandlers.ofString());
			assertThat(response.statusCode()).isEqualTo(200);
			return response.body();
		}
		catch (Exception ex) {
			throw new AssertionError(ex);
		}
	}

	private <T> HttpResponse<T> post(String question, BodyHandler<T> handler) throws Exception {
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + this.port + "/chat"))
			.header("Content-Type", "application/x-www-form-urlencoded")
			.POST(BodyPublishers.ofString("question=" + URLEncoder.encode(question, StandardCharsets.UTF_8)))
			.build();
		return this.browser.send(request, handler);
	}

}
