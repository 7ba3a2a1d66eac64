package com.flexinference.client.internal.transport;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

import org.junit.jupiter.api.Test;

import com.flexinference.client.TestServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link JdkSender}.
 */
class JdkSenderTests {

	private final HttpClient client = HttpClient.newHttpClient();

	private final JdkSender sender = new JdkSender();

	@Test
	void sendsNothingWhenAbortedBefore() throws IOException {
		try (TestServer server = TestServer.answering(TestServer.OK)) {
			this.sender.abort();
			assertThatExceptionOfType(InterruptedIOException.class).isThrownBy(() -> send(server));
			assertThat(Thread.currentThread().isInterrupted()).isFalse();
			assertThat(server.requests()).isEmpty();
		}
	}

	@Test
	void doesNotInterruptWhenAbortedAfter() throws IOException {
		try (TestServer server = TestServer.answering(TestServer.OK)) {
			send(server);
			this.sender.abort();
			assertThat(Thread.currentThread().isInterrupted()).isFalse();
		}
	}

	@Test
	void keepsTheInterruptOfAnother() throws IOException {
		try (TestServer server = TestServer.answering(TestServer.OK)) {
			Thread.currentThread().interrupt();
			assertThatExceptionOfType(InterruptedIOException.class).isThrownBy(() -> send(server));
			assertThat(Thread.interrupted()).isTrue();
		}
	}

	private void send(TestServer server) throws IOException {
		HttpRequest request = HttpRequest.newBuilder(server.uri()).build();
		this.sender.send(this.client, request, BodyHandlers.discarding());
	}

}
