package com.flexinference.client;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.flexinference.client.transport.Timeouts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link RequestOptions}.
 */
class RequestOptionsTests {

	@ParameterizedTest
	@ValueSource(strings = { "a\r\nX: y", "a\n", "a\u0000", "a\u007f", "a\u0085", "\u00e9", "\u20ac" })
	void valueWithControlCharactersIsRefused(String value) {
		assertThatIllegalArgumentException().isThrownBy(() -> RequestOptions.none().withHeader("X", value))
			.withMessageContaining("header 'X'")
			.withMessageNotContaining(value);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "a b", "a\r\nX", "a:", "\u00e9", "a\u0000" })
	void nameThatIsNoTokenIsRefused(String name) {
		assertThatIllegalArgumentException().isThrownBy(() -> RequestOptions.none().withHeader(name, "y"))
			.withMessageStartingWith("'name' must be the name of a header");
	}

	@ParameterizedTest
	@ValueSource(strings = { "Host", "transfer-encoding", "Content-Length", "Connection", "Expect", "Upgrade", "TE" })
	void headerOfTheHttpClientIsRefused(String name) {
		assertThatIllegalArgumentException().isThrownBy(() -> RequestOptions.none().withHeader(name, "x"))
			.withMessage("The header '" + name + "' belongs to the HTTP client and cannot be set");
	}

	@Test
	void headersAddUpWithoutChangingTheOptionsBefore() {
		RequestOptions one = RequestOptions.none().withHeader("X", "a\tb");
		RequestOptions two = one.withHeader("X", "c").withTimeouts(Timeouts.none());
		assertThat(two.headers().get("X")).containsExactly("a\tb", "c");
		assertThat(one.headers().get("X")).containsExactly("a\tb");
		assertThat(RequestOptions.none().headers().isEmpty()).isTrue();
	}

	@Test
	void startTimeoutKeepsTheOthers() {
		RequestOptions options = RequestOptions.none()
			.withTimeouts(Timeouts.none().withIdle(Duration.ofSeconds(1)))
			.withStartTimeout(Duration.ofSeconds(2));
		assertThat(options.timeouts())
			.isEqualTo(new Timeouts(null, Duration.ofSeconds(2), Duration.ofSeconds(1), null));
	}

	@Test
	void shortestLimitCounts() {
		RequestOptions options = RequestOptions.none().withCallTimeout(Duration.ofSeconds(5));
		assertThat(options.withCallTimeout(Duration.ofSeconds(9)).callTimeout()).isEqualTo(Duration.ofSeconds(5));
		assertThat(options.withCallTimeout(Duration.ofSeconds(1)).callTimeout()).isEqualTo(Duration.ofSeconds(1));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "secret\n", "sec ret", "secr\u00e9t", "secret\u0000" })
	void keyThatCannotBeOneIsRefused(String key) {
		assertThatExceptionOfType(InvalidConfigurationException.class)
			.isThrownBy(() -> RequestOptions.none().withApiKey(key))
			.withMessageNotContaining("secr")
			.returns("flexinference.api-key", InvalidConfigurationException::property);
	}

	@Test
	void toStringHasNoKeyAndNoValues() {
		assertThat(RequestOptions.none().withApiKey("secret").withHeader("X", "secret").toString()).contains("X")
			.doesNotContain("secret");
	}

}
