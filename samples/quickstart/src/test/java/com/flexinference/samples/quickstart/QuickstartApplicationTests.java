package com.flexinference.samples.quickstart;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
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

import com.flexinference.client.format.CallerFormat;
import com.flexinference.router.LocalAnswer;
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

	@AfterEach
	void reset() {
		this.router.reset();
	}

	@ParameterizedTest
	@CsvSource({ "RESPONSES, gpt-5.5, 30s, 00h-00m-30s", "CHAT_COMPLETIONS, gpt-5-nano, 20s, 00h-00m-20s",
			"INTERACTIONS, gemini-3.5-flash, 1m, 00h-01m-00s", "MESSAGES, claude-opus-4-8, default, default" })
	void answersInEachFormat(String format, String model, String startWithin, String sent) throws Exception {
		JsonNode reply = json("/answer", format, model, startWithin);
		assertThat(reply.path("text").stringValue()).isNotEmpty();
		assertThat(reply.path("servedTier").stringValue()).isNotEmpty();
		assertThat(reply.path("costUsd").decimalValue()).isPositive();
		RecordedRequest request = this.router.takeRequest();
		assertThat(request.path()).endsWith(CallerFormat.valueOf(format).path());
		assertThat(request.json().path("model").stringValue()).isEqualTo(model);
		assertThat(request.startWithin()).isEqualTo(sent);
	}

	@Test
	void streamsToTheBrowser() throws Exception {
		this.router.enqueue(LocalAnswer.text("One  two\nthree").servedOn("flex").cost(12));
		String events = get(uri("/stream", "RESPONSES", "gpt-5.5", "30s"), BodyHandlers.ofString()).body();
		assertThat(events).contains("event:start", "{\"text\":\"two\\n\"}", "event:end",
				"\"savings\":{\"microUsd\":12,");
	}

	@Test
	void failureOfAStreamIsAnEvent() throws Exception {
		String events = get(uri("/stream", "RESPONSES", "claude-opus-4-8", "30s"), BodyHandlers.ofString()).body();
		assertThat(events).contains("event:failure", "\"code\":\"flex_unsupported_for_anthropic\"");
	}

	@Test
	void cancelsTheCallWhenTheBrowserGoesAway() throws Exception {
		this.router.enqueue(LocalAnswer.text("One two three").stalledAfter(6));
		HttpResponse<InputStream> response = get(uri("/stream", "RESPONSES", "gpt-5.5", "30s"),
				BodyHandlers.ofInputStream());
		try (InputStream body = response.body()) {
			assertThat(body.read()).isPositive();
		}
		assertThat(this.router.takeRequest().outcome()).succeedsWithin(Duration.ofSeconds(30))
			.isEqualTo(RecordedRequest.Outcome.ABORTED);
	}

	@Test
	void offersModels() throws Exception {
		JsonNode choices = JsonMapper.shared().readTree(get(uri("/choices"), BodyHandlers.ofString()).body());
		assertThat(choices.path("simulated").booleanValue()).isTrue();
		assertThat(choices.path("models")).contains(JsonMapper.shared().readTree("""
				{"id": "gpt-5.5", "races": true}"""), JsonMapper.shared().readTree("""
				{"id": "claude-opus-4-8", "races": false}"""));
	}

	@Test
	void printsATourOfAllFormats(CapturedOutput output) {
		this.tour.run(null);
		assertThat(output).contains("RESPONSES", "CHAT_COMPLETIONS", "INTERACTIONS", "MESSAGES")
			.contains("prompt    Write a haiku about cheap GPUs.", "answer", "streamed", "tier", "reason", "cost")
			.doesNotContain("null");
	}

	private JsonNode json(String path, String format, String model, String startWithin) throws Exception {
		return JsonMapper.shared().readTree(get(uri(path, format, model, startWithin), BodyHandlers.ofString()).body());
	}

	private URI uri(String path, String format, String model, String startWithin) {
		return uri(path + "?format=" + format + "&model=" + model + "&startWithin=" + startWithin + "&prompt=Hi");
	}

	private URI uri(String path) {
		return URI.create("http://localhost:" + this.port + path);
	}

	private <T> HttpResponse<T> get(URI uri, BodyHandler<T> handler) throws IOException, InterruptedException {
		HttpResponse<T> response = this.http.send(HttpRequest.newBuilder(uri).build(), handler);
		assertThat(response.statusCode()).isEqualTo(200);
		return response;
	}

}
