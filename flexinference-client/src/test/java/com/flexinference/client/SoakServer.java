package com.flexinference.client;

import java.util.concurrent.atomic.AtomicIntegerArray;

import com.flexinference.client.format.CallerFormat;
import com.flexinference.client.internal.format.Fixtures;

/**
 * A server that counts each request by its number, and fails every tenth.
 */
final class SoakServer implements AutoCloseable {

	private final AtomicIntegerArray counts;

	private final TestServer server = TestServer.start(this::serve);

	SoakServer(int requests) {
		this.counts = new AtomicIntegerArray(requests);
	}

	static boolean fails(int number) {
		return number % 10 == 3;
	}

	static CallerFormat format(int number) {
		return CallerFormat.values()[(number / 2) % 4];
	}

	static boolean isStream(int number) {
		return (number / 8 + number) % 2 == 0;
	}

	String url() {
		return this.server.url();
	}

	int count(int number) {
		return this.counts.get(number);
	}

	private void serve(TestConnection connection) throws Exception {
		int number = Integer.parseInt(connection.header("X-Number"));
		this.counts.incrementAndGet(number);
		// Requests that are kept would look like a leak of the client.
		this.server.requests().clear();
		boolean stream = isStream(number);
		byte[] content = stream ? Fixtures.stream(format(number), "text") : Fixtures.body(format(number), "text");
		String type = stream ? "text/event-stream" : "application/json";
		switch (fails(number) ? (number / 10) % 6 : -1) {
			case -1 -> connection.answer(200, type, content);
			case 0 -> connection.reset();
			case 1 -> connection.close();
			case 2 -> connection.answer(503, "application/json", "{\"error\":{\"message\":\"m\"}}".getBytes());
			case 3 -> connection.answer(429, "text/html", "<html>".getBytes());
			case 4 -> {
				connection.write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: 99999\r\n\r\n");
				connection.write(new byte[] { 'd', 'a' });
				connection.reset();
			}
			default -> connection.answer(200, type, "{\"out".getBytes());
		}
	}

	@Override
	public void close() {
		this.server.close();
	}

}
