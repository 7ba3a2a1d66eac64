package com.flexinference.client.internal.transport;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;

import org.apache.commons.logging.impl.NoOpLog;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;

import com.flexinference.client.TestServer;
import com.flexinference.client.transport.HttpSettings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link JdkHttpTransport}: interrupts.
 */
class JdkHttpTransportTests {

	@AutoClose
	private final HttpTransport transport = new JdkHttpTransport(HttpSettings.defaults(), Duration.ofSeconds(10));

	@AutoClose
	private final TimeoutMonitor monitor = new TimeoutMonitor(new ConnectionLimit(null, Duration.ofSeconds(10)),
			new NoOpLog(), () -> {
			}, Duration.ofSeconds(1), System::nanoTime);

	private final HttpExchange exchange = new HttpExchange(this.monitor, RequestTimeouts.DEFAULTS, null);

	@Test
	void sendsNothingWhenAbortedBefore() throws IOException {
		try (TestServer server = TestServer.answering(TestServer.OK)) {
			this.monitor.add(this.exchange).close();
			assertThatExceptionOfType(InterruptedIOException.class).isThrownBy(() -> send(server));
			assertThat(Thread.currentThread().isInterrupted()).isFalse();
			assertThat(server.requests()).isEmpty();
		}
	}

	@Test
	void doesNotInterruptWhenAbortedAfter() throws IOException {
		try (TestServer server = TestServer.answering(TestServer.OK)) {
			this.monitor.add(this.exchange);
			send(server);
			this.exchange.close();
			assertThat(Thread.currentThread().isInterrupted()).isFalse();
		}
	}

	@Test
	void keepsTheInterruptOfAnother() throws IOException {
		try (TestServer server = TestServer.answering(TestServer.OK)) {
			this.monitor.add(this.exchange);
			Thread.currentThread().interrupt();
			assertThatExceptionOfType(InterruptedIOException.class).isThrownBy(() -> send(server));
			assertThat(Thread.interrupted()).isTrue();
		}
	}

	private void send(TestServer server) throws IOException {
		this.transport.send(this.exchange, this.transport.createRequest(server.uri(), HttpMethod.POST), new byte[0]);
	}

}
