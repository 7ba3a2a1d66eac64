package com.flexinference.samples.webflux;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.json.JsonMapper;

import com.flexinference.router.LocalAnswer;
import com.flexinference.router.LocalRouter;
import com.flexinference.router.RecordedRequest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WebFluxApplication}, over HTTP.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@Timeout(30)
class WebFluxApplicationTests {

	private static final Duration SOON = Duration.ofSeconds(10);

	private final HttpClient http = HttpClient.newHttpClient();

	@LocalServerPort
	private int port;

	@Autowired
	private LocalRouter router;

	@AfterEach
	void reset() {
		this.router.reset();
	}

	@Test
	void streamsToTheBrowser() throws Exception {
		this.router.enqueue(LocalAnswer.text("One  two\nthree"));
		String events = get("/stream", BodyHandlers.ofString()).body();
		assertThat(text(events)).isEqualTo("One  two\nthree");
		assertThat(events).startsWith("event:start\ndata:{}\n\n").contains("event:end", "\"servedTier\":", "\"cost\":");
		assertThat(this.router.takeRequest().startWithin()).isEqualTo("00h-00m-30s");
	}

	@Test
	void answersOnAThreadThatMustNotBlock() throws Exception {
		this.router.enqueue(LocalAnswer.text("One two"));
		assertThat(get("/answer", BodyHandlers.ofString()).body()).isEqualTo("One two");
	}

	@Test
	void tellsTheBrowserOfAFailure() throws Exception {
		this.router.enqueue(LocalAnswer.text("One two three").resetAfter(6));
		String events = get("/stream", BodyHandlers.ofString()).body();
		assertThat(text(events)).startsWith("One ");
		assertThat(events).contains("event:failure").doesNotContain("event:end");
	}

	@Test
	void stopsTheCallWhenTheBrowserGoesAway() throws Exception {
		this.router.enqueue(LocalAnswer.text("One two three").stalledAfter(6));
		HttpResponse<InputStream> response = get("/stream", BodyHandlers.ofInputStream());
		try (InputStream body = response.body()) {
			assertThat(body.read()).isPositive();
		}
		assertThat(this.router.takeRequest().outcome()).succeedsWithin(SOON).isEqualTo(RecordedRequest.Outcome.ABORTED);
	}

	@Test
	void stopsTheCallWhenTheBrowserGoesAwayBeforeTheAnswerStarts() throws Exception {
		this.router.enqueue(LocalAnswer.simulated().stalledBeforeHeaders());
		CompletableFuture<HttpResponse<String>> response = this.http.sendAsync(request("/stream"),
				BodyHandlers.ofString());
		RecordedRequest request = this.router.takeRequest();
		response.cancel(true);
		assertThat(request.outcome()).succeedsWithin(SOON).isEqualTo(RecordedRequest.Outcome.ABORTED);
	}

	private static String text(String events) {
		StringBuilder text = new StringBuilder();
		List<String> lines = events.lines().toList();
		for (int i = 0; i < lines.size(); i++) {
			if (lines.get(i).equals("event:text")) {
				String data = lines.get(i + 1).substring("data:".length());
				text.append(JsonMapper.shared().readTree(data).path("text").stringValue());
			}
		}
		return text.toString();
	}

	private <T> HttpResponse<T> get(String path, BodyHandler<T> handler) throws Exception {
		HttpResponse<T> response = this.http.send(request(path), handler);
		assertThat(response.statusCode()).isEqualTo(200);
		return response;
	}

	private HttpRequest request(String path) {
		return HttpRequest.newBuilder(URI.create("http://localhost:" + this.port + path + "?question=Hi")).build();
	}

}
