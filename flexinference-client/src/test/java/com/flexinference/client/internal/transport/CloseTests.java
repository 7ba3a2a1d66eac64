package com.flexinference.client.internal.transport;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpResponse;

import com.flexinference.client.ClientThreads;
import com.flexinference.client.EachTransport;
import com.flexinference.client.TestServer;
import com.flexinference.client.transport.HttpSettings;
import com.flexinference.client.transport.TransportKind;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link HttpTransport}: what is left of it when it is closed or forgotten.
 */
@ParameterizedClass
@EachTransport
@Timeout(30)
class CloseTests {

	private static final int EXCHANGES = 300;

	private final TransportKind kind;

	CloseTests(TransportKind kind) {
		this.kind = kind;
	}

	@Test
	void closingDisconnectsAllAndLeavesNoThread() throws Exception {
		Set<Thread> before = ClientThreads.running();
		try (TestServer server = TestServer.answeringOnce(TestServer.STREAM + TestServer.chunk("a"))) {
			openAndClose(server);
		}
		ClientThreads.awaitEnd(before);
	}

	@Test
	void openStreamKeepsNoJvmAlive() throws Exception {
		try (TestServer server = TestServer.answeringOnce(TestServer.STREAM + TestServer.chunk("a"))) {
			assertThat(ChildJvm.run(LeavesAStreamOpen.class, List.of(), this.kind.name(), server.uri().toString()))
				.isEqualTo("a");
			server.awaitDisconnect();
		}
	}

	private void openAndClose(TestServer server) throws Exception {
		List<ClientHttpResponse> responses = new ArrayList<>();
		HttpTransport transport = TestTransports.create(HttpSettings.defaults().withKind(this.kind));
		for (int i = 0; i < EXCHANGES; i++) {
			responses.add(open(transport, server.uri()));
		}
		Reader reader = new Reader(responses.get(0).getBody());
		long begin = System.nanoTime();
		transport.close();
		for (int i = 0; i < EXCHANGES; i++) {
			assertThat(server.awaitDisconnect() - begin).isLessThan(10_000_000_000L);
		}
		reader.assertFailure().isInstanceOf(ExchangeClosedException.class).hasMessage("The transport is closed");
	}

	private static ClientHttpResponse open(HttpTransport transport, URI uri) throws IOException {
		ClientHttpRequest request = transport.createRequest(uri, HttpMethod.POST);
		request.getBody().write(new byte[] { '{', '}' });
		ClientHttpResponse response = request.execute();
		assertThat(response.getBody().read()).isEqualTo('a');
		return response;
	}

	/**
	 * Opens a stream, reads a byte and returns.
	 */
	public static final class LeavesAStreamOpen {

		private LeavesAStreamOpen() {
		}

		public static void main(String[] arguments) throws IOException {
			HttpTransport transport = TestTransports
				.create(HttpSettings.defaults().withKind(TransportKind.valueOf(arguments[0])));
			open(transport, URI.create(arguments[1]));
			System.out.print("a");
		}

	}

}
