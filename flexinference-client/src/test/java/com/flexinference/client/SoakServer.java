package com.flexinference.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicIntegerArray;

import com.flexinference.client.format.CallerFormat;
import com.flexinference.client.format.Fixtures;

/**
 * A server that counts each request by its number, and fails every tenth.
 */
final class SoakServer implements AutoCloseable {

	private static final String THREAD_NAME = "soak-server";

	private final ServerSocket serverSocket = open();

	private final AtomicIntegerArray counts;

	SoakServer(int requests) {
		this.counts = new AtomicIntegerArray(requests);
		fork(this::accept);
	}

	private static ServerSocket open() {
		try {
			return new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static boolean owns(Thread thread) {
		return thread.getName().equals(THREAD_NAME);
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
		return "http://127.0.0.1:" + this.serverSocket.getLocalPort();
	}

	int count(int number) {
		return this.counts.get(number);
	}

	private void accept() {
		while (true) {
			try {
				Socket socket = this.serverSocket.accept();
				fork(() -> serve(socket));
			}
			catch (IOException ex) {
				return;
			}
		}
	}

	private static void fork(Runnable task) {
		Thread thread = new Thread(task, THREAD_NAME);
		thread.setDaemon(true);
		thread.start();
	}

	private void serve(Socket socket) {
		try (socket) {
			socket.setTcpNoDelay(true);
			TestServer.Connection connection = new TestServer.Connection(socket);
			for (TestServer.Request request = connection.readRequest(); request != null; request = connection
				.readRequest()) {
				int number = Integer.parseInt(request.headers().get("X-Number"));
				this.counts.incrementAndGet(number);
				answer(connection, number);
			}
		}
		catch (IOException ex) {
			// The client has gone, or was to think so.
		}
	}

	private static void answer(TestServer.Connection connection, int number) throws IOException {
		boolean stream = isStream(number);
		byte[] content = stream ? Fixtures.stream(format(number), "text") : Fixtures.body(format(number), "text");
		if (!fails(number)) {
			connection.answer(200, stream ? "text/event-stream" : "application/json", content);
			return;
		}
		switch ((number / 10) % 6) {
			case 0 -> connection.reset();
			case 1 -> connection.socketClose();
			case 2 -> connection.answer(503, "application/json", "{\"error\":{\"message\":\"m\"}}".getBytes());
			case 3 -> connection.answer(429, "text/html", "<html>".getBytes());
			case 4 -> {
				connection.write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: 99999\r\n\r\n");
				connection.write(new byte[] { 'd', 'a' });
				connection.reset();
			}
			default -> connection.answer(200, stream ? "text/event-stream" : "application/json", "{\"out".getBytes());
		}
	}

	@Override
	public void close() throws IOException {
		this.serverSocket.close();
	}

}
