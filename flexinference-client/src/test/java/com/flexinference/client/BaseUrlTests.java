package com.flexinference.client;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link BaseUrl}.
 */
class BaseUrlTests {

	@ParameterizedTest
	@CsvSource({ "https://api.flexinference.com/v1, https://api.flexinference.com/v1",
			"https://api.flexinference.com, https://api.flexinference.com/v1",
			"https://api.flexinference.com/, https://api.flexinference.com/v1",
			"https://api.flexinference.com/v1/, https://api.flexinference.com/v1",
			"https://api.flexinference.com/v1///, https://api.flexinference.com/v1",
			"' https://a.example/v1 ', https://a.example/v1", "HTTPS://a.example, https://a.example/v1",
			"https://a.example:8443/proxy/v1, https://a.example:8443/proxy/v1",
			"https://a.example/proxy, https://a.example/proxy/v1", "http://localhost:8080, http://localhost:8080/v1",
			"http://LOCALHOST, http://LOCALHOST/v1", "http://127.0.0.1:1, http://127.0.0.1:1/v1",
			"http://127.1.2.3, http://127.1.2.3/v1", "http://[::1]:8080, http://[::1]:8080/v1",
			"http://[0:0:0:0:0:0:0:1], http://[0:0:0:0:0:0:0:1]/v1",
			"https://a.example/v1beta, https://a.example/v1beta/v1",
			"https://a.example/my-responses, https://a.example/my-responses/v1" })
	void normalizes(String url, String normalized) {
		assertThat(BaseUrl.normalize(url, false)).isEqualTo(normalized);
	}

	@ParameterizedTest
	@CsvSource({ "https://a.example/v1/responses, /responses", "https://a.example/v1/responses/, /responses",
			"https://a.example/v1/chat/completions, /chat/completions", "https://a.example/v1/chat, /chat",
			"https://a.example/interactions, /interactions", "https://a.example/v1/messages, /messages",
			"https://a.example/v1/models, /models", "https://a.example/v1/limits, /limits" })
	void refusesAnEndpointWithAdvice(String url, String path) {
		assertThatExceptionOfType(InvalidConfigurationException.class).isThrownBy(() -> BaseUrl.normalize(url, false))
			.withMessageContaining("is the URL of an endpoint")
			.withMessageContaining("Remove '" + path + "' from the end of 'flexinference.base-url'")
			.returns("flexinference.base-url", InvalidConfigurationException::property);
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://api.flexinference.com", "http://10.0.0.1/v1", "http://127.evil.example",
			"http://localhost.evil.example", "http://0.0.0.0" })
	void refusesPlainHttpToOtherHosts(String url) {
		assertThatExceptionOfType(InvalidConfigurationException.class).isThrownBy(() -> BaseUrl.normalize(url, false))
			.withMessageContaining("without encryption")
			.withMessageContaining("flexinference.allow-insecure-http");
	}

	@Test
	void allowsPlainHttpToOtherHostsIfTold() {
		assertThat(BaseUrl.normalize("http://10.0.0.1:8080", true)).isEqualTo("http://10.0.0.1:8080/v1");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "api.flexinference.com", "/v1", "ftp://a.example", "https:///v1", "https://",
			"https://a b", "https://a.example:port/v1", "https://a.example:0", "https://a.example:65536/v1",
			"https://{host}/v1", "mailto:a@b" })
	void refusesWhatIsNoHttpUrl(String url) {
		assertThatExceptionOfType(InvalidConfigurationException.class).isThrownBy(() -> BaseUrl.normalize(url, true))
			.withMessageContaining("Set 'flexinference.base-url' to a URL such as https://api.flexinference.com/v1");
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://user:secret@a.example/v1", "https://secret@a.example",
			"https://user:secret@a b.example", "ftp://user:secret@a.example", "https://user:secret@a.example:port/",
			"https://a.example?key=secret", "https://a.example/v1#secret", "https://a b.example/?key=secret",
			"https://a.example/v1?key=secret#a b" })
	void refusesSecretsAndDoesNotRepeatThem(String url) {
		assertThatExceptionOfType(InvalidConfigurationException.class).isThrownBy(() -> BaseUrl.normalize(url, true))
			.satisfies((ex) -> assertThat(ex).hasMessageNotContaining("secret"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://a.example/v1/v1", "https://a.example/v1/v1/" })
	void refusesV1Twice(String url) {
		assertThatExceptionOfType(InvalidConfigurationException.class).isThrownBy(() -> BaseUrl.normalize(url, false))
			.withMessageContaining("has '/v1' twice");
	}

	@ParameterizedTest
	@CsvSource({ "https://a.example/v2, /v2", "https://a.example/v0/, /v0", "https://a.example/proxy/v10, /v10",
			"https://a.example/v1/v2, /v2", "https://a.example/v11, /v11" })
	void refusesAnotherVersion(String url, String version) {
		assertThatExceptionOfType(InvalidConfigurationException.class).isThrownBy(() -> BaseUrl.normalize(url, false))
			.withMessageContaining("asks for '" + version + "' of the API, which has only '/v1'")
			.withMessageContaining("Remove '" + version + "' from the end of 'flexinference.base-url'")
			.returns("flexinference.base-url", InvalidConfigurationException::property);
	}

}
