package com.flexinference.client.internal.transport;

import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpResponse;

import com.flexinference.client.EachTransport;
import com.flexinference.client.TestServer;
import com.flexinference.client.transport.HttpSettings;
import com.flexinference.client.transport.TransportKind;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link HttpTransport}: many streams at once, on virtual threads where there
 * are any.
 */
@Timeout(60)
class ConcurrencyTests {

	private static final int STREAMS = 1000;

	private final CountDownLatch allOpen = new CountDownLatch(STREAMS);

	@ParameterizedTest
	@EachTransport
	void manyStreams(TransportKind kind) throws Exception {
		try (TestServer server = TestServer.start((connection) -> {
			connection.write(TestServer.STREAM + TestServer.chunk("a"));
			this.allOpen.await();
			connection.write(TestServer.chunk("b") + TestServer.END);
		}); HttpTransport transport = TestTransports.create(HttpSettings.defaults().withKind(kind))) {
			assertStreams(transport, server.uri());
			assertThat(server.requests()).hasSize(STREAMS);
		}
	}

	private void assertStreams(HttpTransport transport, URI uri) throws Exception {
		ExecutorService executor = executor();
		try {
			Callable<String> stream = () -> stream(transport, uri);
			for (Future<String> text : executor
				.invokeAll(IntStream.range(0, STREAMS).mapToObj((i) -> stream).toList())) {
				assertThat(text.get()).isEqualTo("ab");
			}
		}
		finally {
			executor.shutdown();
		}
	}

	private String stream(HttpTransport transport, URI uri) throws Exception {
		ClientHttpRequest request = transport.createRequest(uri, HttpMethod.POST);
		request.getAttributes()
			.put(RequestTimeouts.ATTRIBUTE,
					new RequestTimeouts(Duration.ofSeconds(30), Duration.ofSeconds(30), null, null));
		request.getBody().write(new byte[] { '{', '}' });
		try (ClientHttpResponse response = request.execute(); InputStream body = response.getBody()) {
			String first = new String(body.readNBytes(1), StandardCharsets.UTF_8);
			this.allOpen.countDown();
			return first + new String(body.readAllBytes(), StandardCharsets.UTF_8);
		}
	}

	private static ExecutorService executor() throws ReflectiveOperationException {
		try {
			return (ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
		}
		catch (NoSuchMethodException ex) {
			return Executors.newCachedThreadPool();
		}
	}

}
