package com.flexinference.client.internal.transport;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.flexinference.client.transport.HttpSettings;
import com.flexinference.client.transport.TimeoutKind;
import com.flexinference.client.transport.Timeouts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link HttpSettings} and {@link Timeouts}.
 */
class HttpSettingsTests {

	@Test
	void choosesApacheWhereItIsOnTheClassPath() {
		try (HttpTransport transport = TestTransports.create(HttpSettings.defaults())) {
			assertThat(transport).isInstanceOf(ApacheHttpTransport.class);
		}
	}

	@Test
	void proxyShowsNoPassword() {
		HttpSettings.Proxy proxy = new HttpSettings.Proxy("proxy.example", 8080, "user", "secret");
		assertThat(HttpSettings.defaults().withProxy(proxy).toString()).contains("Proxy[user:****@proxy.example:8080]")
			.doesNotContain("secret");
	}

	@Test
	void proxyNeedsAHostAndAPort() {
		assertThatIllegalArgumentException().isThrownBy(() -> HttpSettings.Proxy.of(" ", 80))
			.withMessage("'host' must not be empty");
		assertThatIllegalArgumentException().isThrownBy(() -> HttpSettings.Proxy.of("proxy", 65536))
			.withMessage("'port' must be between 1 and 65535 but is 65536");
	}

	@Test
	void timeoutsFallBackComponentByComponent() {
		Timeouts timeouts = Timeouts.none()
			.withStart(Duration.ofSeconds(5))
			.orElse(Timeouts.none().withStart(Duration.ofSeconds(6)).withIdle(Duration.ofSeconds(7)))
			.orElse(Timeouts.defaults());
		assertThat(timeouts).isEqualTo(new Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(5),
				Duration.ofSeconds(7), Duration.ofSeconds(600)));
	}

	@Test
	void limitsMustBePositive() {
		assertThatIllegalArgumentException().isThrownBy(() -> Timeouts.none().withIdle(Duration.ZERO))
			.withMessage("'idle' must be greater than zero but is PT0S");
		assertThatIllegalArgumentException().isThrownBy(() -> Timeouts.none().withTotal(Duration.ofSeconds(-1)))
			.withMessage("'total' must be greater than zero but is PT-1S");
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, -1, 1_000_001 })
	void logOfBodiesIsBounded(int bytes) {
		assertThatIllegalArgumentException().isThrownBy(() -> HttpSettings.defaults().withBodyLogLimit(bytes))
			.withMessage("'bodyLogLimit' must be between 1 and 1000000 but is " + bytes);
	}

	@Test
	void expiredTimeoutNamesValueAndProperty() {
		assertThat(new TimeoutExpiredException(TimeoutKind.IDLE, Duration.ofSeconds(90)))
			.hasMessage("The idle timeout expired: no bytes of the response body within 90s. "
					+ "To wait longer raise 'flexinference.timeout.idle' or the timeout of the request.");
	}

}
