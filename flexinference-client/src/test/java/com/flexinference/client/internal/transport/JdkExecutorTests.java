package com.flexinference.client.internal.transport;

import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;

import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.test.util.ReflectionTestUtils;

import com.flexinference.client.TestServer;
import com.flexinference.client.transport.HttpSettings;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link JdkExecutor}.
 */
class JdkExecutorTests {

	@Test
	void knowsTheHandshakesOfThisJdk() {
		assertThat(JdkExecutor.create(JdkExecutor.HANDSHAKE)).isNotNull();
	}

	@Test
	void isNotUsedForHttp2() {
		assertThat(executor(HttpSettings.defaults())).isPresent();
		assertThat(executor(HttpSettings.defaults().withHttp2(true))).isEmpty();
	}

	private static Optional<Executor> executor(HttpSettings settings) {
		try (HttpTransport transport = new JdkHttpTransport(settings, Duration.ofSeconds(10))) {
			return ((HttpClient) ReflectionTestUtils.getField(transport, "client")).executor();
		}
	}

	@Test
	void jdkWithoutItsClassOfHandshakesUsesTheDefaultExecutor() throws IOException {
		assertThat(JdkExecutor.create("jdk.internal.Gone")).isNull();
		try (TestServer server = TestServer.answering(TestServer.OK);
				HttpTransport transport = new JdkHttpTransport(HttpSettings.defaults(), Duration.ofSeconds(10), null);
				ClientHttpResponse response = transport.createRequest(server.uri(), HttpMethod.GET).execute()) {
			assertThat(response.getBody().readAllBytes()).asString().isEqualTo("ok");
			assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName)
				.anyMatch((name) -> name.matches("HttpClient-\\d+-Worker-\\d+"));
		}
	}

}
