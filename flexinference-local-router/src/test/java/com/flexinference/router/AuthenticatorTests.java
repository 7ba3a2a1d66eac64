package com.flexinference.router;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.flexinference.router.internal.account.Authenticator;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Authenticator}.
 */
class AuthenticatorTests {

	@AutoClose
	private final LocalRouter router = LocalRouter.builder().build().start();

	@AutoClose
	private final LocalRouter strict = LocalRouter.builder().apiKey("flex_live_one", "flex_live_two").build().start();

	@Test
	void anyKeyIsAccepted() {
		assertThat(get(this.router, "/limits", "Bearer anything").statusCode()).isEqualTo(200);
	}

	@Test
	void givenKeyIsAccepted() {
		assertThat(get(this.strict, "/limits", "Bearer flex_live_two").statusCode()).isEqualTo(200);
	}

	@Test
	void unknownKeyIsRefused() {
		HttpResponse<String> response = get(this.strict, "/limits", "Bearer flex_live_three");
		assertThat(response.statusCode()).isEqualTo(401);
		assertThat(response.body()).contains("\"code\":\"invalid_api_key\"", "\"type\":\"authentication_error\"");
	}

	@ParameterizedTest
	@ValueSource(strings = { "Bearer", "Bearer ", "Basic abc", "flex_live_one" })
	void missingKeyIsRefused(String authorization) {
		HttpResponse<String> response = get(this.router, "/models", authorization);
		assertThat(response.statusCode()).isEqualTo(401);
		assertThat(response.body()).contains("\"code\":\"missing_api_key\"");
	}

	@ParameterizedTest
	@CsvSource({ "/responses, \"type\":\"authentication_error\"", "/chat/completions, \"code\":\"missing_api_key\"",
			"/interactions, \"status\":\"UNAUTHENTICATED\"", "/messages, \"type\":\"error\"" })
	void refusalHasEnvelopeOfEndpoint(String path, String expected) {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(this.router.baseUrl() + path))
			.POST(HttpRequest.BodyPublishers.noBody());
		HttpResponse<String> response = new RouterClient(this.router).send(request, BodyHandlers.ofString());
		assertThat(response.statusCode()).isEqualTo(401);
		assertThat(response.body()).contains(expected);
	}

	private HttpResponse<String> get(LocalRouter router, String path, String authorization) {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(router.baseUrl() + path))
			.header("Authorization", authorization);
		return new RouterClient(router).send(request, BodyHandlers.ofString());
	}

	@Test
	void floodOfFailedLoginsIsRefused() {
		for (int i = 0; i < 100; i++) {
			assertThat(get(this.strict, "/limits", "Bearer wrong").statusCode()).isEqualTo(401);
		}
		HttpResponse<String> response = get(this.strict, "/limits", "Bearer wrong");
		assertThat(response.statusCode()).isEqualTo(429);
		assertThat(response.headers().firstValue("Retry-After")).hasValue("60");
		assertThat(get(this.strict, "/limits", "Bearer flex_live_one").statusCode()).isEqualTo(200);
		this.strict.freezeTime();
		this.strict.advanceTime(Duration.ofMinutes(1));
		assertThat(get(this.strict, "/limits", "Bearer wrong").statusCode()).isEqualTo(401);
	}

}
