package com.flexinference.samples.quickstart;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import com.flexinference.router.LocalAnswer;
import com.flexinference.router.LocalRouter;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link FlexInferenceProblems}, over HTTP.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "flexinference.timeout.start=2s")
class FlexInferenceProblemsTests {

	private static final String CONFIDENTIAL = "room-12";

	@LocalServerPort
	private int port;

	@Autowired
	private LocalRouter router;

	@AfterEach
	void reset() {
		this.router.reset();
	}

	@ParameterizedTest
	@CsvSource({ "402, 402", "429, 429", "503, 503", "500, 503", "401, 503" })
	void statusOfAProblem(int received, int sent) throws Exception {
		this.router.enqueue(LocalAnswer.error(received, "some_code")
			.message("You asked: " + CONFIDENTIAL)
			.header("Retry-After", "7"));
		HttpResponse<String> response = ask("default");
		assertProblem(response, sent);
		assertThat(response.headers().firstValue("Retry-After")).contains("7");
	}

	@Test
	void connectionThatBreaks() throws Exception {
		this.router.enqueue(LocalAnswer.simulated().resetBeforeHeaders());
		assertProblem(ask("default"), 503);
	}

	@Test
	void timeout() throws Exception {
		this.router.enqueue(LocalAnswer.simulated().stalledBeforeHeaders());
		assertProblem(ask("default"), 504);
	}

	@Test
	void requestThatIsRefusedHere() throws Exception {
		assertProblem(ask("soon"), 500);
	}

	private static void assertProblem(HttpResponse<String> response, int status) {
		assertThat(response.statusCode()).isEqualTo(status);
		assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
		assertThat(response.body()).contains("\"status\":" + status, "\"detail\":\"The answer is not available.\"")
			.doesNotContain(CONFIDENTIAL, "Exception");
	}

	private HttpResponse<String> ask(String startWithin) throws Exception {
		URI uri = URI.create("http://localhost:" + this.port + "/answer?format=RESPONSES&model=gpt-5.5&startWithin="
				+ startWithin + "&prompt=" + CONFIDENTIAL);
		return HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
	}

}
