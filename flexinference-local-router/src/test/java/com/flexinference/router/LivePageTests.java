package com.flexinference.router;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

import com.flexinference.router.internal.Json;
import com.flexinference.router.internal.live.LiveFeed;
import com.flexinference.router.internal.live.LivePage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link LivePage} and {@link LiveFeed}, over HTTP.
 */
@Timeout(30)
class LivePageTests {

	@AutoClose
	private final LocalRouter router = LocalRouter.builder().capacity(1).build().start();

	private final RouterClient client = new RouterClient(this.router);

	@Test
	void rootIsPageWithoutForeignResources() throws Exception {
		HttpResponse<String> page = HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(this.router.pageUrl()).build(), BodyHandlers.ofString());
		assertThat(page.statusCode()).isEqualTo(200);
		assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
		assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
			.startsWith("default-src 'none'; connect-src 'self';");
		assertThat(page.body()).startsWith("<!doctype html>").doesNotContain("://", "@import", "src=");
	}

	@Test
	void pageIsNoRequestToTheService() throws Exception {
		rootIsPageWithoutForeignResources();
		assertThat(this.router.requests()).isEmpty();
	}

	@Test
	void pageIsOnlyRead() {
		assertThat(this.client.send(HttpRequest.newBuilder(this.router.pageUrl()).DELETE(), BodyHandlers.ofString())
			.statusCode()).isEqualTo(404);
	}

	@Test
	void feedTellsArrivalAnswerAndEnd() throws IOException {
		try (Events events = new Events()) {
			assertThat(events.next().path("all").booleanValue()).isTrue();
			this.client.post("/responses", "{'model':'gpt-5','input':'Hi','start_within':'00h-00m-30s'}");
			JsonNode arrival = events.next();
			assertThat(arrival.path("totals").path("requests").intValue()).isEqualTo(1);
			assertThat(request(arrival).path("path").asString()).isEqualTo("/v1/responses");
			assertThat(request(arrival).path("model").asString()).isEqualTo("gpt-5");
			assertThat(request(arrival).path("startWithin").asString()).isEqualTo("00h-00m-30s");
			assertThat(request(arrival).has("status")).isFalse();
			JsonNode answer = events.next();
			assertThat(request(answer).path("tier").asString()).isEqualTo("flex");
			assertThat(request(answer).path("reason").asString()).isEqualTo("flex_won");
			assertThat(request(answer).path("microUsd").longValue()).isPositive()
				.isEqualTo(request(answer).path("savedMicroUsd").longValue())
				.isEqualTo(answer.path("totals").path("savedMicroUsd").longValue());
			assertThat(answer.path("totals").path("windows").intValue()).isEqualTo(1);
			assertThat(answer.path("totals").path("flex").intValue()).isEqualTo(1);
			assertThat(request(events.next()).path("outcome").asString()).isEqualTo("COMPLETED");
		}
	}

	@Test
	void feedTellsOfStreamedAnswerBeforeItEnds() throws IOException {
		try (Events events = new Events()) {
			events.next();
			try (InputStream stream = this.client.open("/responses",
					"{'model':'gpt-5','input':'Count to 10000','start_within':'default','stream':true}")) {
				assertThat(stream.read()).isEqualTo('e');
				assertThat(request(events.next()).path("stream").booleanValue()).isTrue();
				assertThat(request(events.next()).path("tier").asString()).isEqualTo("default");
			}
			assertThat(request(events.next()).path("outcome").asString()).isEqualTo("ABORTED");
		}
	}

	@Test
	void feedTellsOfRefusal() throws IOException {
		try (Events events = new Events()) {
			events.next();
			this.client.post("/messages", "{'model':'claude-opus-4-8','messages':[],'start_within':'00h-00m-30s'}");
			events.next();
			JsonNode answer = events.next();
			assertThat(request(answer).path("status").intValue()).isEqualTo(400);
			assertThat(request(answer).path("code").asString()).isEqualTo("flex_unsupported_for_anthropic");
			assertThat(answer.path("totals").path("refused").intValue()).isEqualTo(1);
			assertThat(answer.path("totals").path("windows").intValue()).isZero();
		}
	}

	@Test
	void feedBeginsWithWhatHappenedBefore() throws IOException {
		for (int i = 0; i < 201; i++) {
			this.client.get("/models");
		}
		try (Events events = new Events()) {
			JsonNode first = events.next();
			assertThat(first.path("totals").path("requests").intValue()).isEqualTo(201);
			assertThat(first.path("requests")).hasSize(200);
			assertThat(request(first).path("id").intValue()).isEqualTo(2);
		}
	}

	@Test
	void feedHoldsNoSecrets() throws IOException {
		this.client.post("/responses",
				"{'model':'gpt-5','input':'the prompt','start_within':'default','metadata':{'a':'the value'}}");
		try (Events events = new Events()) {
			assertThat(events.next().toString()).contains("/v1/responses", "gpt-5")
				.doesNotContain("flex_live_test", "the prompt", "the value");
		}
	}

	@Test
	void oddRequestsAreShownShortened() throws IOException {
		this.client.post("/responses", "not json");
		this.client.post("/responses", "{'model':'" + "m".repeat(1_000) + "','start_within':5}");
		try (Events events = new Events()) {
			JsonNode requests = events.next().path("requests");
			assertThat(requests.path(0).path("model").asString()).isEmpty();
			assertThat(requests.path(1).path("model").asString()).hasSize(101).endsWith("…");
		}
	}

	@Test
	void feedSurvivesFailedRequests() throws IOException {
		this.router.on((request) -> {
			throw new AssertionError();
		});
		this.client.get("/models");
		this.router.reset();
		this.router.enqueue(LocalAnswer.simulated().resetBeforeHeaders());
		assertThatIllegalStateException().isThrownBy(() -> this.client.post("/responses", "{}"));
		this.client.post("/responses", "{'model':1e999999999999,'start_within':'default'}");
		try (Events events = new Events()) {
			JsonNode requests = events.next().path("requests");
			assertThat(requests.path(0).path("status").intValue()).isEqualTo(500);
			assertThat(requests.path(1).path("outcome").asString()).isEqualTo("ABORTED");
			assertThat(requests.path(2).path("status").intValue()).isEqualTo(400);
		}
	}

	@Test
	void closeOfRouterEndsFeed() throws IOException {
		try (Events events = new Events()) {
			events.next();
			this.router.close();
			assertThatIOException().isThrownBy(events::next);
		}
	}

	private static JsonNode request(JsonNode event) {
		return event.path("requests").path(0);
	}

	private final class Events implements AutoCloseable {

		private final BufferedReader lines;

		Events() {
			URI url = LivePageTests.this.router.pageUrl().resolve("feed");
			HttpResponse<InputStream> response = LivePageTests.this.client.send(HttpRequest.newBuilder(url),
					BodyHandlers.ofInputStream());
			assertThat(response.headers().firstValue("Content-Type")).hasValue("text/event-stream; charset=utf-8");
			this.lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
		}

		JsonNode next() throws IOException {
			String line = this.lines.readLine();
			while (!line.startsWith("data: ")) {
				line = this.lines.readLine();
			}
			return Json.read(line.substring("data: ".length()));
		}

		@Override
		public void close() throws IOException {
			this.lines.close();
		}

	}

}
