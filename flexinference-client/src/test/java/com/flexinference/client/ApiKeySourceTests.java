package com.flexinference.client;

import java.util.Iterator;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link ApiKeySource} over HTTP.
 */
@Timeout(20)
class ApiKeySourceTests {

	private static final FlexRequest QUESTION = FlexRequest.of((r) -> r.user("q"));

	@Test
	void isAskedForEachRequest() {
		Iterator<String> keys = List.of("flex_live_1", "flex_live_2", "flex_live_3").iterator();
		try (TestServer server = TestServer.json(); FlexInferenceClient client = client(server, keys::next)) {
			client.responses().create(QUESTION);
			client.limits();
			client.mutate().build().limits();
			assertThat(server.requests()).extracting((request) -> request.headers().get("Authorization"))
				.containsExactly("Bearer flex_live_1", "Bearer flex_live_2", "Bearer flex_live_3");
		}
	}

	@Test
	void isAskedForEachAttempt() {
		Iterator<String> keys = List.of("flex_live_1", "flex_live_2").iterator();
		String body = "{\"error\":{\"flexinference\":{\"retryable\":true}}}";
		try (TestServer server = TestServer.answering(503, "application/json", body, "Retry-After: 0");
				FlexInferenceClient client = server.clientBuilder().apiKey(keys::next).maxAttempts(2).build()) {
			assertThatExceptionOfType(FlexInferenceResponseException.class).isThrownBy(client::limits);
			assertThat(keys.hasNext()).isFalse();
		}
	}

	@Test
	void isNotAskedWhereTheCallHasItsOwn() {
		try (TestServer server = TestServer.json(); FlexInferenceClient client = client(server, () -> {
			throw new IllegalStateException("Asked");
		})) {
			client.responses().create(QUESTION, RequestOptions.none().withApiKey("flex_live_own"));
			assertThat(server.request().headers()).containsEntry("Authorization", "Bearer flex_live_own");
		}
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "", " ", "flex_live_secret\r\nX: y", "flex_live_secr\u00e9t" })
	void whatIsNoKeyIsNotSent(String key) {
		try (TestServer server = TestServer.json(); FlexInferenceClient client = client(server, () -> key)) {
			assertThatExceptionOfType(InvalidConfigurationException.class)
				.isThrownBy(() -> client.responses().create(QUESTION))
				.withMessageNotContaining("secr")
				.returns("flexinference.api-key", InvalidConfigurationException::property);
			assertThat(server.connections()).isZero();
		}
	}

	@Test
	void failureIsThrownAsItIs() {
		try (TestServer server = TestServer.json(); FlexInferenceClient client = client(server, () -> {
			throw new IllegalStateException("The vault is closed");
		})) {
			assertThatIllegalStateException().isThrownBy(() -> client.responses().create(QUESTION))
				.withMessage("The vault is closed");
			assertThat(server.connections()).isZero();
		}
	}

	@Test
	void keyIsMasked() {
		assertThat(new ApiKey("flex_live_secret")).hasToString("****");
	}

	private static FlexInferenceClient client(TestServer server, ApiKeySource source) {
		return server.clientBuilder().apiKey(source).build();
	}

}
