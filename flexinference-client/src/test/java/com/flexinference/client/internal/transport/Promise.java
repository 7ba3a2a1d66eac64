package com.flexinference.client.internal.transport;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.springframework.http.HttpMethod;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpResponse;

import com.flexinference.client.TestConnection;
import com.flexinference.client.TestServer;

/**
 * What the documentation says of request factories, and how it is found out.
 */
enum Promise {

	START_TIMEOUT("The start timeout ends the waiting for headers", (factory, bound) -> {
		try (TestServer server = TestServer.start(TestConnection::awaitClose)) {
			return ends(() -> post(factory, server, new RequestTimeouts(Duration.ofMillis(200), null, null, null)),
					TimeoutExpiredException.class, bound);
		}
	}),

	IDLE_TIMEOUT("The idle timeout ends the reading of a stream that is silent", (factory, bound) -> {
		try (TestServer server = TestServer.answeringOnce(TestServer.STREAM)) {
			InputStream body = post(factory, server,
					new RequestTimeouts(RequestTimeouts.DEFAULTS.start(), Duration.ofMillis(200), null, null))
				.getBody();
			return ends(body::read, TimeoutExpiredException.class, bound);
		}
	}),

	CLOSE_WAKES("Closing wakes a reader of a silent stream, and the service sees it", (factory, bound) -> {
		try (TestServer server = TestServer.answeringOnce(TestServer.STREAM)) {
			ClientHttpResponse response = post(factory, server);
			Reader reader = new Reader(response.getBody());
			reader.awaitBlocked();
			fork(() -> close(response));
			return server.disconnectsWithin(bound) && reader.endsWithin(bound);
		}
	}),

	LEAVE_EARLY("Leaving a busy stream early stops the service at once", (factory, bound) -> {
		try (TestServer server = TestServer.start((connection) -> {
			connection.write(TestServer.STREAM);
			while (true) {
				connection.write(TestServer.chunk("."));
				connection.pause(10);
			}
		})) {
			ClientHttpResponse response = post(factory, server);
			response.getBody().read();
			fork(() -> close(response));
			return server.disconnectsWithin(bound);
		}
	}),

	INTERRUPT_START("An interrupt ends the waiting for headers", (factory, bound) -> {
		try (TestServer server = TestServer.start(TestConnection::awaitClose)) {
			Reader reader = new Reader(() -> post(factory, server));
			reader.awaitBlocked();
			reader.interrupt();
			return reader.endsWithin(bound);
		}
	}),

	INTERRUPT_READ("An interrupt ends the reading of a silent stream, on JDK 17 too", (factory, bound) -> {
		try (TestServer server = TestServer.answeringOnce(TestServer.STREAM)) {
			Reader reader = new Reader(post(factory, server).getBody());
			reader.awaitBlocked();
			reader.interrupt();
			return reader.endsWithin(bound);
		}
	}),

	AS_THEY_ARRIVE("Bytes are delivered as they arrive", (factory, bound) -> {
		try (TestServer server = TestServer.answeringOnce(TestServer.STREAM + TestServer.chunk("abc"))) {
			InputStream body = post(factory, server).getBody();
			CompletableFuture<Integer> count = new CompletableFuture<>();
			fork(() -> count.complete(body.read(new byte[8192])));
			return within(count, bound) != null;
		}
	}),

	NO_REDIRECT("No redirect is followed", (factory, bound) -> {
		try (TestServer other = TestServer.answering(TestServer.OK);
				TestServer server = TestServer
					.answering("HTTP/1.1 307 Go\r\nLocation: " + other.uri() + "\r\nContent-Length: 0\r\n\r\n")) {
			ClientHttpRequest request = factory.createRequest(server.uri(), HttpMethod.GET);
			return request.execute().getStatusCode().value() == 307 && other.connections() == 0;
		}
	}),

	SENT_ONCE("A refused request is sent once", (factory, bound) -> {
		try (TestServer server = TestServer
			.answering("HTTP/1.1 503 Busy\r\nRetry-After: 0\r\nContent-Length: 0\r\n\r\n")) {
			return post(factory, server).getStatusCode().value() == 503 && server.requests().size() == 1;
		}
	}),

	IDENTITY("The client requests no compression by itself", (factory, bound) -> {
		try (TestServer server = TestServer.answering(TestServer.OK)) {
			post(factory, server).close();
			return !server.requests().get(0).headers().containsKey("accept-encoding");
		}
	}),

	TRUNCATED("A truncated body is an error", (factory, bound) -> {
		try (TestServer server = TestServer.start((connection) -> {
			connection.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nab");
			connection.close();
		})) {
			InputStream body = post(factory, server).getBody();
			return ends(body::readAllBytes, IOException.class, bound);
		}
	}),

	KEPT_ALIVE("The connection is used again", (factory, bound) -> {
		try (TestServer server = TestServer.answering(TestServer.OK)) {
			// Jetty gives it back a little later.
			long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(bound);
			while (server.connections() == server.requests().size() && System.nanoTime() < end) {
				try (ClientHttpResponse response = post(factory, server)) {
					response.getBody().readAllBytes();
				}
			}
			return server.connections() < server.requests().size();
		}
	}),

	FORGOTTEN("A response that nobody holds is closed", (factory, bound) -> {
		try (TestServer server = TestServer.answeringOnce(TestServer.STREAM + TestServer.chunk("a"))) {
			post(factory, server).getBody().read();
			for (int i = 0; i < 3; i++) {
				System.gc();
				if (server.disconnectsWithin(bound)) {
					return true;
				}
			}
			return false;
		}
	});

	private final String text;

	private final Check check;

	Promise(String text, Check check) {
		this.text = text;
		this.check = check;
	}

	String text() {
		return this.text;
	}

	/**
	 * Find out whether a factory keeps the promise.
	 * @param factory the factory
	 * @param bound how many milliseconds it has for what should happen at once
	 */
	boolean isKept(ClientHttpRequestFactory factory, long bound) throws Exception {
		return this.check.isKept(factory, bound);
	}

	private static ClientHttpResponse post(ClientHttpRequestFactory factory, TestServer server) throws IOException {
		return post(factory, server, RequestTimeouts.DEFAULTS);
	}

	private static ClientHttpResponse post(ClientHttpRequestFactory factory, TestServer server,
			RequestTimeouts timeouts) throws IOException {
		ClientHttpRequest request = factory.createRequest(server.uri(), HttpMethod.POST);
		request.getAttributes().put(RequestTimeouts.ATTRIBUTE, timeouts);
		request.getHeaders().setContentLength(2);
		request.getBody().write("{}".getBytes(StandardCharsets.UTF_8));
		return request.execute();
	}

	private static Object close(ClientHttpResponse response) throws IOException {
		// As the client does it.
		response.getBody().close();
		response.close();
		return null;
	}

	private static boolean ends(Reader.Action action, Class<? extends Exception> type, long bound) throws Exception {
		CompletableFuture<Boolean> expected = new CompletableFuture<>();
		fork(() -> {
			try {
				return expected.complete(action.run() == null);
			}
			catch (Exception ex) {
				return expected.complete(type.isInstance(ex));
			}
		});
		return Boolean.TRUE.equals(within(expected, bound));
	}

	private static <T> T within(CompletableFuture<T> future, long bound) throws Exception {
		try {
			return future.get(bound, TimeUnit.MILLISECONDS);
		}
		catch (TimeoutException ex) {
			return null;
		}
	}

	private static void fork(Reader.Action action) {
		new Reader(action);
	}

	/**
	 * Finds out whether a factory keeps the promise.
	 */
	private interface Check {

		boolean isKept(ClientHttpRequestFactory factory, long bound) throws Exception;

	}

}
