package com.flexinference.samples.quickstart;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import com.flexinference.router.LocalRouter;
import com.flexinference.router.RecordedRequest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link QuickstartApplication}, over HTTP.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@ExtendWith(OutputCaptureExtension.class)
class QuickstartApplicationTests {

	private final HttpClient http = HttpClient.newHttpClient();

	@LocalServerPort
	private int port;

	@Autowired
	private LocalRouter router;

	@Autowired
	private Tour tour;

	@ParameterizedTest
	@CsvSource({ "responses, gpt-5.5, 00h-00m-30s", "chat-completions, gpt-5-nano, 00h-00m-20s",
			"interactions, gemini-3.5-flash, 00h-01m-00s", "messages, claude-opus-4-8, default" })
	void answersInEachFormat(String path, String model, String startWithin) throws Exception {
		JsonNode reply = JsonMapper.shared().readTree(get("/" + path, BodyHandlers.ofString()).body());
		assertThat(reply.path("text").stringValue()).isNotEmpty();
		assertThat(reply.path("servedTier").stringValue()).isNotEmpty();
		assertThat(reply.path("costUsd").decimalValue()).isPositive();
		RecordedRequest request = lastRequest();
		assertThat(request.json().path("model").stringValue()).isEqualTo(model);
		assertThat(request.startWithin()).isEqualTo(startWithin);
	}

	@Test
	void streamsToTheBrowser() throws Exception {
		String events = get("/stream", BodyHandlers.ofString()).body();
		String expected = JsonMapper.shared()
			.readTree(get("/responses", BodyHandlers.ofString()).body())
			.path("text")
			.stringValue();
		StringBuilder text = new StringBuilder();
		events.lines()
			.filter((line) -> line.startsWith("data:{\"text\":\"") && !line.contains("costUsd"))
			.forEach((line) -> text
				.append(JsonMapper.shared().readTree(line.substring("data:".length())).path("text").stringValue()));
		assertThat(text).hasToString(expected);
		assertThat(events).contains("event:reply").contains("\"costUsd\":");
	}

	@Test
	void stopsUpstreamWhenTheBrowserGoesAway() throws Exception {
		HttpResponse<InputStream> response = get("/stream?prompt=Count+to+2000", BodyHandlers.ofInputStream());
		try (InputStream body = response.body()) {
			assertThat(body.read()).isPositive();
		}
		assertThat(lastRequest().outcome().get(10, TimeUnit.SECONDS)).isEqualTo(RecordedRequest.Outcome.ABORTED);
	}

	@Test
	void printsATourOfAllFormats(CapturedOutput output) {
		this.tour.run(null);
		assertThat(output).contains("Responses", "Chat Completions", "Interactions", "Messages")
			.contains("prompt    Write a haiku about cheap GPUs.", "answer", "streamed", "tier", "reason", "cost")
			.doesNotContain("null");
	}

	private <T> HttpResponse<T> get(String path, BodyHandler<T> handler) throws IOException, InterruptedException {
		String query = path.contains("?") ? ""
				: "?prompt=" + URLEncoder.encode("What is a GPU?", StandardCharsets.UTF_8);
		URI uri = URI.create("http://localhost:" + this.port + path + query);
		HttpResponse<T> response = this.http.send(HttpRequest.newBuilder(uri).build(), handler);
		assertThat(response.statusCode()).isEqualTo(200);
		return response;
	}

	private RecordedRequest lastRequest() {
		List<RecordedRequest> requests = this.router.requests();
		return requests.get(requests.size() - 1);
	}

}
